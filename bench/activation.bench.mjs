// What loading and activating the extension costs of its own, against one that comes with VS Code, both with VS Code's API stubbed.
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { ensureCodeServer } from "../src/dev/lib/code-server.mjs";
import { interleave } from "./lib/measure.mjs";

const REPEATS = 15;
const PEER = "lib/vscode/extensions/json-language-features/client/dist/node/jsonClientMain.js";

export default async function activation({ root, dist }) {
  const { entry } = await ensureCodeServer((line) => process.stderr.write(`${line}\n`));
  const measure = (bundle) => () =>
    Number(execFileSync(process.execPath, [join(root, "bench", "peers", "activate.cjs"), bundle], { encoding: "utf8" }));
  const { ours, peer } = await interleave(
    { ours: measure(join(dist, "host.cjs")), peer: measure(join(dirname(entry), "..", "..", PEER)) },
    REPEATS,
  );
  return [{ what: "extension, load and activate (API stubbed)", ours, theirs: peer, unit: "ms", against: "VS Code's JSON extension" }];
}
