// `npm run package [-- --target TARGET ... | --all]`: one .vsix for each target (default: this machine's) in artifacts/.
import { parseArgs } from "node:util";
import { ARTIFACTS } from "./lib/paths.mjs";
import { makeReady } from "./lib/ready.mjs";

const { values } = parseArgs({ options: { target: { type: "string", multiple: true }, all: { type: "boolean", default: false } } });
const say = (line) => console.error(`${line}...`);

try {
  await makeReady(say);
  const { currentTarget, packageExtension, TARGETS } = await import("./lib/vsix.mjs");
  for (const target of values.all ? Object.keys(TARGETS) : (values.target ?? [currentTarget()])) {
    const { file, bytes, files } = await packageExtension(target, ARTIFACTS, say);
    console.log(`${file}  ${(bytes / 1e6).toFixed(1)} MB, ${files} files`);
  }
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
