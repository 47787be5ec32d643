import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { TrainyardError } from "../../src/shared/errors.ts";
import { type Rows, splitRows } from "./split-support.ts";
import { refuses } from "./support.ts";

const TYPES = { id: "VARCHAR", g: "VARCHAR", t: "DATE", n: "DOUBLE", fold: "VARCHAR", y: "VARCHAR" };
const DAY = 86_400_000;
const day = (i: number) => new Date(Date.UTC(2024, 0, 1) + i * DAY).toISOString().slice(0, 10);

const split = (rows: Rows, settings: object) => splitRows(rows, TYPES, settings);
const share = (sides: readonly (string | null)[], side: string) => sides.filter((one) => one === side).length / sides.length;

/** Rows with keys of their own; groups and classes repeat. */
const table = (size: { min: number; max: number }) =>
  fc
    .array(fc.record({ g: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"), y: fc.constantFrom("p", "q") }), {
      minLength: size.min,
      maxLength: size.max,
    })
    .map((list) => list.map((row, i) => ({ ...row, id: `k${i}`, t: day(i % 50), n: i })));

/** So few groups or rows that a split got none. */
const whereEmpty = (error: unknown): null => {
  if (TrainyardError.is(error, "split-empty") || TrainyardError.is(error, "too-few-rows")) return null;
  throw error;
};

const runs = { numRuns: 12 };

describe("a split by a key", function () {
  this.timeout(300_000);
  const settings = (method: string, seed: number) =>
    method === "group" ? { method, group: "g", key: "g", seed } : { method, key: "id", seed };

  for (const method of ["key", "random", "stratified", "group"]) {
    it(`${method}: rows added, removed and reordered change no other row's side`, async () => {
      const property = fc.asyncProperty(
        table({ min: 80, max: 120 }),
        fc.nat(99),
        fc.func(fc.nat()),
        fc.func(fc.boolean()),
        async (rows, seed, order, stays) => {
          const before = await split(rows, settings(method, seed)).catch(whereEmpty);
          fc.pre(before !== null);
          const kept = rows.filter((row) => stays(row.id)).concat(rows.map((row) => ({ ...row, id: `new ${row.id}` })));
          const shuffled = kept
            .map((row) => ({ row, at: order(row.id) }))
            .sort((a, b) => a.at - b.at)
            .map(({ row }) => row);
          const after = await split(shuffled, settings(method, seed)).catch(whereEmpty);
          fc.pre(after !== null);
          const sides = new Map(rows.map((row, i) => [row.id, before.sides[i]]));
          for (const [i, { id }] of shuffled.entries()) if (sides.has(id)) assert.equal(after.sides[i], sides.get(id), id);
        },
      );
      await fc.assert(property, runs);
    });
  }

  it("keeps the shares on average, in each class", async () => {
    const rows = Array.from({ length: 4000 }, (_, i) => ({ id: `row-${i}`, y: i % 4 ? "p" : "q" }));
    const { sides } = await split(rows, { method: "stratified", key: "id", validation: 0.2, test: 0.1 });
    for (const label of ["p", "q"]) {
      const own = sides.filter((_, i) => rows[i]?.y === label);
      // Four standard deviations of a binomial share.
      const within = (p: number) => 4 * Math.sqrt((p * (1 - p)) / own.length);
      assert.ok(Math.abs(share(own, "validation") - 0.2) < within(0.2));
      assert.ok(Math.abs(share(own, "test") - 0.1) < within(0.1));
    }
  });

  it("reads the same key alike, however its column was read", async () => {
    const ids = Array.from({ length: 60 }, (_, i) => i * 7);
    const as = async (type: string, cell: (id: number) => string) =>
      (
        await splitRows(
          ids.map((id) => ({ id: cell(id), y: id % 2 ? "p" : "q" })),
          { id: type, y: "VARCHAR" },
          { method: "key", key: "id" },
        )
      ).sides;
    const whole = await as("BIGINT", String);
    assert.deepEqual(await as("DOUBLE", String), whole);
    assert.deepEqual(await as("VARCHAR", String), whole);
    assert.deepEqual(await as("VARCHAR", (id) => String(id).padStart(5, "0")), whole);
    assert.deepEqual(await as("DATE", (id) => day(id)), await as("TIMESTAMP", (id) => day(id)));
    assert.deepEqual(await as("DATE", (id) => day(id)), await as("VARCHAR", (id) => day(id)));
  });

  it("is the documented hash, so that it can be computed elsewhere", async () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({ id: `é-${i}`, g: String(i % 7), y: "p" }));
    const { sides } = await split(rows, { method: "key", key: ["id", "g"], seed: 5 });
    const expected = rows.map(({ id, g }) => {
      const hash = createHash("md5").update(`5|${id}\u001f${g}`).digest("hex");
      const at = Number.parseInt(hash.slice(0, 13), 16) / 16 ** 13;
      return at < 0.15 ? "test" : at < 0.3 ? "validation" : "train";
    });
    assert.deepEqual(sides, expected);
  });

  it("learns from rows without a key, and says so", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({ id: i % 3 ? `k${i}` : null, y: "p" }));
    const { sides, notes } = await split(rows, { method: "key", key: "id" });
    assert.deepEqual(new Set(sides.filter((_, i) => i % 3 === 0)), new Set(["train"]));
    assert.deepEqual(notes, ['20 rows without "id" are learnt from.']);
  });
});

