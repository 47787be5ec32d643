import type { oneHotEncode } from "../steps/one-hot-encode.ts";
import type { Code } from "./code.ts";
import type { Emitter, Variable } from "./emitter.ts";
import { literal, set } from "./literals.ts";
import { unseenMessage } from "./unseen.ts";

export const emitOneHotEncode: Emitter<typeof oneHotEncode> = ({ options: { unseen }, state, columns }, code) => {
  for (const column of columns) {
    const own = state[column.name];
    if (!own) continue;
    const { categories, rare, names, dropped } = own;
    const others = dropped === undefined ? [] : [dropped];
    if (unseen === "error") {
      const known = knownAs(code, column, "known", [...categories, ...rare, ...others]);
      code.line(`if (!${known}) ${code.call("fail", unseenMessage(column.name))};`);
    }
    code.remove(column);
    for (const [i, category] of categories.entries()) code.add(names[i] as string, "number", `${isCategory(column, category)} ? 1 : 0`);
    const shared = names[categories.length];
    if (shared === undefined) continue;
    const isShared =
      unseen === "bucket" ? `!${knownAs(code, column, "known", [...categories, ...others])}` : knownAs(code, column, "rare", rare);
    code.add(shared, "number", `${isShared} ? 1 : 0`);
  }
};

/** Numbers are compared as numbers: their labels are their shortest form. */
function isCategory({ id, kind }: Variable, label: string | null): string {
  if (kind === "text") return `${id} === ${literal(label)}`;
  return label === null ? `Number.isNaN(${id})` : `${id} === ${label}`;
}

function knownAs(code: Code, column: Variable, what: string, labels: readonly (string | null)[]): string {
  const known = code.constant(`${column.name}_${what}`, set(labels.map(literal)), "ReadonlySet<string | null>");
  return `${known}.has(${code.label(column)})`;
}
