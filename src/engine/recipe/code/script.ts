import type { script } from "../steps/script.ts";
import type { Code } from "./code.ts";
import type { Emitter, ValueKind, Variable } from "./emitter.ts";
import { scriptNotInlined } from "./errors.ts";
import { list, ownKey, text } from "./literals.ts";
import { inlined } from "./script-source.ts";

const KINDS: Record<"number" | "category" | "date", ValueKind> = { number: "number", category: "text", date: "date" };

export const emitScript: Emitter<typeof script> = ({ options, state, columns }, code) => {
  const { source, exports } = inlined(state.module);
  const functions = exports.filter((name) => name === "apply" || name === "row");
  if (functions.length === 0) throw scriptNotInlined(options.file, "it exports neither `row` nor `apply` by name");
  const module = code.constant(`script_${options.file}`, `(() => {\n${source}\n  return { ${functions.join(", ")} };\n})()`);
  const own = code.constant(`script_state_${options.file}`, JSON.stringify(state.learnt ?? null), "unknown");
  const settings = code.constant(`script_options_${options.file}`, JSON.stringify(options.options), "unknown");
  const byRow = !functions.includes("apply");
  const cells = columns.map((column) => `${ownKey(column.name)}: ${byRow ? cellOf(column, code) : `[${cellOf(column, code)}]`}`);
  const given = list(cells, "{ ", " }");
  const call = byRow
    ? `(${module}.row as unknown as ${code.use("ScriptRow")})(${given}, ${own}, ${settings})`
    : `(${module}.apply as unknown as ${code.use("ScriptApply")})(${given}, ${settings}, ${own})`;
  const names = state.makes.map(({ name }) => text(name));
  const made = code.local("made", code.call(byRow ? "madeOfRow" : "madeOfColumns", call, list(names)));
  for (const column of columns) code.remove(column);
  for (const { name, kind } of state.makes) {
    const cell = `${made}.get(${text(name)})`;
    code.add(
      name,
      KINDS[kind],
      code.call(kind === "category" ? "madeText" : kind === "date" ? "madeDate" : "madeNumber", cell, text(name)),
    );
  }
};

/** The value as the user's code sees it. */
function cellOf(column: Variable, code: Code): string {
  if (column.kind === "text") return column.id;
  return column.kind === "number" ? code.call("present", column.id) : `${code.missing(column)} ? null : new Date(${column.id})`;
}
