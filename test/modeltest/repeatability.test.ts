import assert from "node:assert/strict";
import { verdictOf } from "../../src/engine/modeltest/registry.ts";
import { A_VALUE, aTest, contextOf } from "./support.ts";

const repeatability = (more: object = {}) => aTest({ test: "repeatability", ...more });

describe("repeatability", () => {
  it("names the backend that says something else the second time", async () => {
    let calls = 0;
    const drifting = contextOf(A_VALUE, (x) => {
      calls += 1;
      return [x + (calls > 20 ? 1e-9 : 0)];
    });
    const { passed, sentence, failing } = await verdictOf(repeatability(), drifting);
    assert.equal(passed, false);
    assert.match(sentence, /^Predicted twice on the backend cpu: 20 of 20 predictions differ.* The backend cpu does not repeat itself/);
    assert.equal(failing.length, 20);
    assert.notEqual(failing[1]?.expected, failing[1]?.got, "in all digits");
    calls = 0;
    assert.equal((await verdictOf(repeatability({ tolerance: 1e-8 }), drifting)).passed, true);
  });

  it("trains twice, within the bounds that are asked for, and lets go of both models", async () => {
    const bounds: object[] = [];
    let disposed = 0;
    const once = contextOf(A_VALUE, (x) => [x]);
    const model = (shift: number) => {
      const { trained } = contextOf(A_VALUE, (x) => [x + shift]);
      const dispose = () => {
        disposed += 1;
      };
      return { ...trained, model: { ...trained.model, dispose } };
    };
    const training = (shifts: number[]) => ({
      ...once,
      backend: () => null,
      retrain: async (asked: { rows: number; epochs: number }) => {
        bounds.push(asked);
        return model(shifts.shift() ?? 0);
      },
    });
    const test = repeatability({ level: "train", rows: 50, epochs: 2 });
    assert.equal((await verdictOf(test, training([1, 1]))).passed, true);
    assert.deepEqual(bounds, [
      { rows: 50, epochs: 2 },
      { rows: 50, epochs: 2 },
    ]);
    const { passed, sentence } = await verdictOf(test, training([1, 2]));
    assert.equal(passed, false);
    assert.match(sentence, /differ, by up to 1\. Something in the recipe or in a script/);
    assert.equal(disposed, 4);
  });
});
