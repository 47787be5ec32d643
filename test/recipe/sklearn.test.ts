import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { applyRecipe } from "../../src/engine/recipe/apply.ts";
import { fitRecipe } from "../../src/engine/recipe/fit.ts";
import { isMissing, labelAt } from "../../src/engine/recipe/values.ts";
import { assertClose } from "../evaluate/close.ts";
import { FIXTURES } from "../support/paths.ts";
import { column, frameOf, steps } from "./frames.ts";

type Cell = number | string | null;
interface Case {
  name: string;
  kind: "number" | "category";
  step: { step: string };
  train: Cell[];
  test: Cell[];
  expected: Cell[][];
}

const fixture = JSON.parse(readFileSync(join(FIXTURES, "recipe", "recipe.json"), "utf8")) as {
  cases: Case[];
  dates: { times: number[]; parts: Record<string, number[]> };
};

describe("recipe steps against scikit-learn and pandas", () => {
  for (const { name, kind, step, train, test, expected } of fixture.cases) {
    it(`${step.step}: ${name}`, () => {
      const recipe = fitRecipe(steps({ ...step, columns: ["x"] }), frameOf(column("x", kind, train)));
      const { columns } = applyRecipe(JSON.parse(JSON.stringify(recipe)), frameOf(column("x", kind, test)));
      assert.equal(columns.length, expected.length);
      for (const [at, cells] of expected.entries()) {
        const found = columns[at] as (typeof columns)[0];
        for (const [row, cell] of cells.entries()) {
          if (cell === null) assert.ok(isMissing(found, row), `row ${row} should be missing`);
          else if (typeof cell === "string") assert.equal(labelAt(found, row), cell);
          else assertClose(Number(labelAt(found, row)), cell, `column ${at}, row ${row}`);
        }
      }
    });
  }

  it("date-parts: every part", () => {
    const { times, parts } = fixture.dates;
    const all = ["year", "month", "day", "hour_of_day", "day_of_week", "is_weekend", "month_cyclic", "day_of_week_cyclic"];
    const frame = frameOf(column("t", "date", times));
    const recipe = fitRecipe(steps({ step: "date-parts", columns: "date", parts: all }), frame);
    const { columns } = applyRecipe(recipe, frame);
    assert.deepEqual(
      columns.map(({ name }) => name),
      Object.keys(parts).map((part) => `t_${part}`),
    );
    for (const [at, expected] of Object.values(parts).entries())
      for (const [row, value] of expected.entries())
        assertClose(Number(labelAt(columns[at] as (typeof columns)[0], row)), value, `part ${at}, row ${row}`);
  });
});
