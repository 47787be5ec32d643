import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { chooseBins } from "../../src/engine/data/profile/histogram.ts";
import { profile } from "../../src/engine/data/profile/profile.ts";
import { PENGUINS } from "../support/paths.ts";
import { column, file, kindsOf as kinds, profiled } from "./profile-support.ts";
import { directory, fileOf, refuses } from "./support.ts";

describe("column types", () => {
  it("are told by values, and by names only where all values differ", async () => {
    const { columns } = await profiled(
      file(60, {
        number: (i) => i / 7,
        integer: (i) => (i * 7919) % 101,
        bit: (i) => i % 2,
        truth: (i) => (i % 3 ? "True" : "False"),
        answer: (i) => (i % 3 ? "yes" : "No"),
        category: (i) => "abc"[i % 3] as string,
        date: (i) => `2020-01-${String(1 + (i % 28)).padStart(2, "0")}`,
        text: (i) => `word ${i} and more`,
        patient_id: (i) => (i * 31) % 1009,
        counter: (i) => i + 1,
        code: (i) => `X-${i * 3}`,
        mail: (i) => `someone${i}@example.org`,
        person_id: (i) => i % 30,
        year: (i) => 1900 + i,
        constant: () => "same",
        empty: () => "",
      }),
    );
    assert.deepEqual(Object.fromEntries(columns.map(({ name, type }) => [name, type])), {
      number: "number",
      integer: "integer",
      bit: "integer",
      truth: "boolean",
      answer: "boolean",
      category: "category",
      date: "date",
      text: "text",
      patient_id: "identifier",
      counter: "identifier",
      code: "identifier",
      mail: "identifier",
      person_id: "integer",
      year: "integer",
      constant: "constant",
      empty: "empty",
    });
  });

  it("of lists are those of their texts", async () => {
    const found = await profile({ file: fileOf('[{"a":[1],"b":1},{"a":[2],"b":2}]', "in.json") }, { folder: "." });
    assert.deepEqual(
      found.columns.map(({ type }) => type),
      ["category", "integer"],
    );
  });
});

