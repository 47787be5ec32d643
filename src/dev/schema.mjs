// Writes dist/experiment.schema.json: the experiment file's zod object as JSON Schema, for VS Code's completion and errors.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Writes the schema to `file` (dist/experiment.schema.json where absent). */
export async function writeSchema(file = join(root, "dist", "experiment.schema.json")) {
  const schema = await experimentSchema();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(schema, null, 2)}\n`);
}

/** Draft 7, which VS Code's JSON support knows whole; of the input, so that settings with a default may be left out. */
async function experimentSchema() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      contents: 'import { z } from "zod"; import { experiment } from "./src/protocol/experiment.schema.ts"; export { experiment, z };',
      resolveDir: root,
      loader: "ts",
    },
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
    logLevel: "warning",
  });
  const { z, experiment } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
  return {
    title: "Trainyard experiment",
    allowComments: true,
    allowTrailingCommas: true,
    ...z.toJSONSchema(experiment, { target: "draft-7", io: "input" }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeSchema();
