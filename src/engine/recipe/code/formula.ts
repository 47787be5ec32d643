import type { Column } from "../../data/column.ts";
import { compile } from "../formula/compile.ts";
import { parseFormula } from "../formula/parse.ts";
import type { formula } from "../steps/formula.ts";
import type { Emitter, Variable } from "./emitter.ts";
import { FormulaCode } from "./formula-code.ts";

export const emitFormula: Emitter<typeof formula> = ({ options, columns }, code) => {
  const tree = parseFormula(options.formula);
  const context = { columns: new Map(columns.map((column) => [column.name, emptyColumn(column)])), invalid: () => null };
  const made = new FormulaCode(code, columns, options, (node) => compile(node, context).type);
  const type = made.type(tree);
  code.line(`// ${options.formula.replace(/\s+/g, " ")}`);
  if (type === "text") code.add(options.name, "text", made.of(tree));
  else code.add(options.name, type === "date" ? "date" : "number", made.plain(tree) ?? `${made.of(tree)} ?? Number.NaN`);
};

/** Without rows: the formula's types are all that is asked of it. */
function emptyColumn({ name, kind }: Variable): Column {
  return kind === "text" ? { kind, name, values: [] } : { kind, name, values: new Float64Array() };
}
