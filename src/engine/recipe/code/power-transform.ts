import type { powerTransform } from "../steps/power-transform.ts";
import type { Emitter } from "./emitter.ts";
import { number } from "./literals.ts";

export const emitPowerTransform: Emitter<typeof powerTransform> = ({ options: { standardize }, state, columns }, code) => {
  for (const column of columns) {
    const figures = state[column.name];
    if (!figures) continue;
    const raised = code.call("yeoJohnson", column.id, code.constant(`${column.name}_lambda`, number(figures.lambda)));
    if (!standardize) code.assign(column, raised);
    else {
      const mean = code.constant(`${column.name}_mean`, number(figures.mean));
      const std = code.constant(`${column.name}_std`, number(figures.std));
      code.assign(column, `(${raised} - ${mean}) / ${std}`);
    }
  }
};
