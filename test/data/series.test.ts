import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dickeyFuller } from "../../src/engine/data/profile/dickey-fuller.ts";
import { season } from "../../src/engine/data/profile/season.ts";
import { FIXTURES } from "../support/paths.ts";

interface Case {
  values: number[];
  statistic: number;
  pValue: number;
  lags: number;
  acf: number[];
}

const CASES = JSON.parse(readFileSync(join(FIXTURES, "data", "series.json"), "utf8")) as Record<string, Case>;
const near = (actual: number | undefined, expected: number, digits: number, what: string) =>
  assert.ok(
    Math.abs((actual ?? Number.NaN) - expected) <= digits * Math.max(1, Math.abs(expected)),
    `${what}: ${actual} instead of ${expected}`,
  );

describe("series against statsmodels", () => {
  for (const [name, expected] of Object.entries(CASES)) {
    it(`tests ${name} for a unit root`, () => {
      const found = dickeyFuller(Float64Array.from(expected.values));
      assert.equal(found?.lags, expected.lags);
      near(found?.statistic, expected.statistic, 1e-7, "statistic");
      near(found?.pValue, expected.pValue, 1e-7, "p");
    });

    it(`finds the season of ${name}`, () => {
      const found = season(Float64Array.from(expected.values));
      if (found) near(found.autocorrelation, expected.acf[found.lag] as number, 1e-9, "autocorrelation");
      const wanted = { weekly: 7, yearly: 52 }[name];
      if (wanted !== undefined) assert.equal(found?.lag, wanted);
      else assert.ok((found?.autocorrelation ?? 0) < 0.5);
    });
  }

  it("say nothing of what is too short or constant", () => {
    assert.equal(dickeyFuller(new Float64Array(3)), null);
    assert.equal(dickeyFuller(new Float64Array(100).fill(7)), null);
    assert.equal(season(new Float64Array(100).fill(7)), null);
  });
});
