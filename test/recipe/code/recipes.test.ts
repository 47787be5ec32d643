import assert from "node:assert/strict";
import fc from "fast-check";
import { applyRecipe } from "../../../src/engine/recipe/apply.ts";
import { codeOf } from "../../../src/engine/recipe/code/recipe-code.ts";
import { allowUserCode } from "../../../src/engine/script/user-code.ts";
import { FIXTURES } from "../../support/paths.ts";
import { OPTIONS } from "../arbitrary/steps.ts";
import { rows, tableOf, trainingRows } from "../arbitrary/table.ts";
import { column, frameOf } from "../frames.ts";
import { begin, cellAt } from "./made.ts";
import { assertSame, fittedOn } from "./same.ts";
import { assertStrict } from "./strict.ts";

const step = fc
  .constantFrom(...Object.keys(OPTIONS))
  .chain((name) => (OPTIONS[name] as fc.Arbitrary<object>).map((options) => ({ step: name, ...options })));

describe("recipes as code", function () {
  this.timeout(300_000);
  const files: { name: string; source: string }[] = [];

  it("of several steps, one on what another made: the same values, the same rows left out", () =>
    allowUserCode(FIXTURES, () => {
      let worked = 0;
      fc.assert(
        fc.property(fc.array(step, { minLength: 2, maxLength: 5 }), trainingRows, rows, fc.boolean(), (list, train, others, classes) => {
          const recipe = fittedOn(list, tableOf(train), classes);
          if (!recipe) return;
          worked += 1;
          const source = codeOf(recipe, "Several steps");
          if (worked <= 60) files.push({ name: `recipe-${worked}.ts`, source });
          assertSame(recipe, source, tableOf(others));
        }),
        { numRuns: 600 },
      );
      assert.ok(worked > 60, `only ${worked} recipes made sense`);
    }));

  it("with names that mean something in TypeScript, or cannot stand in it", () => {
    const names = [
      "row",
      "class",
      "Number",
      "a b",
      "a-b",
      "1st",
      "",
      "é",
      "fail",
      "present",
      "__proto__",
      "constructor",
      "x\ny",
      "*/",
      "$",
      "日本",
    ];
    const frame = frameOf(...names.map((name, i) => column(name, "number", [i, i + 1, null, i * 2])));
    const recipe = fittedOn(
      [
        { step: "fill-missing", columns: "all" },
        { step: "standard-scale", columns: ["*/", "x\ny"] },
      ],
      frame,
      false,
    );
    assert.ok(recipe);
    const source = codeOf(recipe, "Names\nlike */ these");
    files.push({ name: "names.ts", source });
    assert.deepEqual(Object.keys(begin(source)(Object.fromEntries(names.map((name) => [name, 1]))) ?? {}).sort(), [...names].sort());
    assertSame(recipe, source, frame);
  });

  it("refuses values of another type, and none at all", () => {
    const frame = frameOf(column("a", "number", [1, 2]), column("t", "text", ["x", null]));
    const recipe = fittedOn([{ step: "fill-missing", columns: "all", strategy: "mode" }], frame, false);
    assert.ok(recipe);
    const prepare = begin(codeOf(recipe, "Types"));
    assert.deepEqual(prepare({ a: null, t: null }), { a: 1, t: "x" });
    for (const row of [{ a: "1", t: "x" }, { a: Number.POSITIVE_INFINITY, t: "x" }, { t: "x" }, { a: 1, t: 2 }, { a: 1 }])
      assert.throws(() => prepare(row as never), /is no (finite number|text)/);
  });

  it("takes what is not there, or of another type, as missing where the recipe does", () => {
    const frame = frameOf(column("a", "number", [1, 2]), column("t", "text", ["x", "y"]), column("d", "date", [0, 5]));
    const recipe = fittedOn([{ step: "fill-missing", columns: ["t"], strategy: "mode" }], frame, false);
    assert.ok(recipe);
    recipe.lenient = { missingColumn: true, wrongType: true };
    const source = codeOf(recipe, "Lenient");
    files.push({ name: "lenient.ts", source });
    const prepare = begin(source);
    const cases: [given: Record<string, string | number | null>, kinds: ("number" | "text" | "date")[]][] = [
      [{ a: "7", t: 3, d: "2024-01-31" }, ["text", "number", "text"]],
      [{ a: "big", t: "z", d: "soon" }, ["text", "text", "text"]],
      [{ a: " ", t: null, d: null }, ["text", "text", "text"]],
      [{ t: "z" }, ["text"]],
      [{}, []],
    ];
    for (const [row, kinds] of cases) {
      const given = { ...frameOf(...Object.entries(row).map(([name, cell], i) => column(name, kinds[i] as "text", [cell]))), rows: 1 };
      const { columns } = applyRecipe(recipe, given);
      assert.deepEqual(prepare(row), Object.fromEntries(columns.map((one) => [one.name, cellAt(one, 0)])), JSON.stringify(row));
    }
  });

  it("reading dates in every code of a format", () => {
    const cases: [format: string, text: string][] = [
      ["%d/%m/%Y %H:%M:%S.%f", "31/01/2024 23:59:58.1234"],
      ["%B %d, %Y %I:%M %p", "February 29, 2024 12:30 PM"],
      ["%d-%b-%y %H:%M%z", "01-mar-69 05:00+02:30"],
      ["%Y%m%d", "20240230"],
      ["100%% (%Y)", "100% (2024)"],
      ["%I%p", "13am"],
    ];
    for (const [i, [format, text]] of cases.entries()) {
      const frame = frameOf(column("d", "text", [text, " ", null, text.toUpperCase()]));
      const recipe = fittedOn([{ step: "change-type", columns: ["d"], to: "date", format, unreadable: "missing" }], frame, false);
      assert.ok(recipe, format);
      const source = codeOf(recipe, format);
      files.push({ name: `format-${i}.ts`, source });
      assertSame(recipe, source, frame);
    }
  });

  it("with formulas of every kind", () => {
    const formulas = [
      "a % -3 + a ** 0.5 - -b / 2",
      "a < b and not (a == b) or missing",
      "if(is_missing(a), b, coalesce(missing, a)) >= 1",
      "min(a, b, 2) + max(a, b)",
      "concat(lower(t), '-', upper(trim(t)), text(a))",
      "replace(t, 'x', '') < 'y'",
      "replace(t, '', '-')",
      "starts_with(t, 'x') + ends_with(t, 'x') + contains(t, 'é') + length(t)",
      "number(t) + round(a, 1) + round(b)",
      "when + a > when - b",
      "day_of_year(when + 0.5) + is_weekend(when) + week(date('2024-01-31'))",
      "date(t) - when",
      "abs(a) + sign(b) + sqrt(a) + exp(b) + log(a) + log2(b) + log10(a) + log1p(b) + sin(a) + cos(b) + floor(a) + ceil(b)",
      "t == 'x' or t != 'y'",
      "max(when, when + a)",
      "a - -(b - 2) / -a * sqrt(b)",
      "is_missing(a / b) + (a * b)",
    ];
    const frame = frameOf(
      column("a", "number", [1, -2.5, null, 0, 1e308, 7]),
      column("b", "number", [0, 3, 2, null, 1e308, -1]),
      column("t", "category", ["x", " Xé ", null, "12", "2024-02-29T10:00", "y"]),
      column("when", "date", [0, 1.7e12, null, -1e12, 86_399_999, 951_782_400_000]),
    );
    for (const [i, formula] of formulas.entries()) {
      for (const invalid of ["missing", "error"]) {
        const recipe = fittedOn([{ step: "formula", name: "made", formula, invalid }], frame, false) ?? assertRefused(formula, invalid);
        if (!recipe) continue;
        const source = codeOf(recipe, formula);
        files.push({ name: `formula-${i}-${invalid}.ts`, source });
        assertSame(recipe, source, frame);
      }
    }
  });

  it("are TypeScript that the strict compiler accepts", () => assertStrict(files));
});

/** Training rows themselves may be refused, where what is invalid is an error. */
function assertRefused(formula: string, invalid: string): undefined {
  assert.equal(invalid, "error", formula);
}
