import type { standardScale } from "../steps/standard-scale.ts";
import type { Emitter } from "./emitter.ts";
import { number } from "./literals.ts";

export const emitStandardScale: Emitter<typeof standardScale> = ({ state, columns }, code) => {
  for (const column of columns) {
    const figures = state[column.name];
    if (!figures) continue;
    const mean = code.constant(`${column.name}_mean`, number(figures.mean));
    const std = code.constant(`${column.name}_std`, number(figures.std));
    code.assign(column, `(${column.id} - ${mean}) / ${std}`);
  }
};
