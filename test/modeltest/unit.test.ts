import assert from "node:assert/strict";
import { verdictOf } from "../../src/engine/modeltest/registry.ts";
import { A_VALUE, aTest, contextOf, YES_OR_NO } from "./support.ts";

const line = contextOf(A_VALUE, (x) => [2 * x]);
const sure = contextOf(YES_OR_NO, (x, c) => (c === "b" ? [0.9, 0.1] : [1 - x / 20, x / 20]));

describe("unit tests of a model", () => {
  it("minimum cases hold a value to what is expected, within the tolerance", async () => {
    const cases = (expect: unknown, tolerance?: number) =>
      aTest({ test: "minimum-cases", cases: [{ row: { x: 3, c: "a" }, expect, tolerance }] });
    assert.equal((await verdictOf(cases(6), line)).passed, true);
    assert.equal((await verdictOf(cases(6.1), line)).passed, false);
    assert.equal((await verdictOf(cases(6.1, 0.2), line)).passed, true);
    assert.equal((await verdictOf(cases({ prediction: { min: 5, max: 7 } }), line)).passed, true);
    const { passed, failing, sentence } = await verdictOf(cases({ prediction: { max: 5 } }), line);
    assert.equal(passed, false);
    assert.deepEqual(failing, [{ input: { x: 3, c: "a" }, expected: "at most 5", got: "6" }]);
    assert.equal(sentence, "1 of 1 row is not as expected.");
  });

  it("minimum cases hold a class, or its probability, which may be named by the class", async () => {
    const cases = (expect: unknown) => aTest({ test: "minimum-cases", cases: [{ row: { x: 18, c: "a" }, expect }] });
    assert.equal((await verdictOf(cases("yes"), sure)).passed, true);
    assert.equal((await verdictOf(cases("no"), sure)).passed, false);
    assert.equal((await verdictOf(cases({ yes: { min: 0.9 } }), sure)).passed, true);
    assert.equal((await verdictOf(cases({ prediction: "yes", probability_no: { max: 0.05 } }), sure)).passed, false);
    await assert.rejects(verdictOf(cases({ maybe: { min: 0 } }), sure), { code: "modeltest-unknown-name" });
  });

  it("a row that is refused or gives no number is never as expected", async () => {
    const broken = contextOf(A_VALUE, () => [Number.NaN]);
    const verdict = await verdictOf(aTest({ test: "minimum-cases", cases: [{ row: { x: 1, c: "a" }, expect: 1 }] }), broken);
    assert.equal(verdict.passed, false);
    assert.match(verdict.failing[0]?.got ?? "", /no prediction|NaN/);
  });

  it("invariance compares each changed row with the row itself", async () => {
    const change = (changes: object[], tolerance?: number) => aTest({ test: "invariance", change: changes, tolerance });
    assert.equal((await verdictOf(change([{ column: "c", to: "any" }]), line)).passed, true);
    const moved = await verdictOf(change([{ column: "x", by: 0.1 }]), line);
    assert.equal(moved.passed, false);
    assert.equal(moved.failing.length, 20);
    assert.equal((await verdictOf(change([{ column: "x", by: 0.1 }], 0.3), line)).passed, true);
    assert.equal((await verdictOf(change([{ column: "c", text: "upper-case" }], 0.01), sure)).passed, false, "B is no b");
    assert.equal((await verdictOf(change([{ column: "y", to: [1] }]), line)).passed, true, "the model does not read it");
    await assert.rejects(verdictOf(change([{ column: "z", to: [1] }]), line), { code: "modeltest-unknown-name" });
    await assert.rejects(verdictOf(change([{ column: "c", by: 1 }]), line), { code: "modeltest-column-unfit" });
  });

  it("invariance of classes looks at the class, with a tolerance at the probabilities too", async () => {
    const change = { test: "invariance", rows: [{ x: 18, c: "a" }], change: [{ column: "x", by: -1 }] };
    assert.equal((await verdictOf(aTest(change), sure)).passed, true);
    assert.equal((await verdictOf(aTest({ ...change, tolerance: 0.01 }), sure)).passed, false);
  });

  it("a change that changes nothing proves nothing", async () => {
    const same = aTest({ test: "invariance", rows: [{ x: 1, c: "a" }], change: [{ column: "c", to: ["a"] }] });
    assert.equal((await verdictOf(same, line)).passed, null);
  });

  it("direction asks for a move one way, of the value or of a class", async () => {
    const direction = (expect: string, more: object = {}) => aTest({ test: "direction", column: "x", by: 1, expect, ...more });
    for (const [expect, passed] of [
      ["rise", true],
      ["not-fall", true],
      ["fall", false],
      ["not-rise", false],
    ] as const)
      assert.equal((await verdictOf(direction(expect), line)).passed, passed, expect);
    const flat = contextOf(A_VALUE, () => [1]);
    assert.equal((await verdictOf(direction("rise"), flat)).passed, false);
    assert.equal((await verdictOf(direction("not-rise"), flat)).passed, true);
    assert.equal((await verdictOf(direction("not-fall"), sure)).passed, true, "the second class");
    assert.equal((await verdictOf(direction("not-rise", { of: "no" }), sure)).passed, true);
    const steps = aTest({ test: "direction", column: "x", to: [0, 5, 9], expect: "rise", rows: [{ x: 1, c: "a" }] });
    assert.equal((await verdictOf(steps, line)).checked, 2);
  });

  it("direction names the row and both values where it goes the wrong way", async () => {
    const bend = contextOf(A_VALUE, (x) => [x > 9 ? 0 : x]);
    const { failing } = await verdictOf(aTest({ test: "direction", column: "x", by: 1, expect: "rise", rows: [{ x: 8.5, c: "a" }] }), bend);
    assert.deepEqual(failing, [{ input: { x: 9.5, c: "a" }, expected: "prediction above 8.5", got: "0" }]);
  });

  it("direction needs an output where there are several", async () => {
    const three = contextOf({ task: "multiclass", column: "y", classes: ["a", "b", "c"], counts: [1, 1, 1] }, () => [0.2, 0.3, 0.5]);
    const test = (of?: string) => aTest({ test: "direction", column: "x", by: 1, expect: "not-fall", of });
    await assert.rejects(verdictOf(test(), three), { code: "modeltest-output-to-name" });
    assert.equal((await verdictOf(test("b"), three)).passed, true);
  });
});