describe("a split by group", function () {
  this.timeout(300_000);

  it("has no group on two sides, every row on one, and moves none when rows are appended", async () => {
    const property = fc.asyncProperty(
      table({ min: 60, max: 120 }),
      table({ min: 0, max: 60 }),
      fc.boolean(),
      fc.nat(99),
      async (rows, more, stratify, seed) => {
        const settings = { method: "group", group: "g", stratify, seed };
        const before = await split(rows, settings).catch(whereEmpty);
        fc.pre(before !== null);
        assert.ok(before.sides.every((side) => side !== null));
        const sides = new Map<string, string | null>();
        for (const [i, { g }] of rows.entries()) {
          assert.equal(sides.get(g) ?? before.sides[i], before.sides[i], g);
          sides.set(g, before.sides[i] ?? null);
        }
        const { sides: after } = await split([...rows, ...more], settings);
        assert.deepEqual(after.slice(0, rows.length), before.sides);
      },
    );
    await fc.assert(property, runs);
  });

  it("goes by several columns, and learns from rows without any", async () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({ g: i % 10 === 9 ? null : `g${i % 20}`, n: i % 10 === 9 ? null : i % 3, y: "p" }));
    const { sides, notes } = await split(rows, { method: "group", group: ["g", "n"] });
    const keys = new Map(rows.map(({ g, n }, i) => [`${g}|${n}`, sides[i]]));
    for (const [i, { g, n }] of rows.entries()) assert.equal(sides[i], g === null ? "train" : keys.get(`${g}|${n}`));
    assert.deepEqual(notes, ['20 rows without "g", "n" are learnt from.']);
  });

  it("stratified, keeps each class's share of the groups", async () => {
    const rows = Array.from({ length: 1200 }, (_, i) => ({ g: `g${i % 400}`, y: (i % 400) % 5 ? "p" : "q" }));
    const { sides } = await split(rows, { method: "group", group: "g", stratify: true });
    for (const label of ["p", "q"]) {
      const own = sides.filter((_, i) => rows[i]?.y === label);
      assert.ok(Math.abs(share(own, "test") - 0.15) < 0.02 && Math.abs(share(own, "validation") - 0.15) < 0.02, label);
    }
  });

  it("refuses a key that could part a group, and too few groups", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ id: `k${i}`, g: `g${i % 2}`, y: "p" }));
    await refuses(split(rows, { method: "group", group: "g", key: "id" }), "split-key-not-group");
    await refuses(split(rows, { method: "group", group: "g" }), "split-empty");
    await refuses(split(rows, { method: "group", group: "gg" }), "column-missing");
    await refuses(split(rows, { method: "group" }), "split-setting-missing");
  });
});

