import assert from "node:assert/strict";
import { join } from "node:path";
import { Database } from "../../src/engine/data/database.ts";
import { profile } from "../../src/engine/data/profile/profile.ts";
import { THRESHOLDS } from "../../src/protocol/thresholds.ts";
import { column, file, kindsOf, profiled } from "./profile-support.ts";
import { directory } from "./support.ts";

const word = (i: number) => `w${(i * 7919) % 10_007}`;
const day = (i: number) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
/** Numbers without order or rhythm, the same in each run. */
const noise = (i: number) => Math.abs(Math.sin((i + 1) * 12.9898) * 43758.5453) % 1;

describe("alerts of texts", () => {
  it("tell dates kept as text, and short texts", async () => {
    const found = await profiled(
      file(300, {
        mixed: (i) => (i % 50 === 7 ? "unknown" : day(i)),
        words: (i) => (i % 2 ? "soon" : day(i)),
        short: (i) => `${"abcdefghij"[i % 10]}${i % 37} ${"abcdefghij"[(i * 3) % 10]}`,
        long: (i) => `a sentence about the thing ${word(i)}`,
      }),
    );
    assert.ok(kindsOf(found, "mixed").includes("TYPE_DATE"));
    assert.ok(!kindsOf(found, "words").includes("TYPE_DATE"));
    assert.equal(column(found, "short").type, "text");
    assert.ok(kindsOf(found, "short").includes("SHORT_TEXT"));
    assert.ok(!kindsOf(found, "long").includes("SHORT_TEXT"));
    const { length } = column(found, "long");
    assert.equal(
      length?.histogram.reduce((sum, { count }) => sum + count, 0),
      300,
    );
  });
});

describe("alerts of series", () => {
  it("need rows in the order of time, whatever the file's order", async () => {
    const at = (i: number) => (i * 37) % 200;
    const rows = {
      day: (i: number) => day(at(i)),
      week: (i: number) => Math.sin((2 * Math.PI * at(i)) / 7),
      walk: (i: number) => at(i) ** 2 + noise(at(i)),
    };
    const found = await profiled(file(200, rows));
    assert.equal(found.timeColumn, "day");
    assert.equal(column(found, "week").series?.season?.lag, 7);
    assert.ok(kindsOf(found, "week").includes("SEASONAL"));
    assert.ok(kindsOf(found, "walk").includes("NON_STATIONARY"));
    const apart = await profiled(file(200, { ...rows, day: (i) => day(i % 50) }));
    assert.deepEqual([apart.timeColumn, column(apart, "week").series], [null, null]);
  });
});

describe("near duplicates", () => {
  it("are rows that repeat another but for identifiers, case and blanks", async () => {
    const found = await profiled(
      file(60, {
        customer_id: (i) => i + 1000,
        name: (i) => (i === 59 ? "  NAME 3 " : `name ${i}`),
        age: (i) => (i === 59 ? 33 : 30 + i),
      }),
    );
    assert.deepEqual([found.duplicateRows, found.nearDuplicateRows], [0, 1]);
    assert.ok(found.alerts.some(({ kind }) => kind === "NEAR_DUPLICATES"));
  });

  it("are no rows of numbers alone, and not counted again where they are duplicates", async () => {
    const numbers = await profiled(file(40, { a: (i) => i % 7, b: (i) => i % 5 }));
    assert.deepEqual([numbers.duplicateRows, numbers.duplicatedRows, numbers.nearDuplicateRows], [5, 5, 0]);
    const twice = await profiled(file(40, { a: (i) => `t ${i % 20}`, b: (i) => i % 20 }));
    assert.deepEqual([twice.duplicateRows, twice.nearDuplicateRows], [20, 0]);
  });
});

