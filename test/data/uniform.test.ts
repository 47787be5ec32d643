import assert from "node:assert/strict";
import { upperGamma } from "../../src/engine/data/profile/uniform.ts";

describe("the chi-square test behind UNIFORM", () => {
  it("agrees with scipy.special.gammaincc", () => {
    const known = [
      [0.5, 0.1, 0.6547208460185768],
      [2, 3, 0.1991482734714558],
      [10, 5, 0.9681719426937951],
      [24.5, 10, 0.9999245464953185],
      [3, 40, 3.572865928700233e-15],
    ] as const;
    for (const [a, x, q] of known) assert.ok(Math.abs(upperGamma(a, x) - q) < 1e-10 * q, `${a}, ${x}: ${upperGamma(a, x)}`);
  });
});
