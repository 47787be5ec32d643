import type { JSONPath } from "jsonc-parser";
import type { RowsWanted } from "../../protocol/modeltest.schema.ts";
import type { ModelTest, ModelTestFile } from "../../protocol/modeltest.ts";
import { TrainyardError } from "../../shared/errors.ts";
import type { IssueText } from "../experiment/issue-text.ts";
import { parseFormula } from "../recipe/formula/parse.ts";

/** What the schema cannot say: names given twice, settings that exclude each other, conditions that cannot be read. */
export function checkSense({ tests }: ModelTestFile): IssueText[] {
  return tests.flatMap((test, i) => {
    const path: JSONPath = ["tests", i];
    const twice = tests.findIndex(({ name }) => name === test.name) < i;
    return [
      ...(twice ? [invalid([...path, "name"], `There are two tests "${test.name}".`, "Give each its own name.")] : []),
      ...ofKind(test, path),
    ];
  });
}

function ofKind(test: ModelTest, path: JSONPath): IssueText[] {
  if (test.test === "minimum-cases")
    return test.cases.flatMap((one, i) => {
      const at = [...path, "cases", i];
      if ((one.row === undefined) === (one.rows === undefined))
        return [invalid(at, "A case needs either a row or rows to draw.", 'Give "row" or "rows", and not both.')];
      return one.rows ? ofRows(one.rows, [...at, "rows"]) : [];
    });
  if (test.test === "invariance") {
    const wrong = test.change.flatMap(({ to, by, text }, i) =>
      [to, by, text].filter((one) => one !== undefined).length === 1
        ? []
        : [invalid([...path, "change", i], "A change needs exactly one of to, by and text.", "Say in one way what the column becomes.")],
    );
    return [...wrong, ...ofRows(test.rows, [...path, "rows"])];
  }
  if (test.test === "direction") {
    const wrong = (test.by === undefined) === (test.to === undefined);
    const zero = test.by !== undefined && test.by <= 0;
    return [
      ...(wrong ? [invalid(path, "A direction needs either by or to.", 'Give "by", a number to add, or "to", values in order.')] : []),
      ...(zero ? [invalid([...path, "by"], "by has to be above 0.", "To test a lower value, turn the expectation round.")] : []),
      ...ofRows(test.rows, [...path, "rows"]),
    ];
  }
  return test.test === "stress" ? ofRows(test.rows, [...path, "rows"]) : [];
}

function ofRows(rows: RowsWanted, path: JSONPath): IssueText[] {
  if (Array.isArray(rows)) return [];
  if (rows.split && rows.data !== undefined)
    return [invalid(path, "Rows come from a split or from a file, not both.", 'Leave out "split" or "data".')];
  if (rows.where === undefined) return [];
  try {
    parseFormula(rows.where);
    return [];
  } catch (error) {
    if (!TrainyardError.is(error)) throw error;
    return [{ path: [...path, "where"], code: error.code, message: error.message, remedy: error.facts.remedy }];
  }
}

const invalid = (path: JSONPath, message: string, remedy: string): IssueText => ({
  path,
  code: "modeltest-invalid-value",
  message,
  remedy,
});
