import type { Column } from "../../data/column.ts";
import { groupUnseen } from "../derive/errors.ts";
import { keyedGroups } from "../derive/group-key.ts";
import { STATISTICS } from "../derive/statistics.ts";
import { byRole, type Step, type StepOptions } from "../step.ts";
import { numberColumn, presentNumbers } from "../values.ts";

type Options = StepOptions<"group-aggregate">;

interface State {
  /** A group's key -> its figures: those of the first column, then of the second... Null where there is none. */
  groups: [key: string, figures: (number | null)[]][];
  overall: (number | null)[];
}

/**
 * Figures of a number over the training rows of the same group, as a new column `price_mean_by_town`; as pandas'
 * `groupby(...).agg(...)`. A group in which training has no figure gets that of an unseen one, but for the count, which is 0.
 */
export const groupAggregate: Step<Options, State> = {
  accepts: () => ["number"],
  uses: ({ by }) => by,

  fit(columns, options) {
    const { chosen, used } = byRole(columns, options, options.by);
    const { groups, keys } = keyedGroups([...used.values()]);
    const figures = keys.map((): (number | null)[] => []);
    const overall: (number | null)[] = [];
    for (const column of chosen) {
      if (column.kind !== "number") continue;
      for (const [group, values] of split(column.values, groups, keys.length).entries())
        figures[group]?.push(...figuresOf(values, options));
      overall.push(...figuresOf(presentNumbers(column.values), options));
    }
    return { groups: keys.flatMap((key, group) => (key === null ? [] : [[key, figures[group] ?? []]])), overall };
  },

  apply(columns, options, state) {
    const { chosen, used } = byRole(columns, options, options.by);
    const by = [...used.values()];
    const { groups, labels, keys } = keyedGroups(by);
    const known = new Map(state.groups);
    const found = keys.map((key) => (key === null ? undefined : known.get(key)));
    if (options.unseen === "error") {
      const row = groups.findIndex((group) => found[group] === undefined);
      if (row >= 0) throw groupUnseen((by[0] as Column).name, row + 1, labels[groups[row] as number] ?? []);
    }
    const made = namesOf(chosen, options).map((name, at) => {
      const instead = options.unseen === "overall" ? (state.overall[at] ?? Number.NaN) : Number.NaN;
      const isCount = options.statistics[at % options.statistics.length] === "count";
      const unseen = isCount && options.unseen === "overall" ? 0 : instead;
      const figures = Float64Array.from(found, (all) => all?.[at] ?? unseen);
      return numberColumn(
        name,
        Float64Array.from(groups, (group) => figures[group] as number),
      );
    });
    return [...columns, ...made];
  },
};

const figuresOf = (values: Float64Array, { statistics }: Options): (number | null)[] =>
  statistics.map((name) => {
    const figure = STATISTICS[name](values);
    return Number.isFinite(figure) ? figure : null;
  });

const namesOf = (chosen: readonly Column[], { statistics, by }: Options): string[] =>
  chosen.flatMap(({ name }) => statistics.map((statistic) => `${name}_${statistic}_by_${by.join("_")}`));

/** The values that are there, group by group. */
function split(values: Float64Array, groups: Int32Array, count: number): Float64Array[] {
  const sizes = new Int32Array(count);
  for (const [row, value] of values.entries())
    if (!Number.isNaN(value)) sizes[groups[row] as number] = (sizes[groups[row] as number] as number) + 1;
  const parts = Array.from(sizes, (size) => new Float64Array(size));
  sizes.fill(0);
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    const group = groups[row] as number;
    (parts[group] as Float64Array)[sizes[group] as number] = value;
    sizes[group] = (sizes[group] as number) + 1;
  }
  return parts;
}
