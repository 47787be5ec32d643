import { dirname, isAbsolute, join } from "node:path";
import type { FormColumn } from "../../protocol/form.ts";
import { REJECTED_ROWS, type ReadingOptions } from "../../protocol/reading.ts";
import type { Page } from "../../protocol/rows.ts";

/** The data that an experiment names, as far as its text can be read: what to ask the engine about. Null where it names none. */
export function dataNamedBy(file: string, content: Record<string, unknown>): (ReadingOptions & { file: string }) | null {
  const { data, rejectedRows, unionByName, filename } = content;
  if (typeof data !== "string" || data === "") return null;
  const known = REJECTED_ROWS.find((one) => one === rejectedRows);
  return {
    file: isAbsolute(data) ? data : join(dirname(file), data),
    ...(known && { rejectedRows: known }),
    ...(typeof unionByName === "boolean" && { unionByName }),
    ...(typeof filename === "boolean" && { filename }),
  };
}

/** Columns of a page of rows as a form offers them. */
export const columnsOf = ({ columns, names }: Pick<Page, "columns" | "names">): FormColumn[] => {
  const storage = new Map(columns.map((column) => [column.name, column.storage]));
  return names.map((name) => ({ name, kind: kindOf(storage.get(name) ?? "") }));
};

function kindOf(storage: string): FormColumn["kind"] {
  if (/INT|DOUBLE|FLOAT|DECIMAL|REAL|NUMERIC/i.test(storage)) return "number";
  return /DATE|TIME/i.test(storage) ? "date" : "category";
}
