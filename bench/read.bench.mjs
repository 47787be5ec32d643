// From DuckDB to what TensorFlow.js takes: two million rows of twenty numbers into one row-major Float32Array, as a worker
// reads them, against DuckDB's own client.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { bundle } from "./lib/bundle.mjs";
import { interleave } from "./lib/measure.mjs";

const ROWS = 2_000_000;
const COLUMNS = 20;
const REPEATS = 3;
/** The reader alone: the worker itself is a process that answers requests. */
const READER = ['export { openSource } from "./src/engine/data/read.ts";', 'export { toMatrix } from "./src/engine/recipe/matrix.ts";'];
const child = fileURLToPath(new URL("./lib/read-child.mjs", import.meta.url));

export default async function read({ root }) {
  // Where node_modules can be found from the bundle.
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  const engine = join(root, "out", `bench-read-${process.pid}.mjs`);
  try {
    const database = join(directory, "data.duckdb");
    await writeNumbers(database);
    await bundle(root, engine, READER);
    const figures = (way) => () =>
      Number(execFileSync(process.execPath, [child, engine, database, String(ROWS), way], { encoding: "utf8" }));
    const { ours, client } = await interleave({ ours: figures("ours"), client: figures("client") }, REPEATS);
    const speed = (milliseconds) => ROWS / 1000 / milliseconds;
    return [
      {
        what: `DuckDB to tensor, ${ROWS.toLocaleString("en-US")} x ${COLUMNS}`,
        ours: speed(ours),
        theirs: speed(client),
        unit: "M rows/s",
        against: "DuckDB's client, column by column",
        aim: ">= 3 M rows/s",
      },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
    rmSync(engine, { force: true });
  }
}

/** Half doubles, half integers, as data are. */
async function writeNumbers(path) {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const columns = Array.from({ length: COLUMNS }, (_, i) => (i % 2 ? `hash(i, ${i}) % 1000000::UBIGINT` : `sin(i * ${i + 1}) * 100`));
  const values = columns.map((sql, i) => `(${sql})::${i % 2 ? "BIGINT" : "DOUBLE"} AS c${i}`);
  await connection.run(`CREATE TABLE data AS SELECT ${values.join(", ")}, i + 1 AS __row FROM range(${ROWS}) AS t(i)`);
  await connection.run("CHECKPOINT");
  connection.closeSync();
  instance.closeSync();
}
