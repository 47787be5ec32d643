import assert from "node:assert/strict";
import fc from "fast-check";
import type { Column, Frame } from "../../src/engine/data/column.ts";
import { binColumn } from "../../src/engine/explain/bins.ts";
import { weakSegments } from "../../src/engine/explain/segments.ts";
import type { SupervisedTarget } from "../../src/engine/model/target.ts";
import { randomFrom } from "../../src/engine/train/random.ts";
import type { RowFilter } from "../../src/protocol/rows.ts";

const classes: SupervisedTarget = { task: "binary", column: "y", classes: ["no", "yes"], counts: [1, 1] };
const value: SupervisedTarget = { task: "regression", column: "y", mean: 0, std: 1 };

/** Rows with an age, a city and noise, and whether the model errs in them. */
function people(rows: number, errs: (age: number, city: number, chance: number) => boolean, seed = 1) {
  const random = randomFrom(seed, "folds");
  const ages = Float64Array.from({ length: rows }, () => 20 + random.below(60));
  const cities = Int32Array.from({ length: rows }, () => random.below(3));
  const noise = Float64Array.from({ length: rows }, () => random.next());
  const wrong = Array.from({ length: rows }, (_, i) => errs(ages[i] as number, cities[i] as number, random.next()));
  const raw: Frame = {
    rows,
    columns: [
      { kind: "number", name: "age", values: ages },
      { kind: "category", name: "city", levels: ["Bonn", "Köln", "Trier"], codes: cities },
      { kind: "number", name: "noise", values: noise },
    ],
  };
  const predictions = { values: Float64Array.from(wrong.flatMap((error) => (error ? [0.2, 0.8] : [0.8, 0.2]))), width: 2 };
  return { raw, compared: { target: classes, actual: new Float64Array(rows), predictions } };
}

const found = ({ raw, compared }: Pick<ReturnType<typeof people>, "raw" | "compared">) =>
  weakSegments(compared, raw, ["age", "city", "noise"]);
const conditions = (segments: ReturnType<typeof found>) =>
  segments.weak.map(({ parts }) => parts.map(({ condition }) => condition).join(" and "));

describe("weak segments", () => {
  it("are found where one value fails, with the figure there and elsewhere", () => {
    const segments = found(people(600, (_, city, chance) => chance < (city === 1 ? 0.4 : 0.05)));
    assert.equal(conditions(segments)[0], "city = Köln");
    const [worst] = segments.weak;
    assert.ok(worst && worst.value < 0.7 && worst.rest > 0.9 && worst.q < 1e-6);
    assert.deepEqual(worst.parts[0]?.filter, [{ test: "equals", column: "city", values: ["Köln"] }]);
  });

  it("are found where only two columns together fail, and not in either alone", () => {
    const segments = found(people(1200, (age, city, chance) => chance < (age < 35 && city === 2 ? 0.6 : 0.03)));
    assert.match(conditions(segments)[0] ?? "", /^age < 3\d and city = Trier$/);
  });

  it("of a regression are where the absolute error is larger", () => {
    const { raw } = people(400, () => false);
    const ages = raw.columns[0] as Column & { kind: "number" };
    const predicted = ages.values.map((age, i) => (age >= 60 ? 5 : 1) * Math.sin(i * 7));
    const segments = weakSegments({ target: value, actual: new Float64Array(400), predictions: { values: predicted, width: 1 } }, raw, [
      "age",
      "city",
    ]);
    assert.match(conditions(segments)[0] ?? "", /^age >= 6\d$/);
    assert.equal(segments.metric, "mae");
  });

  it("are a rare thing where errors come by chance: in one of twenty data sets at most, more or less", () => {
    const alarms = Array.from({ length: 60 }, (_, seed) => found(people(300, (_age, _city, chance) => chance < 0.2, seed)).weak.length > 0);
    assert.ok(alarms.filter(Boolean).length <= 6, `${alarms.filter(Boolean).length} of 60`);
  });

  it("need neither errors nor rows", () => {
    assert.deepEqual(found(people(300, () => false)).weak, []);
    assert.deepEqual(found(people(300, () => true)).weak, []);
    assert.equal(found(people(5, () => true)).tried, 0);
  });

  it("that fail without exception have a bounded effect", () => {
    const [worst] = found(people(300, (_, city) => city === 0)).weak;
    assert.equal(worst?.effect, 99);
    assert.equal(worst?.value, 0);
  });
});

describe("bins of a column", () => {
  it("hold each number once, within their filter's range, missing apart", () => {
    const numbers = fc.array(
      fc.oneof(fc.double({ noDefaultInfinity: true, noNaN: true }), fc.constant(Number.NaN), fc.integer({ min: 0, max: 3 })),
      {
        minLength: 1,
        maxLength: 80,
      },
    );
    fc.assert(
      fc.property(numbers, (values) => {
        const binned = binColumn({ kind: "number", name: "x", values: Float64Array.from(values) }, 3);
        assert.ok(binned);
        for (const [row, one] of values.entries()) {
          const filter: RowFilter | undefined = binned.bins[binned.codes[row] as number]?.filter[0];
          assert.ok(filter);
          if (filter.test === "missing") assert.ok(Number.isNaN(one));
          else if (filter.test === "equals") assert.equal(Number(filter.values[0]) - one, 0);
          else if (filter.test === "range")
            assert.ok((filter.from ?? Number.NEGATIVE_INFINITY) <= one && one < (filter.to ?? Number.POSITIVE_INFINITY));
        }
      }),
    );
  });

  it("are not made of free text", () => assert.equal(binColumn({ kind: "text", name: "t", values: ["a"] }, 3), null));
});
