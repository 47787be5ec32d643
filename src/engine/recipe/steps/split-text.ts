import type { Column } from "../../data/column.ts";
import { labelColumn } from "../label-column.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { labelAt, rowsOf } from "../values.ts";

type Options = StepOptions<"split-text">;

/** The parts of a text between separators, as columns `name_1`, `name_2`...: pandas' `str.split(expand=True)`. */
export const splitText = perColumn<Options, null>({
  accepts: () => ["text", "category"],
  fit: () => null,
  apply(column, options) {
    const { parts, keep } = options;
    const pieces = Array.from({ length: rowsOf(column) }, (_, row) => piecesOf(labelAt(column, row), options));
    const made = Array.from({ length: parts }, (_, i): Column => {
      const labels = pieces.map((all) => all[i] ?? null);
      const name = `${column.name}_${i + 1}`;
      return column.kind === "text" ? { kind: "text", name, values: labels } : labelColumn(name, labels);
    });
    return keep ? [column, ...made] : made;
  },
});

function piecesOf(text: string | null, { separator, parts, rest }: Options): string[] {
  const all = text?.split(separator) ?? [];
  if (all.length <= parts || rest === "drop") return all;
  return [...all.slice(0, parts - 1), all.slice(parts - 1).join(separator)];
}