describe("alerts", () => {
  it("speak up past their limits, and not before", async () => {
    const found = await profiled(
      file(400, {
        plain: (i) => Math.sin(i * i),
        gaps: (i) => (i < 5 ? "" : Math.cos(i * 3)),
        few_gaps: (i) => (i < 4 ? "" : Math.cos(i * 5)),
        zeros: (i) => (i < 5 ? 0 : 1 + ((i * 17) % 23)),
        few_zeros: (i) => (i < 4 ? 0 : 1 + ((i * 17) % 19)),
        infinite: (i) => (i === 7 ? "inf" : Math.sin(i * 7)),
        spike: (i) => (i === 9 ? 1e6 : Math.sin(i * 11)),
        many: (i) => `v${(i * 13) % 51} x`,
        not_many: (i) => `v${(i * 13) % 50} x`,
        lopsided: (i) => (i % 50 ? "a" : "bb"),
        level: (i) => (i % 4 ? "a" : "bb"),
        dirty: (i) => ["Red", "red", " red", "blue"][(i * 7) % 4] as string,
        letters: (i) => "abc"[(i * i) % 3] as string,
        same: () => 1,
        none: () => "",
        even: (i) => (i * 7) % 40,
      }),
    );
    const expected: Record<string, string[]> = {
      plain: [],
      gaps: ["MISSING"],
      few_gaps: [],
      zeros: ["ZEROS"],
      few_zeros: [],
      infinite: ["INFINITE"],
      many: ["HIGH_CARDINALITY"],
      not_many: [],
      lopsided: ["IMBALANCE"],
      level: [],
      dirty: ["DIRTY_CATEGORY"],
      letters: ["CONSTANT_LENGTH"],
      same: ["CONSTANT"],
      none: ["MISSING"],
      even: ["ZEROS", "UNIFORM"],
    };
    for (const [name, wanted] of Object.entries(expected)) {
      assert.deepEqual(
        kinds(found, name).filter((kind) => kind !== "HIGH_CORRELATION" && !(kind === "UNIFORM" && name !== "even")),
        wanted,
        name,
      );
    }
    assert.equal(column(found, "spike").outliers, 1);
    assert.ok((column(found, "spike").skewness as number) < 20);
    assert.deepEqual(kinds(found, "spike"), []);
    const longer = await profiled(file(1_000, { spike: (i) => (i === 9 ? 1e6 : Math.sin(i * 11)) }));
    assert.deepEqual(kinds(longer, "spike"), ["SKEWED"]);
  });

  it("name duplicates, rejected rows and related pairs", async () => {
    const found = await profiled(`${file(50, { a: (i) => i % 20, b: (i) => (i % 20) * 2, c: (i) => (i % 20 > 9 ? "high" : "low") })}1,2\n`);
    assert.deepEqual([found.duplicateRows, found.rejected.count, found.rejected.first[0]?.line], [30, 1, 52]);
    assert.deepEqual(
      found.alerts.filter(({ columns }) => columns.length === 0).map(({ kind }) => kind),
      ["REJECTED", "DUPLICATES"],
    );
    const [strongest] = found.correlations;
    assert.deepEqual([strongest?.a, strongest?.b, strongest?.measure], ["a", "b", "pearson"]);
    assert.ok(Math.abs((strongest?.value as number) - 1) < 1e-12);
    assert.ok(found.correlations.some(({ measure }) => measure === "correlation-ratio"));
    assert.match(found.alerts.find(({ kind }) => kind === "HIGH_CORRELATION")?.message as string, /determine each other/);
  });

  it("speak of the target first: constant, all different, a class with one row, missing", async () => {
    const content = file(30, {
      x: (i) => i * i,
      same: () => 1,
      name: (i) => `some one ${i}`,
      y: (i) => (i === 4 ? "rare" : i === 5 ? "" : ("ab"[i % 2] as string)),
    });
    const first = async (target: string) =>
      (await profiled(content, { target })).alerts.slice(0, 2).map(({ kind, message }) => `${kind} ${message}`);
    assert.match((await first("same"))[0] as string, /^CONSTANT The target "same" has one value only/);
    assert.match((await first("name"))[0] as string, /^UNIQUE All values of the target "name" are different/);
    const [gap, rare] = await first("y");
    assert.match(gap as string, /^MISSING The target "y" is missing in 1 row/);
    assert.match(rare as string, /^IMBALANCE The class "rare" of the target has one row/);
  });
});

