import type { multiLabelBinarise } from "../steps/multi-label-binarise.ts";
import type { Emitter } from "./emitter.ts";
import { set, text } from "./literals.ts";

export const emitMultiLabelBinarise: Emitter<typeof multiLabelBinarise> = ({ options: { separator, unseen }, state, columns }, code) => {
  for (const column of columns) {
    const own = state[column.name];
    if (!own) continue;
    const { labels, rare, names } = own;
    const found = code.local(`${column.name}_labels`, code.call("labelsIn", column.id, text(separator)));
    code.remove(column);
    const setOf = (what: string, items: readonly string[]) =>
      code.constant(`${column.name}_${what}`, set(items.map(text)), "ReadonlySet<string>");
    if (unseen === "error") {
      const known = setOf("known", [...labels, ...rare]);
      code.line(`for (const one of ${found}) if (!${known}.has(one)) ${code.fail(`${column.name} has a label that training never saw`)};`);
    }
    for (const [i, label] of labels.entries()) code.add(names[i] as string, "number", `${found}.has(${text(label)}) ? 1 : 0`);
    const shared = names[labels.length];
    if (shared !== undefined) code.add(shared, "number", `[...${found}].some((one) => !${setOf("columns", labels)}.has(one)) ? 1 : 0`);
  }
};
