import type { clipOutliers } from "../steps/clip-outliers.ts";
import type { Emitter } from "./emitter.ts";
import { number } from "./literals.ts";

export const emitClipOutliers: Emitter<typeof clipOutliers> = ({ state, columns }, code) => {
  for (const column of columns) {
    const { id, name } = column;
    const bounds = state[name];
    if (!bounds) continue;
    const low = code.constant(`${name}_low`, number(bounds.low));
    const high = code.constant(`${name}_high`, number(bounds.high));
    code.again(column);
    code.line(`if (${id} < ${low}) ${id} = ${low};`);
    code.line(`else if (${id} > ${high}) ${id} = ${high};`);
  }
};
