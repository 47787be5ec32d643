import assert from "node:assert/strict";
import { parseRowFilter } from "../../src/cli/row-filter.ts";
import type { RowFilter } from "../../src/protocol/rows.ts";
import { TrainyardError } from "../../src/shared/errors.ts";

describe("filters of rows on the command line", () => {
  const cases: [text: string, filters: RowFilter[]][] = [
    ["island = Biscoe", [{ column: "island", test: "equals", values: ["Biscoe"] }]],
    ["`body mass`!='a ''b'' c'", [{ column: "body mass", test: "equals", values: ["a 'b' c"], not: true }]],
    ["n >= 3", [{ column: "n", test: "range", from: 3, to: null }]],
    [
      "n > -2.5e1",
      [
        { column: "n", test: "range", from: -25, to: null },
        { column: "n", test: "equals", values: ["-2.5e1"], not: true },
      ],
    ],
    ["n<3 ", [{ column: "n", test: "range", from: null, to: 3 }]],
    ["n <= 3", [{ column: "n", test: "range", from: null, to: 3, closed: true }]],
    ["when >= 2020-01-31", [{ column: "when", test: "range", from: Date.UTC(2020, 0, 31), to: null }]],
    ["when < '2020-01-31 06:00'", [{ column: "when", test: "range", from: null, to: Date.UTC(2020, 0, 31, 6) }]],
    ["c in (a, 'b c',3)", [{ column: "c", test: "equals", values: ["a", "b c", "3"], not: false }]],
    ["c NOT IN (a)", [{ column: "c", test: "equals", values: ["a"], not: true }]],
    ["c contains 'x y'", [{ column: "c", test: "contains", text: "x y", not: false }]],
    ["c not contains x", [{ column: "c", test: "contains", text: "x", not: true }]],
    [
      "c is missing AND d is not missing",
      [
        { column: "c", test: "missing", not: false },
        { column: "d", test: "missing", not: true },
      ],
    ],
    ["'and' = and", [{ column: "and", test: "equals", values: ["and"] }]],
  ];
  for (const [text, filters] of cases) it(text, () => assert.deepEqual(parseRowFilter(text), filters));

  const wrong: [text: string, column: number, message: RegExp][] = [
    ["", 1, /a column is expected, not the end/],
    ["n", 2, /a comparison is expected/],
    ["n >", 4, /a value is expected/],
    ["n > ten", 5, /needs a number or a date/],
    ["n = 1 or m = 2", 7, /"or" is one too many/],
    ["n = 'a", 5, /quote is not closed/],
    ["n in a", 6, /\( is expected/],
    ["n in (a b)", 9, /\) is expected/],
    ["n is empty", 6, /"missing" is expected/],
    ["n not = 3", 7, /a comparison is expected/],
    ["n = 1 and", 10, /a column is expected/],
    ["when < 2020-99-99", 8, /needs a number or a date/],
  ];
  for (const [text, column, message] of wrong)
    it(`refuses ${text || "nothing"}`, () =>
      assert.throws(
        () => parseRowFilter(text),
        (error) =>
          TrainyardError.is(error, "row-filter-invalid") && error.facts.place?.column === column && message.test(error.facts.message),
      ));
});
