import type { RecipeStep } from "../../../protocol/experiment.ts";
import type { Column, NumberColumn } from "../../data/column.ts";
import { resultTooLarge } from "../derive/errors.ts";
import { byRole, type Step } from "../step.ts";
import { numberColumn } from "../values.ts";
import type { BeginFold, Fold } from "./fold.ts";
import { lengthOf, type SequenceOptions, sequenceOf } from "./sequence.ts";

type Options = RecipeStep & SequenceOptions;

/** What is known of each group at the end of training. */
interface State {
  groups: [key: string, past: SavedPast][];
}

interface SavedPast {
  /** What the last row was ordered by. */
  last: number;
  /** One for each column that is worked on. */
  folds: (number | null)[][];
}

interface Past {
  last: number;
  folds: Fold[];
}

/** The groups that have been looked at since, and those that wait as training left them. */
interface Memory {
  live: Map<string, Past>;
  saved: ReadonlyMap<string, SavedPast>;
}

/**
 * A step whose results look back at earlier rows: those of the same group where there are groups, in the order of a column
 * or as they come. Training starts without a past, later rows go on where training ended.
 */
export function lookingBack<O extends Options>(step: {
  begin(options: O): BeginFold;
  /** Names of the results, as many as a fold gives. */
  names(column: string, options: O): string[];
}): Step<O> {
  const run = (columns: Column[], options: O, memory: Memory, training: boolean): Column[] => {
    const { chosen, used } = byRole(columns, options, usedBy(options));
    const numbers = chosen.filter((column) => column.kind === "number");
    const rows = lengthOf(columns);
    const names = numbers.map(({ name }) => step.names(name, options));
    const results = names.map((own) => own.map(() => new Float64Array(rows).fill(Number.NaN)));
    const begin = step.begin(options);
    const sequence = sequenceOf(used, options, rows, training);
    const pasts = sequence.keys.map((key) => (key === null ? null : pastOf(memory, key, begin, numbers.length)));
    for (const row of sequence.rows) {
      const past = pasts[sequence.groups[row] as number];
      if (!past) continue;
      sequence.check(row, past.last);
      past.last = sequence.timeOf(row);
      for (let at = 0; at < numbers.length; at += 1) {
        const { name, values } = numbers[at] as NumberColumn;
        const found = (past.folds[at] as Fold).next(values[row] as number);
        const into = results[at] as Float64Array[];
        for (let i = 0; i < found.length; i += 1) {
          const value = found[i] as number;
          if (Math.abs(value) === Number.POSITIVE_INFINITY) throw resultTooLarge(name, options.step, row + 1);
          (into[i] as Float64Array)[row] = value;
        }
      }
    }
    return [...columns, ...names.flatMap((own, at) => own.map((name, i) => numberColumn(name, results[at]?.[i] as Float64Array)))];
  };

  /** To learn is to look back already: what came of it waits for `applyToTraining`. */
  const results = new WeakMap<State, { columns: Column[]; made: Column[] }>();

  const made: Step<O, State, Memory> = {
    accepts: () => ["number"],
    uses: usedBy,
    fit(columns, options) {
      const memory: Memory = { live: new Map(), saved: new Map() };
      const made = run(columns, options, memory, true);
      const state: State = {
        groups: [...memory.live].map(([key, { last, folds }]) => [key, { last, folds: folds.map((fold) => fold.save()) }]),
      };
      results.set(state, { columns, made });
      return state;
    },
    apply: (columns, options, _state, memory) => run(columns, options, memory, false),
    applyToTraining(columns, options, state) {
      const known = results.get(state);
      results.delete(state);
      const same = known?.columns.length === columns.length && known.columns.every((column, i) => column === columns[i]);
      return same ? known.made : run(columns, options, { live: new Map(), saved: new Map() }, true);
    },
    remember: ({ groups }) => ({ live: new Map(), saved: new Map(groups) }),
  };
  return made;
}

const usedBy = ({ order, by }: SequenceOptions): string[] => [...new Set([...(by ?? []), ...(order === undefined ? [] : [order])])];

function pastOf({ live, saved }: Memory, key: string, begin: BeginFold, columns: number): Past {
  const known = live.get(key);
  if (known) return known;
  const kept = saved.get(key);
  const folds = Array.from({ length: columns }, (_, at) => begin(kept?.folds[at] ?? null));
  const past: Past = { last: kept?.last ?? Number.NEGATIVE_INFINITY, folds };
  live.set(key, past);
  return past;
}
