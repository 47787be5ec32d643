import type { CrossValidation } from "../../../protocol/cross-validation.ts";
import { positions } from "../../recipe/values.ts";
import { type Random, randomFrom, shuffle } from "../random.ts";
import { type Assignment, byAppearance, groupKFold, groupStretches, kFold, stratifiedKFold } from "./assign.ts";
import { stratifiedGroupKFold } from "./stratified-group.ts";
import { lastInTime, type Part, timeSeriesSplit } from "./time.ts";

/** What folds are cut by: for each row, as far as the method asks for it. */
export interface FoldRows {
  rows: number;
  /** Codes of the classes, from 0. */
  classes?: ArrayLike<number>;
  /** Codes of the groups, from 0. */
  groups?: ArrayLike<number>;
  times?: Float64Array;
}

export type FoldSettings = Pick<CrossValidation, "method" | "folds" | "repeats" | "seed"> & {
  /** For `time`: rows this close before a fold are left out, in the unit of `times`. */
  gap?: number;
};

/** The parts of each fold, repeat after repeat. Rows are put into a random order first, by the seed, unless time gives it. */
export function foldsOf(of: FoldRows, settings: FoldSettings): Part[] {
  const { method, folds, repeats, seed, gap } = settings;
  if (method === "time") return timeSeriesSplit(of.times as Float64Array, folds, gap);
  const random = randomFrom(seed, "folds");
  return Array.from({ length: repeats }, () => partsOf(assignShuffled(of, settings, random), folds)).flat();
}

/** One part of the rows set aside, about this share of them, in the manner of the folds. */
export function setAside(of: FoldRows, settings: FoldSettings, share: number): Part {
  if (settings.method === "time") return lastInTime(of.times as Float64Array, share);
  const folds = Math.max(2, Math.round(1 / share));
  return foldsOf(of, { ...settings, folds, repeats: 1 })[0] as Part;
}

function assignShuffled(of: FoldRows, { method, folds, repeats }: FoldSettings, random: Random): Assignment {
  const order = positions(of.rows);
  shuffle(order, random);
  const taken = (codes: ArrayLike<number> | undefined) => byAppearance(Int32Array.from(order, (row) => codes?.[row] as number));
  const assigned = {
    "k-fold": () => kFold(of.rows, folds),
    stratified: () => stratifiedKFold(taken(of.classes), folds),
    group: () => (repeats === 1 ? groupKFold(taken(of.groups), folds) : groupStretches(taken(of.groups), folds)),
    "stratified-group": () => stratifiedGroupKFold(taken(of.classes), taken(of.groups), folds),
  }[method as Exclude<FoldSettings["method"], "time">]();
  const result = new Int32Array(of.rows);
  for (const [i, row] of order.entries()) result[row] = assigned[i] as number;
  return result;
}

const partsOf = (assignment: Assignment, folds: number): Part[] =>
  Array.from({ length: folds }, (_, fold) => ({
    train: positions(assignment.length, (row) => assignment[row] !== fold),
    test: positions(assignment.length, (row) => assignment[row] === fold),
  }));
