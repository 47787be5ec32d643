import type { RawStep, StepFacts } from "../../protocol/prepare.ts";
import type { ErrorFacts } from "../../shared/errors.ts";
import type { Learning } from "../recipe/fit.ts";
import { compareColumns, type Difference, missingIn, placesOf } from "./compare.ts";

/** One step of a recipe: the training rows before and after it, and what became of them. */
export interface Passage {
  before: Learning;
  after: Learning;
  facts: StepFacts;
  /** By name of the columns that are there before and after, and differ. */
  differences: ReadonlyMap<string, Difference>;
  /** Where each row before is afterwards, -1 where it is gone. */
  places: Int32Array;
}

/** What a step that was learnt did. */
export function passageOf(index: number, step: RawStep, before: Learning, after: Learning): Passage {
  const places = placesOf(before.kept, after.kept);
  const then = new Map(after.columns.map((column) => [column.name, column]));
  const differences = new Map<string, Difference>();
  for (const column of before.columns) {
    const next = then.get(column.name);
    if (!next || next === column) continue;
    const difference = compareColumns(column, next, places);
    if (difference.count > 0 || next.kind !== column.kind) differences.set(column.name, difference);
  }
  const names = new Set(before.columns.map(({ name }) => name));
  const worked = after.fitted.length > before.fitted.length;
  const facts: StepFacts = {
    ...standing(index, nameOf(step), before),
    state: step.enabled === false ? "off" : worked ? "done" : "idle",
    rows: [before.kept.length, after.kept.length],
    columns: [before.columns.length, after.columns.length],
    missing: [missingOf(before), missingOf(after)],
    used: worked ? (after.fitted.at(-1)?.columns ?? []) : [],
    added: after.columns.map(({ name }) => name).filter((name) => !names.has(name)),
    removed: [...names].filter((name) => !then.has(name)),
    changed: [...differences.keys()],
    changedCells: [...differences.values()].reduce((sum, { count }) => sum + count, 0),
  };
  return { before, after, facts, differences, places };
}

/** Facts of a step that changed nothing, or could not. */
export function standing(index: number, name: string, at: Learning, error: ErrorFacts | null = null): StepFacts {
  const same = (value: number): [number, number] => [value, value];
  return {
    index,
    name,
    state: error ? "failed" : "unreached",
    rows: same(at.kept.length),
    columns: same(at.columns.length),
    missing: same(missingOf(at)),
    used: [],
    added: [],
    removed: [],
    changed: [],
    changedCells: 0,
    error,
  };
}

const nameOf = ({ step }: RawStep): string => (typeof step === "string" ? step : "");
const missingOf = ({ columns }: Learning) => columns.reduce((sum, column) => sum + missingIn(column), 0);
