// Pages of a grid over ten million rows, through the engine as a panel asks for them, against polars slicing the same Parquet file.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { time } from "./lib/measure.mjs";
import { pythonWith } from "./lib/python.mjs";

const ROWS = 10_000_000;
const REPEATS = 15;
/** What a screen shows. */
const PAGE = { count: 50, columns: ["n0", "n1", "n2", "n3", "i0", "i1", "t0", "t1", "s0", "d0"] };
const AIM = "<= 50 ms";

export default async function grid({ root }) {
  const python = pythonWith("polars==2.1.0");
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  const file = join(directory, "ten-million.parquet");
  try {
    await writeParquet(file);
    const theirs = JSON.parse(
      execFileSync(python, [join(root, "bench", "peers", "grid_polars.py"), file, String(ROWS)], { encoding: "utf8" }),
    );
    const ours = await measure(root, directory, file);
    const against = "polars, lazily from Parquet";
    const row = (what, name, aim) => ({ what: `grid 10M: ${what}`, ours: ours[name], theirs: theirs[name], unit: "ms", against, aim });
    return [
      row("a page anywhere", "page", AIM),
      row("a page of a sorted view", "sorted", AIM),
      row("a page of a filtered view", "filtered", AIM),
      row("the sorted view itself", "sort", ""),
      row("the filtered view itself", "filter", ""),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Medians in milliseconds, by what was asked for, by a client of an engine process. */
async function measure(root, directory, file) {
  const { startChild } = await import(pathToFileURL(join(root, "out", "src", "protocol", "process", "child.js")).href);
  const engine = await startChild({ module: join(root, "dist", "engine.cjs"), name: "engine", cwd: directory });
  try {
    const { client } = engine;
    const ask = (query = {}, from = 0) => client.request("data/page", { folder: directory, file, ...PAGE, from, ...query });
    const median = async (query, most) => {
      const times = [];
      for (let i = 0; i < REPEATS; i += 1) times.push(await time(() => ask(query, Math.floor(Math.random() * most))));
      return times.sort((a, b) => a - b)[Math.floor(REPEATS / 2)];
    };
    await ask();
    const order = [{ column: "n0", descending: true }];
    const filters = [{ column: "n1", test: "range", from: 500, to: 600 }];
    const page = await median({}, ROWS - PAGE.count);
    const sort = await time(() => ask({ order }));
    const sorted = await median({ order }, ROWS - PAGE.count);
    const filter = await time(() => ask({ filters }));
    const filtered = await median({ filters }, ROWS / 20);
    return { page, sort, sorted, filter, filtered };
  } finally {
    await engine.stop(10_000);
  }
}

async function writeParquet(file) {
  const columns = [
    ...[0, 1, 2, 3, 4, 5, 6, 7].map((i) => `random() * 1000 AS n${i}`),
    ...[0, 1, 2, 3].map((i) => `(random() * 1e6)::BIGINT AS i${i}`),
    ...[0, 1, 2, 3].map((i) => `'city_' || (random() * 200)::INT AS t${i}`),
    ...[0, 1].map((i) => `'note ' || (random() * 1e6)::INT AS s${i}`),
    ...[0, 1].map((i) => `DATE '2020-01-01' + (random() * 1000)::INT AS d${i}`),
  ];
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run("SELECT setseed(0.5)");
  await connection.run(`COPY (SELECT ${columns.join(", ")} FROM range(${ROWS})) TO '${file}'`);
  connection.closeSync();
  instance.closeSync();
}