describe("leakage suspects", () => {
  const y = (i: number) => (noise(i) > 0.6 ? "yes" : "no");
  const columns = {
    chance: (i: number) => noise(i + 5000),
    copy: y,
    code: (i: number) => (y(i) === "yes" ? "Q7" : "P2"),
    score: (i: number) => (y(i) === "yes" ? 10 : 0) + noise(i + 900),
    ward: (i: number) => `${y(i)}-${(i * 31) % 20}x`,
    key: (i: number) => `key ${i} ${word(i)}`,
    group: (i: number) => `g${i % 6}`,
    y,
  };

  it("are copies, other names, separate ranges and values that determine; never chance or what hardly repeats", async () => {
    const found = await profiled(file(400, columns), { target: "y" });
    assert.deepEqual(
      found.leaks.map((leak) => [leak.column, leak.reason]),
      [
        ["copy", "copy"],
        ["code", "one-to-one"],
        ["score", "separates"],
        ["ward", "determines"],
      ],
    );
    assert.deepEqual(
      found.alerts.filter(({ kind }) => kind === "LEAKAGE").map((alert) => alert.columns[0]),
      ["copy", "code", "score", "ward"],
    );
  });

  it("are associations past the threshold where the target is a number", async () => {
    const z = (i: number) => noise(i) * 100;
    const found = await profiled(file(200, { near: (i) => z(i) + noise(i + 77) * 2, far: (i) => z(i) + noise(i + 99) * 90, z }), {
      target: "z",
    });
    assert.deepEqual(
      found.leaks.map((leak) => [leak.column, leak.reason]),
      [["near", "association"]],
    );
    const looser = await profiled(file(200, { far: (i) => z(i) + noise(i + 99) * 90, z }), { target: "z", thresholds: { LEAKAGE: 0.5 } });
    assert.deepEqual(
      looser.leaks.map((leak) => leak.column),
      ["far"],
    );
  });

  it("are not looked for in a handful of rows", async () => {
    assert.deepEqual((await profiled(file(20, columns), { target: "y" })).leaks, []);
  });
});

describe("values of no use to a model", () => {
  it("are told: the bytes of a Parquet file", async () => {
    const folder = directory();
    const database = await Database.open(":memory:");
    await database.run(
      `COPY (SELECT i AS n, encode('image ' || i) AS picture FROM range(30) AS t(i)) TO '${join(folder, "in.parquet")}' (FORMAT parquet)`,
    );
    database.close();
    const found = await profile({ file: "in.parquet" }, { folder });
    assert.deepEqual([column(found, "picture").type, column(found, "picture").storage], ["unsupported", "BLOB"]);
    assert.deepEqual(kindsOf(found, "picture"), ["UNSUPPORTED"]);
  });
});

describe("thresholds", () => {
  it("decide when an alert is raised, and are told", async () => {
    const content = file(200, { gaps: (i) => (i < 10 ? "" : noise(i)), spread: (i) => `v${i % 40} x` });
    const usual = await profiled(content);
    assert.deepEqual(usual.thresholds, THRESHOLDS);
    assert.deepEqual([kindsOf(usual, "gaps"), kindsOf(usual, "spread")], [["MISSING"], []]);
    const own = await profiled(content, { thresholds: { MISSING: 0.1, HIGH_CARDINALITY: 30 } });
    assert.deepEqual([own.thresholds.MISSING, own.thresholds.ZEROS], [0.1, THRESHOLDS.ZEROS]);
    assert.deepEqual([kindsOf(own, "gaps"), kindsOf(own, "spread")], [[], ["HIGH_CARDINALITY"]]);
  });
});

describe("a sample", () => {
  it("is drawn by its seed, and the profile says which", async () => {
    const content = file(500, { a: (i) => i * 1.5 });
    const of = (seed?: number) => profiled(content, { sample: 50, ...(seed === undefined ? {} : { seed }) });
    const [first, again, other] = [await of(), await of(0), await of(4)];
    assert.deepEqual([first.seed, first.sampledFrom, first.rows], [0, 500, 50]);
    assert.deepEqual(first.columns, again.columns);
    assert.equal(other.seed, 4);
    assert.notDeepEqual(column(other, "a").mean, column(first, "a").mean);
    assert.ok(other.notes.some((note) => /sample of 50 of 500 rows.*seed 4/.test(note)));
    assert.equal((await profiled(content)).seed, null);
  });
});
