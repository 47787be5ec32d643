import type { groupAggregate } from "../steps/group-aggregate.ts";
import { type Emitter, roles } from "./emitter.ts";
import { list, literal, map, number, text } from "./literals.ts";

export const emitGroupAggregate: Emitter<typeof groupAggregate> = (part, code) => {
  const { by, statistics, unseen } = part.options;
  const { chosen, used } = roles(part, by);
  const { groups, overall } = part.state;
  const key = code.call("groupKey", list(used.map((column) => code.label(column))));
  const table = code.constant(
    `by_${by.join("_")}`,
    map(groups.map(([group, figures]) => [text(group), list(figures.map(literal))])),
    "ReadonlyMap<string | null, readonly (number | null)[]>",
  );
  const found = code.local(`of_${by.join("_")}`, `${table}.get(${key})`);
  if (unseen === "error") code.line(`if (${found} === undefined) ${code.fail(`training never saw the group of ${by.join(", ")}`)};`);
  const names = chosen.flatMap(({ name }) => statistics.map((statistic) => `${name}_${statistic}_by_${by.join("_")}`));
  for (const [at, name] of names.entries()) {
    const isCount = statistics[at % statistics.length] === "count";
    const instead = unseen !== "overall" ? Number.NaN : isCount ? 0 : (overall[at] ?? Number.NaN);
    code.add(name, "number", `${found}?.[${at}] ?? ${number(instead)}`);
  }
};
