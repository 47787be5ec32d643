// Writes dist/experiment.schema.json and dist/modeltest.schema.json: the zod objects of both files as JSON Schema, for VS Code's completion and errors.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Each file that has a schema: where its zod object is. */
const SCHEMAS = {
  experiment: { from: "./src/protocol/experiment.schema.ts", object: "experiment", title: "Trainyard experiment" },
  modeltest: { from: "./src/protocol/modeltest.schema.ts", object: "modelTestFile", title: "Tests of a Trainyard model" },
};

/** Writes them all into `directory` (dist/ where absent), as NAME.schema.json. */
export async function writeSchemas(directory = join(root, "dist")) {
  await mkdir(directory, { recursive: true });
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    await writeFile(join(directory, `${name}.schema.json`), `${JSON.stringify(await jsonSchema(schema), null, 2)}\n`);
  }
}

/** Draft 7, which VS Code's JSON support knows whole; of the input, so that settings with a default may be left out. */
async function jsonSchema({ from, object, title }) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      contents: `import { z } from "zod"; import { ${object} as object } from "${from}"; export { object, z };`,
      resolveDir: root,
      loader: "ts",
    },
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
    logLevel: "warning",
  });
  const { z, object: described } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
  return { title, allowComments: true, allowTrailingCommas: true, ...z.toJSONSchema(described, { target: "draft-7", io: "input" }) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeSchemas();
