import assert from "node:assert/strict";
import { formOfSizes, Sizes } from "../../src/engine/compile/sizes.ts";

describe("sizes that depend on the number of rows", () => {
  it("are equal where they were in both calls", () => {
    const sizes = new Sizes([2, 3]);
    assert.deepEqual(sizes.of([2, 4, 7], [3, 6, 7]), [-1, -2, 7]);
    assert.deepEqual(sizes.of([4, 2, 3], [6, 3, 4]), [-2, -1, -3]);
    assert.deepEqual(sizes.of([5], [5]), [5]);
  });

  it("can be left for TensorFlow to find where it is one", () => {
    assert.deepEqual(formOfSizes([1, -3, 4]), [1, -1, 4]);
    assert.deepEqual(formOfSizes([2, 4]), [2, 4]);
    assert.equal(formOfSizes([-1, -2]), null);
  });
});
