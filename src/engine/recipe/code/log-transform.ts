import type { logTransform } from "../steps/log-transform.ts";
import type { Emitter } from "./emitter.ts";
import { number } from "./literals.ts";

export const emitLogTransform: Emitter<typeof logTransform> = ({ options: { shift, outOfRange }, state, columns }, code) => {
  const log = (value: string) => (shift === 1 ? `Math.log1p(${value})` : `Math.log(${value} + ${number(shift)})`);
  for (const column of columns) {
    const { id, name } = column;
    const figures = state[name];
    if (!figures) continue;
    const outside = `${id} + ${number(shift)} <= 0`;
    if (outOfRange === "error") {
      code.line(`if (${outside}) ${code.fail(`${name} has no logarithm`)};`);
      code.assign(column, log(id));
    } else {
      const instead = outOfRange === "clip" ? log(code.constant(`${name}_least`, number(figures.least))) : "Number.NaN";
      code.assign(column, `${outside} ? ${instead} : ${log(id)}`);
    }
  }
};
