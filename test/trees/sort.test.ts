import assert from "node:assert/strict";
import fc from "fast-check";
import { randomFrom } from "../../src/engine/train/random.ts";
import { sortNumbers } from "../../src/engine/trees/sort.ts";

describe("sorting of numbers", () => {
  it("gives many values in the order that comparing them gives, infinite and zero ones of either sign among them", () => {
    const one = fc.double({ noNaN: true });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 200 }), fc.nat(), (few, seed) => {
        const random = randomFrom(seed, "sample");
        // Repeated until they are many, with the bits of each low word anew.
        const values = Float64Array.from({ length: 21_000 }, () => few[random.below(few.length)] as number);
        const words = new Uint32Array(values.buffer);
        for (const [i, value] of values.entries()) if (Number.isFinite(value)) words[2 * i] = random.below(2 ** 32);
        assert.deepEqual(sortNumbers(values.slice()), values.slice().sort());
      }),
      { numRuns: 30 },
    );
  });
});