describe("a profile", () => {
  it("names the closest columns for a target that is not there, and leaves nothing behind", async () => {
    const tempDirectory = directory();
    const error = await refuses(profile({ file: PENGUINS, target: "body_mas" }, { folder: ".", tempDirectory }), "target-missing");
    assert.match(error.facts.remedy, /Did you mean body_mass_g/);
    assert.deepEqual(readdirSync(tempDirectory), []);
  });

  it("stops when asked to, wherever it is, and leaves nothing behind", async () => {
    const tempDirectory = directory();
    const content = fileOf(file(60_000, { a: (i) => Math.sin(i), b: (i) => i % 97, c: (i) => `t${i % 1013}`, d: (i) => i / 3 }));
    for (const at of [0, 0.3, 0.5, 0.7]) {
      const control = new AbortController();
      const progress = (fraction: number) => {
        if (fraction >= at) control.abort();
      };
      await refuses(profile({ file: content }, { folder: ".", tempDirectory, signal: control.signal, progress }), "cancelled");
      assert.deepEqual(readdirSync(tempDirectory), []);
    }
  });

  it("counts classes, also of few integers, and relates columns to them", async () => {
    const found = await profiled(file(60, { x: (i) => (i % 3) + (i % 2) / 100, k: (i) => "ab"[i % 2] as string, y: (i) => i % 3 }), {
      target: "y",
    });
    assert.deepEqual(
      found.classes,
      [0, 1, 2].map((value) => ({ value: String(value), count: 20 })),
    );
    assert.equal(column(found, "x").toTarget?.measure, "correlation-ratio");
    assert.deepEqual(column(found, "k").toTarget, { measure: "cramers-v", value: 0 });
    assert.equal(column(found, "y").toTarget, null);
  });

  it("says when it looked at a sample only", async () => {
    const found = await profiled(file(1_000, { a: (i) => i }), { sample: 100 });
    assert.deepEqual([found.rows, found.sampledFrom, column(found, "a").count], [100, 1_000, 100]);
    assert.match(found.notes.join(), /sample of 100 of 1,000 rows/);
  });

  it("reports progress that never goes back, from 0 to 1", async () => {
    const seen: number[] = [];
    await profile({ file: PENGUINS }, { folder: ".", progress: (fraction) => seen.push(fraction) });
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => a - b),
    );
    assert.deepEqual([seen[0], seen.at(-1)], [0, 1]);
  });

  it("gives patterns of what is missing together", async () => {
    const found = await profiled(file(100, { a: (i) => (i < 30 ? "" : i), b: (i) => (i < 20 ? "" : i), c: (i) => i }));
    assert.deepEqual(found.missingPatterns, [
      { columns: ["a", "b"], count: 20 },
      { columns: ["a"], count: 10 },
    ]);
    assert.equal(found.missingCells, 50);
  });

  it("keeps its head with one row, with all values missing, and with infinities only", async () => {
    const one = await profiled("a,b\n1,x\n");
    assert.deepEqual([column(one, "a").std, column(one, "a").skewness, column(one, "a").mean], [null, null, 1]);
    const none = await profiled("a,b\n,\n,\n");
    assert.deepEqual(
      none.columns.map(({ type, count, top, mean }) => [type, count, top, mean]),
      [
        ["empty", 0, [], null],
        ["empty", 0, [], null],
      ],
    );
    const infinite = column(await profiled("a\ninf\n-inf\ninf\n"), "a");
    assert.deepEqual([infinite.count, infinite.infinite, infinite.mean, infinite.quantiles, infinite.histogram], [3, 3, null, null, null]);
  });
});

describe("histograms", () => {
  it("have a bin for each value of integers with few", async () => {
    const { histogram } = column(await profiled(file(30, { a: (i) => (i % 3) * 2 })), "a");
    assert.deepEqual(
      histogram,
      [0, 1, 2, 3, 4].map((value) => ({ from: value - 0.5, to: value + 0.5, count: value % 2 ? 0 : 10 })),
    );
  });

  it("hold every finite value in the bin it belongs to", async function () {
    this.timeout(300_000);
    const values = fc.array(fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.integer({ min: -1000, max: 1000 })), {
      minLength: 2,
      maxLength: 60,
    });
    const property = fc.asyncProperty(values, async (numbers) => {
      const { histogram } = column(await profiled(`a\n${numbers.join("\n")}\n`), "a");
      assert.ok(histogram);
      assert.equal(
        histogram.reduce((sum, { count }) => sum + count, 0),
        numbers.length,
      );
      for (const [i, { from, to, count }] of histogram.entries()) {
        const slack = (to - from) * 1e-9;
        const inside = numbers.filter((value) => value > from + slack && value < to - slack).length;
        const near = numbers.filter((value) => value >= from - slack && value <= to + slack).length;
        assert.ok(inside <= count && count <= near, `bin ${i}`);
      }
    });
    await fc.assert(property, { numRuns: 25 });
  });

  it("cover the range whatever it is", () => {
    const of = (min: number, max: number, integer: boolean) =>
      chooseBins({ n: 100, min, max, quantiles: { "0.25": min, "0.75": (min + max) / 2 } }, integer);
    for (const [min, max] of [
      [0, 0],
      [5, 5],
      [0, 1e300],
      [-1e308, 1e308],
      [1e15, 1e15 + 1],
      [0, 5e-324],
    ] as const) {
      for (const integer of [false, max < 1e16 && Number.isInteger(max)]) {
        const { start, width, count } = of(min, max, integer);
        assert.ok(width > 0 && Number.isFinite(width) && count >= 1 && count <= 60, `${min} to ${max}`);
        assert.ok(start <= min);
      }
    }
  });
});