describe("a split by time", function () {
  this.timeout(300_000);

  it("has train before validation before test, never parts equal times, and leaves the gap free", async () => {
    const property = fc.asyncProperty(
      fc.array(fc.nat(40), { minLength: 20, maxLength: 80 }),
      fc.constantFrom("t", "n"),
      fc.constantFrom(0, 1, 2.5),
      async (days, column, gap) => {
        fc.pre(new Set(days).size >= 12);
        const rows = days.map((at) => ({ t: day(at), n: at, y: "p" }));
        const made = await split(rows, { method: "time", column, gap, validation: 0.2, test: 0.2 }).catch((error) => {
          if (gap > 0 && error.code === "split-empty") return null; // where times are few and unevenly spread, a gap may take all of a split
          throw error;
        });
        fc.pre(made !== null);
        const { sides } = made;
        const times = (side: string) => days.filter((_, i) => sides[i] === side);
        const [train, validation, test] = [times("train"), times("validation"), times("test")];
        assert.ok(Math.max(...train) + gap <= Math.min(...validation), "train before validation");
        assert.ok(Math.max(...validation) + gap <= Math.min(...test), "validation before test");
        if (gap === 0) {
          assert.ok(sides.every((side) => side !== null));
          // No border between two other times meets the shares better.
          const sorted = [...days].sort((a, b) => a - b);
          const nearest = Math.min(
            ...sorted.map((at, i) =>
              at > sorted[0]! && sorted.indexOf(at) === i ? Math.abs(i - days.length * 0.6) : Number.POSITIVE_INFINITY,
            ),
          );
          assert.ok(Math.abs(train.length - days.length * 0.6) <= nearest + 1e-9);
        } else {
          const within = (border: number) => days.filter((at, i) => sides[i] === null && at < border && at > border - gap).length;
          assert.equal(within(Math.min(...validation)) + within(Math.min(...test)), sides.filter((side) => side === null).length);
        }
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });

  it("leaves out rows without a time, and rows in the gap, and says so", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ t: i === 3 ? null : day(i), y: "p" }));
    const { sides, notes } = await split(rows, { method: "time", column: "t", gap: 2, validation: 0.2, test: 0.2 });
    const drawn = sides.map((side) => ({ train: "t", validation: "v", test: "e" })[side ?? ""] ?? ".").join("");
    assert.equal(drawn, "ttt.ttttttt.vvv.eeee");
    assert.deepEqual(notes, ['1 row without "t" is left out.', "2 rows in the gaps between the splits are left out."]);
  });

  it("keeps the order of times to the microsecond", async () => {
    const rows = Array.from({ length: 10 }, (_, i) => ({ t: `2024-01-01 00:00:00.00000${9 - i}`, y: "p" }));
    const { sides } = await splitRows(rows, { t: "TIMESTAMP", y: "VARCHAR" }, { method: "time", column: "t", validation: 0.2, test: 0.2 });
    assert.deepEqual(sides, ["test", "test", "validation", "validation", ...Array(6).fill("train")]);
  });

  it("refuses text, and too few times", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ g: "x", t: day(i % 2), y: "p" }));
    await refuses(split(rows, { method: "time", column: "g" }), "split-time-unfit");
    await refuses(split(rows, { method: "time", column: "t" }), "split-time-too-few");
  });
});

describe("a split by a column", () => {
  it("does as the column says, and leaves out where it says nothing", async () => {
    const said = ["train", "Training ", "VAL", "valid", "dev", "validation", "test", "holdout", null, " "];
    const { sides, notes } = await split(
      said.map((fold) => ({ fold, y: "p" })),
      { method: "column", column: "fold" },
    );
    const [t, v, e] = ["train", "validation", "test"];
    assert.deepEqual(sides, [t, t, v, v, v, v, e, e, null, null]);
    assert.deepEqual(notes, ['2 rows without "fold" are left out.']);
  });

  it("refuses what is no split, by its row, and a split that is empty", async () => {
    const of = (...said: string[]) =>
      split(
        said.map((fold) => ({ fold, y: "p" })),
        { method: "column", column: "fold" },
      );
    const { facts } = await refuses(of("train", "tets"), "split-side-unknown");
    assert.equal(facts.place?.row, 2);
    await refuses(of("train", "test"), "split-empty");
  });
});

describe("rows without a target", () => {
  for (const settings of [
    { method: "key", key: "id" },
    { method: "group", group: "g" },
    { method: "group", group: "g", key: "g" },
    { method: "time", column: "n" },
    { method: "column", column: "fold" },
  ]) {
    it(`are in no split: ${JSON.stringify(settings)}`, async () => {
      const rows = Array.from({ length: 90 }, (_, i) => ({
        id: `k${i}`,
        g: `g${i % 30}`,
        n: i,
        fold: ["train", "test", "validation"][i % 3] ?? null,
        y: i % 5 ? "p" : null,
      }));
      const { sides, splits } = await split(rows, settings);
      assert.deepEqual(
        sides.map((side) => side === null),
        rows.map(({ y }) => y === null),
      );
      assert.equal(splits.train + splits.validation + splits.test, 72);
    });
  }
});
