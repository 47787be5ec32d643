import type { robustScale } from "../steps/robust-scale.ts";
import type { Emitter } from "./emitter.ts";
import { number } from "./literals.ts";

export const emitRobustScale: Emitter<typeof robustScale> = ({ state, columns }, code) => {
  for (const column of columns) {
    const figures = state[column.name];
    if (!figures) continue;
    const median = code.constant(`${column.name}_median`, number(figures.median));
    const range = code.constant(`${column.name}_range`, number(figures.range));
    code.assign(column, `(${column.id} - ${median}) / ${range}`);
  }
};
