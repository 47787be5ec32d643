import type { ratio } from "../steps/ratio.ts";
import { type Emitter, roles } from "./emitter.ts";
import { number, text } from "./literals.ts";

export const emitRatio: Emitter<typeof ratio> = (part, code) => {
  const { denominator, whenZero } = part.options;
  const { chosen, used } = roles(part, [denominator]);
  const [below] = used;
  if (below?.kind !== "number") return;
  for (const { id, name, kind } of chosen) {
    if (kind !== "number") continue;
    const made = `${name}_per_${denominator}`;
    const zero =
      whenZero === "error"
        ? code.fail(`${name} cannot be divided by ${denominator}, which is 0`)
        : whenZero === "missing"
          ? "Number.NaN"
          : number(whenZero);
    const share = code.call("bounded", `${id} / ${below.id}`, text(made));
    code.add(made, "number", `${below.id} === 0 && !Number.isNaN(${id}) ? ${zero} : ${share}`);
  }
};
