// Reads all rows of twenty number columns as a worker does, into a row-major Float32Array: `read-child.mjs ENGINE DATABASE ROWS WAY`.
// Prints the milliseconds.
import { pathToFileURL } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";

const [engine, database, count, way] = process.argv.slice(2);
const { openSource, toMatrix } = await import(pathToFileURL(engine).href);
const rows = Number(count);

const ways = {
  async ours() {
    const reader = await openSource({ database, rows });
    const names = reader.columns.map(({ name }) => name);
    const kept = new Int32Array(rows).map((_, row) => row);
    const start = performance.now();
    const frame = await reader.read({ columns: names });
    const { data } = toMatrix({ ...frame, kept });
    const took = performance.now() - start;
    reader.close();
    return [data, took];
  },
  async client() {
    const instance = await DuckDBInstance.create(database, { access_mode: "READ_ONLY" });
    const connection = await instance.connect();
    const start = performance.now();
    const result = await connection.stream("SELECT COLUMNS(* EXCLUDE (__row))::FLOAT FROM data");
    const width = result.columnCount;
    const data = new Float32Array(rows * width);
    let at = 0;
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      for (const [i, values] of chunk.getColumns().entries())
        for (let row = 0; row < values.length; row += 1) data[(at + row) * width + i] = values[row] ?? Number.NaN;
      at += chunk.rowCount;
    }
    return [data, performance.now() - start];
  },
};

const [data, took] = await ways[way]();
if (data.length !== rows * 20 || data.some(Number.isNaN)) throw new Error("not what was written");
console.log(took);
