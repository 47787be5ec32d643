import type { quantileScale } from "../steps/quantile-scale.ts";
import type { Emitter } from "./emitter.ts";
import { list, number } from "./literals.ts";

export const emitQuantileScale: Emitter<typeof quantileScale> = ({ options: { distribution }, state, columns }, code) => {
  for (const column of columns) {
    const figures = state[column.name];
    if (!figures) continue;
    const quantiles = code.constant(`${column.name}_quantiles`, list(figures.quantiles.map(number)));
    const share = code.call("shareOf", column.id, quantiles, distribution === "normal" ? "1e-7" : "0");
    code.assign(column, distribution === "normal" ? code.call("bellOf", share) : share);
  }
};
