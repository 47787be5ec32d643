import type { Experiment, RecipeStep } from "../../protocol/experiment.ts";
import type { Preview, StepFacts } from "../../protocol/prepare.ts";
import type { ErrorFacts } from "../../shared/errors.ts";
import { beginRecipe, type Learning } from "../recipe/fit.ts";
import { trainingRows } from "../train/prepare.ts";
import { type Passage, passageOf, standing } from "./facts.ts";
import { columnsOf, type PageWanted, pageOf } from "./page.ts";
import type { TrainingSample } from "./sample.ts";
import { Walk } from "./walk.ts";

export interface PreviewWanted extends PageWanted {
  /** Steps up to the one to look at that can be read. */
  steps: readonly RecipeStep[];
  /** Index of the step to look at; -1: the data before the first. */
  step: number;
  /** What is wrong with the step after those, if there are fewer than were asked for. */
  unread?: ErrorFacts | undefined;
  keyOf(step: RecipeStep): string;
}

/** Previews of recipes on the same training rows, one after another. */
export class Previews {
  readonly #walk: Walk;
  readonly #numbers: Float64Array;
  readonly #sample: Preview["sample"];

  /** `numbers`: of the frame's rows in the data. */
  constructor(experiment: Experiment, { frame, numbers, of, booleans }: TrainingSample) {
    const { features, fit, known } = trainingRows(experiment, frame, { booleans });
    this.#walk = new Walk(beginRecipe(features, fit));
    this.#numbers = Float64Array.from(known.kept, (row) => numbers[row] as number);
    this.#sample = { rows: features.rows, of: frame.rows < of ? of : features.rows };
  }

  async preview({ steps, step, unread, keyOf, ...wanted }: PreviewWanted, signal: AbortSignal): Promise<Preview> {
    const { passages, error } = await this.#walk.to(steps, keyOf, signal);
    const failed = this.#inData(error) ?? unread ?? null;
    const last = passages.at(-1)?.after ?? this.#walk.start;
    const facts: StepFacts[] = passages.map((passage) => passage.facts);
    while (facts.length <= step)
      facts.push(standing(facts.length, steps[facts.length]?.step ?? "", last, facts.length === passages.length ? failed : null));
    const seen = passages[step] ?? still(step, last);
    const columns = columnsOf(seen);
    return { step, steps: facts, sample: this.#sample, columns, page: pageOf(seen, columns, this.#numbers, wanted) };
  }

  /** An error with the row's number in the data. */
  #inData(error: ErrorFacts | null): ErrorFacts | null {
    const row = error?.place?.row;
    return error && row !== undefined ? { ...error, place: { ...error.place, row: this.#numbers[row - 1] ?? row } } : error;
  }
}

/** What a step that could not be learnt leaves: everything as it was. */
const still = (step: number, learning: Learning): Passage => passageOf(step, {}, learning, learning);
