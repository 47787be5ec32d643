// A whole profile of a million rows by twenty columns, from a cold process, against polars doing the same work and against
// ydata-profiling doing less (minimal); and one of two thousand columns, against the fifteen seconds it may take.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interleave, timeProgram } from "./lib/measure.mjs";
import { pythonOf, pythonWith } from "./lib/python.mjs";
import { writeTable, writeWide } from "./lib/table.mjs";

const ROWS = 1_000_000;
const REPEATS = 3;

export default async function profile({ root, dist }) {
  const python = pythonWith("polars==2.1.0");
  const ydata = pythonOf("bench-ydata", "ydata-profiling==4.18.4", "setuptools==80.9.0");
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
    const minimal = await timeProgram(ydata, [join(root, "bench", "peers", "profile_ydata.py"), file]);
    const wideFile = join(directory, "wide.csv");
    await writeWide(wideFile, 10_000, 2_000);
    const wide = await timeProgram(process.execPath, [join(dist, "cli.js"), "profile", wideFile, "--json"]);
    return [
      {
        what: "profile of 1,000,000 x 20",
        ours: ours / 1000,
        theirs: polars / 1000,
        unit: "s",
        against: "polars, the same figures",
        aim: "<= 1",
      },
      {
        what: "profile of 1,000,000 x 20",
        ours: ours / 1000,
        theirs: minimal / 1000,
        unit: "s",
        against: "ydata-profiling, minimal",
        aim: "<= 0.2",
      },
      { what: "profile of 10,000 x 2,000", ours: wide / 1000, theirs: 15, unit: "s", against: "the limit", aim: "<= 1" },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
