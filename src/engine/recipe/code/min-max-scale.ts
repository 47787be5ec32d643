import type { minMaxScale } from "../steps/min-max-scale.ts";
import type { Emitter } from "./emitter.ts";
import { number } from "./literals.ts";

export const emitMinMaxScale: Emitter<typeof minMaxScale> = ({ options: { range }, state, columns }, code) => {
  const [low, high] = range;
  for (const column of columns) {
    const figures = state[column.name];
    if (!figures) continue;
    const min = code.constant(`${column.name}_min`, number(figures.min));
    const span = code.constant(`${column.name}_range`, number(figures.range));
    const share = `(${column.id} - ${min}) / ${span}`;
    code.assign(column, low === 0 && high === 1 ? share : `${number(low)} + (${share}) * ${number(high - low)}`);
  }
};
