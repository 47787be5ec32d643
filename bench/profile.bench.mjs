// A whole profile of a million rows by twenty columns, from a cold process, against polars doing the same work.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interleave, timeProgram } from "./lib/measure.mjs";
import { pythonWith } from "./lib/python.mjs";
import { writeTable } from "./lib/table.mjs";

const ROWS = 1_000_000;
const REPEATS = 3;

export default async function profile({ root, dist }) {
  const python = pythonWith("polars==2.1.0");
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  const file = join(directory, "million.csv");
  try {
    await writeTable(file, ROWS);
    const { ours, polars } = await interleave(
      {
        ours: () => timeProgram(process.execPath, [join(dist, "cli.js"), "profile", file, "--json"]),
        polars: () => timeProgram(python, [join(root, "bench", "peers", "profile_polars.py"), file]),
      },
      REPEATS,
    );
    return [
      {
        what: "profile of 1,000,000 x 20",
        ours: ours / 1000,
        theirs: polars / 1000,
        unit: "s",
        against: "polars, the same figures",
        aim: "<= 1.3",
      },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
