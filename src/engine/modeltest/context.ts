import type { Experiment } from "../../protocol/experiment.ts";
import type { Row, RowsWanted } from "../../protocol/modeltest.schema.ts";
import type { FailingRow, ModelTest, ModelTestKind } from "../../protocol/modeltest.ts";
import type { Trained } from "../model/artifacts.ts";
import type { Field } from "../model/signature.ts";
import type { Answer } from "./answers.ts";
import type { Facts } from "./facts.ts";

/** A part of the rows that the model does badly on, found when it was trained. */
export interface WeakSegment {
  /** As a reader says it: `age <= 30`. */
  title: string;
  holds(row: Row): boolean;
}

/** What a test works with: one model, loaded once, and the rows it learnt from. */
export interface TestContext {
  trained: Trained;
  experiment: Experiment;
  /** What the model says of a row, the main output first. */
  outputs: Field[];
  /** Names of the columns that the data have beside the model's inputs. */
  known: ReadonlySet<string>;
  segments: readonly WeakSegment[];
  signal: AbortSignal;
  ask(rows: readonly Row[]): Promise<Answer[]>;
  /** With the target where the rows have it. Throws where there are none. */
  rows(wanted: RowsWanted): Promise<Row[]>;
  /** What the training rows are like, column by column of the inputs. */
  facts(): Promise<Facts>;
  /** Trains anew on at most so many rows, for at most so many epochs, with the run's own seed. */
  retrain(bounds: { rows: number; epochs: number }): Promise<Trained>;
  /** What TensorFlow.js runs on; null where the model has no need of it. */
  backend(): string | null;
}

export interface Verdict {
  /** Null: the test does not apply. */
  passed: boolean | null;
  sentence: string;
  checked: number;
  failing: FailingRow[];
}

/** One kind of test. Input errors that it throws mean that the test, as it is written, cannot be made. */
export type Kind<K extends ModelTestKind> = (test: Extract<ModelTest, { test: K }>, context: TestContext) => Promise<Verdict>;

export const doesNotApply = (why: string): Verdict => ({ passed: null, sentence: why, checked: 0, failing: [] });
