import { setImmediate as turn } from "node:timers/promises";
import type { Experiment } from "../../protocol/experiment.ts";
import type { StepFacts } from "../../protocol/prepare.ts";
import { SPLITS, type SplitName } from "../../protocol/run.ts";
import { cancelled } from "../../shared/errors.ts";
import type { Column, Frame } from "../data/column.ts";
import type { Part } from "../data/write-parts.ts";
import { applyRecipe, type Prepared, recall } from "../recipe/apply.ts";
import { beginRecipe, learnStep, learnt } from "../recipe/fit.ts";
import { namingRows } from "../recipe/naming-rows.ts";
import { takeRows } from "../recipe/values.ts";
import { featuresOf, targetOf, trainingRows, withTarget } from "../train/prepare.ts";
import { passageOf } from "./facts.ts";

export interface SplitRows {
  frame: Frame;
  /** For each row its number in the data, from 1. */
  numbers: ArrayLike<number>;
}

export interface PreparedSplits {
  steps: StepFacts[];
  parts: Record<SplitName, Part>;
}

/**
 * Every split as its model is given it: training rows as the recipe leaves them while it learns, later ones as it makes them of
 * rows that come after. Each with the target, where there is one, and the name of its split behind the features.
 */
export async function prepareSplits(
  experiment: Experiment,
  rows: Record<SplitName, SplitRows>,
  booleans: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<PreparedSplits> {
  const { target, features, known, fit } = trainingRows(experiment, rows.train.frame, { booleans });
  let learning = beginRecipe(features, fit);
  const steps: StepFacts[] = [];
  for (const [index, step] of experiment.recipe.entries()) {
    const before = learning;
    learning = namingRows(
      (position) => rows.train.numbers[known.kept[position] as number] as number,
      () => learnStep(before, step, index),
    );
    steps.push(passageOf(index, step, before, learning).facts);
    await turn(); // lets a cancellation be heard
    if (signal.aborted) throw cancelled();
  }
  const { recipe, training } = learnt(learning);
  const memory = recall(recipe);
  const parts = {} as Record<SplitName, Part>;
  for (const split of SPLITS) {
    const { frame, numbers } = rows[split];
    const usable = split === "train" ? known : withTarget(frame, target);
    const number = (position: number) => numbers[usable.kept[position] as number] as number;
    const prepared =
      split === "train" ? training : namingRows(number, () => applyRecipe(recipe, featuresOf(usable.rows, target.column), memory));
    const labels = target.column === null ? [] : [takeRows(targetOf(usable.rows, target.column), prepared.kept)];
    parts[split] = partOf(prepared, labels, split, number);
  }
  return { steps, parts };
}

function partOf(
  { columns, kept, rows }: Prepared,
  labels: readonly Column[],
  split: SplitName,
  number: (position: number) => number,
): Part {
  const side: Column = { kind: "category", name: freeName("split", [...columns, ...labels]), levels: [split], codes: new Int32Array(rows) };
  return { columns: [...columns, ...labels, side], order: Float64Array.from(kept, number) };
}

function freeName(name: string, taken: readonly Column[]): string {
  let free = name;
  while (taken.some((column) => column.name === free)) free = `${free}_`;
  return free;
}
