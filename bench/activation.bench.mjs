// What loading and activating the extension costs inside VS Code, against an extension that comes with VS Code, in the same window.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureCodeServer } from "../src/dev/lib/code-server.mjs";
import { interleave } from "./lib/measure.mjs";

const REPEATS = 3;
const PEER = "vscode.json-language-features";

export default async function activation({ root }) {
  await ensureCodeServer((line) => process.stderr.write(`${line}\n`));
  const load = (name) => import(pathToFileURL(join(root, "out", "test", "vscode", "harness", `${name}.js`)).href);
  const [{ runInExtensionHost }, { demoWorkspace }] = [await load("extension-host"), await load("workspace")];
  let figures;
  const measureBoth = async () => {
    const outcome = await runInExtensionHost(demoWorkspace, "measure/activation");
    if (!outcome.figures) throw new Error(`VS Code measured nothing: ${outcome.exit} ${outcome.log}`);
    figures = outcome.figures;
    return figures["trainyard.trainyard"];
  };
  const { ours, peer } = await interleave({ ours: measureBoth, peer: () => figures[PEER] }, REPEATS);
  return [{ what: "extension, load and activate in VS Code", ours, theirs: peer, unit: "ms", against: "VS Code's JSON extension" }];
}
