import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Column } from "../../src/engine/data/column.ts";
import { learnRecipe } from "../../src/engine/recipe/fit.ts";
import { columnsIn } from "../../src/engine/recipe/formula/ast.ts";
import { parseFormula } from "../../src/engine/recipe/formula/parse.ts";
import { type ErrorFacts, TrainyardError } from "../../src/shared/errors.ts";
import { FIXTURES } from "../support/paths.ts";
import { assertCells, type Cells, frameFrom, type Given } from "./cells.ts";
import { column, frameOf, steps } from "./frames.ts";

const fixture = JSON.parse(readFileSync(join(FIXTURES, "recipe", "formula.json"), "utf8")) as {
  columns: Given[];
  cases: { formula: string; expected: Cells }[];
};
const table = frameFrom(fixture.columns);

function worked(formula: string, more: object = {}): Column {
  const { training } = learnRecipe(steps({ step: "formula", name: "made", formula, ...more }), table);
  return training.columns.find(({ name }) => name === "made") as Column;
}

function refused(formula: string, more: object = {}): ErrorFacts {
  try {
    worked(formula, more);
  } catch (error) {
    if (TrainyardError.is(error)) return error.facts;
    throw error;
  }
  return assert.fail(`${formula} was not refused`);
}

describe("formulas against Python, numpy and pandas", () => {
  for (const { formula, expected } of fixture.cases) {
    it(formula, () => assertCells(worked(formula), expected, formula));
  }
});

describe("a formula", () => {
  const REFUSED: [formula: string, code: string, at: number][] = [
    ["a +", "formula-syntax", 4],
    ["a b", "formula-syntax", 3],
    ["(a + b", "formula-syntax", 1],
    ["a)", "formula-syntax", 2],
    ["min(a, b", "formula-syntax", 4],
    ["a = b", "formula-syntax", 3],
    ["a && b", "formula-syntax", 3],
    ["a ^ 2", "formula-syntax", 3],
    ["a < b < c", "formula-syntax", 7],
    ["t == 'red", "formula-syntax", 6],
    ["`a", "formula-syntax", 1],
    ["a + 1e999", "formula-syntax", 5],
    [`${"(".repeat(3000)}a`, "formula-syntax", 1001],
    [`a${" + a".repeat(3000)}`, "formula-syntax", 1331],
    ["1 + 2", "formula-constant", 1],
    ["squareroot(a)", "formula-function-unknown", 1],
    ["a + constructor(b)", "formula-function-unknown", 5],
    ["sqrt(a, b)", "formula-arguments", 1],
    ["a + if(b, 1)", "formula-arguments", 5],
    ["a + min()", "formula-arguments", 5],
    ["a + t", "formula-type", 5],
    ["length(a)", "formula-type", 8],
    ["a == t", "formula-type", 3],
    ["if(a > 0, a, t)", "formula-type", 1],
    ["coalesce(a, t)", "formula-type", 1],
    ["d + d", "formula-type", 5],
    ["not t", "formula-type", 5],
    ["d * 2", "formula-type", 1],
  ];
  for (const [formula, code, at] of REFUSED) {
    it(`is refused with its place: ${formula.slice(0, 30)}`, () => {
      const facts = refused(formula);
      assert.equal(facts.code, code, facts.message);
      assert.equal(facts.place?.column, at);
      assert.ok(facts.remedy.length > 10);
    });
  }

  it("names the column that is not there, and one like it", () => {
    const facts = refused("aa + 1");
    assert.equal(facts.code, "column-missing");
  });

  it("says in which row the result is no number, where that is an error", () => {
    const row = fixture.columns[1]?.cells.indexOf(0) as number;
    const facts = refused("1 / b", { invalid: "error" });
    assert.equal(facts.code, "formula-invalid");
    assert.deepEqual(facts.place, { field: "made", column: 3, row: row + 1 });
  });

  it("takes names with blanks in backticks, and replaces a column of its own name", () => {
    const frame = frameOf(column("total price", "number", [3, null]), column("x", "number", [1, 2]));
    const formula = "coalesce(`total price`, 0) * 2";
    const { training } = learnRecipe(steps({ step: "formula", name: "total price", formula }), frame);
    assert.deepEqual(training.columns, [column("total price", "number", [6, 0]), column("x", "number", [1, 2])]);
  });

  it("lists the columns it speaks of", () => {
    assert.deepEqual(columnsIn(parseFormula("if(a > b, `c d`, -a) + length('e')")), ["a", "b", "c d"]);
  });

  it("is refused in our own words whatever is written", () => {
    const word = fc.constantFrom(
      "a",
      "b",
      "t",
      "d",
      "(",
      ")",
      ",",
      "+",
      "-",
      "**",
      "<",
      "==",
      "and",
      "not",
      "if",
      "min",
      "1",
      "'x'",
      "`",
      "é",
      " ",
      "=",
      "missing",
    );
    const any = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.array(word, { minLength: 1, maxLength: 14 }).map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(any, (formula) => {
        fc.pre(formula !== "");
        try {
          const made = worked(formula);
          assert.ok(made.kind !== "number" || made.values.every((value) => Math.abs(value) !== Number.POSITIVE_INFINITY));
        } catch (error) {
          assert.ok(TrainyardError.is(error), String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
