import assert from "node:assert/strict";
import type { Compared } from "../../src/engine/evaluate/evaluate.ts";
import { evaluate } from "../../src/engine/evaluate/evaluate.ts";
import { keepPredictions } from "../../src/engine/evaluate/kept-predictions.ts";
import { comparePaired } from "../../src/engine/evaluate/versus.ts";
import { type Side, versusBaseline, versusChampion } from "../../src/engine/report/versus.ts";
import { randomFrom } from "../../src/engine/train/random.ts";

const ROWS = 300;
const random = randomFrom(9, "folds");
const actual = Float64Array.from({ length: ROWS }, () => random.below(2));
const numbers = Array.from({ length: ROWS }, (_, i) => i + 1);

/** A classifier that is right with probability `skill`. */
function classifier(skill: number, seed: number): Compared {
  const own = randomFrom(seed, "folds");
  const p = Float64Array.from(actual, (y) => (own.next() < skill ? (y === 1 ? 0.8 : 0.2) : y === 1 ? 0.3 : 0.7));
  return {
    target: { task: "binary", column: "y", classes: ["no", "yes"], counts: [160, 140] },
    actual,
    predictions: { values: Float64Array.from([...p].flatMap((one) => [1 - one, one])), width: 2 },
  };
}

const sideOf = (compared: Compared, rows = numbers): Side => ({
  evaluation: evaluate(compared, { run: "r", on: "test", skipped: 0 }),
  predictions: keepPredictions(compared, rows),
});

describe("a run beside others", () => {
  it("is better than the baseline by a difference whose interval is above 0", () => {
    const found = versusBaseline(sideOf(classifier(0.8, 1)));
    const [accuracy] = found?.figures ?? [];
    assert.equal(accuracy?.metric, "accuracy");
    assert.equal(accuracy?.verdict, "better");
    assert.ok((accuracy?.interval?.[0] ?? 0) > 0.1);
    assert.match(found?.sentence ?? "", /^Better than the baseline \(always the most frequent class\) by 0\.\d+ \(95 %: /);
    assert.equal(found?.caveat, undefined);
  });

  it("of equal skill is not told apart from the champion", () => {
    const found = versusChampion(sideOf(classifier(0.8, 2)), { ...sideOf(classifier(0.8, 3)), run: "01A", name: "amber-otter" });
    assert.equal(found?.figures[0]?.verdict, "level");
    assert.match(found?.sentence ?? "", /^No clear difference to the champion amber-otter: accuracy /);
    assert.equal(found?.run, "01A");
  });

  it("with the champion's own predictions differs by nothing", () => {
    const same = sideOf(classifier(0.8, 2));
    const found = versusChampion(same, { ...same, run: "01A", name: "amber-otter" });
    assert.ok(
      found?.figures.every(
        ({ difference, interval, verdict }) => difference === 0 && interval?.[0] === 0 && interval[1] === 0 && verdict === "level",
      ),
    );
    assert.match(found?.sentence ?? "", /^The same as the champion/);
  });

  it("is compared by its figures alone where the rows differ or were not kept, and that is said", () => {
    const [own, other] = [classifier(0.9, 4), classifier(0.7, 5)];
    const shifted = {
      ...sideOf(
        other,
        numbers.map((row) => row + 1),
      ),
      run: "01A",
      name: "amber-otter",
    };
    const found = versusChampion(sideOf(own), shifted);
    assert.equal(found?.figures[0]?.interval, null);
    assert.equal(found?.figures[0]?.verdict, "better");
    assert.match(found?.caveat ?? "", /^The two were tested on different rows/);
    const unkept = versusChampion(sideOf(own), { ...shifted, predictions: null });
    assert.match(unkept?.caveat ?? "", /^The predictions of the test rows were not kept/);
  });

  it("counts a difference up, whichever way its figure goes", () => {
    const target = { task: "regression" as const, column: "y", mean: 0.5, std: 0.5 };
    const own: Compared = { target, actual, predictions: { values: actual.map((y, i) => y + (i % 5) / 20), width: 1 } };
    const { sentence } = versusBaseline(sideOf(own)) ?? { sentence: "" };
    assert.match(sentence, /^Better than the baseline \(always the mean\) by 0\.\d+ \(95 %: 0\.\d+ to 0\.\d+\): rmse/);
  });

  it("of another task, or without figures, is not compared", () => {
    const own = sideOf(classifier(0.9, 4));
    assert.equal(versusBaseline({ evaluation: null, predictions: null }), null);
    assert.equal(versusChampion(own, { evaluation: null, predictions: null, run: "a", name: "b" }), null);
  });

  it("knows a lower loss as better", () => {
    const found = comparePaired(classifier(0.95, 6), classifier(0.6, 7)).find(({ metric }) => metric === "log_loss");
    assert.equal(found?.direction, "min");
    assert.ok((found?.difference ?? 1) < 0);
    assert.equal(found?.verdict, "better");
  });

  it("keeps no predictions that would weigh more than the model", () => {
    const huge = { ...classifier(0.8, 1), predictions: { values: new Float64Array(200_001), width: 1 } };
    assert.equal(keepPredictions(huge, []), null);
  });
});
