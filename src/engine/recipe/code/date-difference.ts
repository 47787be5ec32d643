import { type dateDifference, fixedDate, MILLISECONDS } from "../steps/date-difference.ts";
import { type Emitter, roles } from "./emitter.ts";
import { number } from "./literals.ts";

export const emitDateDifference: Emitter<typeof dateDifference> = (part, code) => {
  const { since, unit, keep } = part.options;
  const fixed = fixedDate(since);
  const { chosen, used } = roles(part, Number.isNaN(fixed) ? [since] : []);
  const [other] = used;
  const start = other ? other.id : code.constant(`since_${since}`, number(fixed));
  for (const column of chosen) {
    if (column.kind !== "date" || column.name === other?.name) continue;
    const { id, name } = column;
    if (!keep) code.remove(column);
    code.add(`${name}_${unit}_since_${since}`, "number", `(${id} - ${start}) / ${MILLISECONDS[unit]}`);
  }
};
