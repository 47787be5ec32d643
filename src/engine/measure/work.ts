import { deserialize, serialize } from "node:v8";
import type { Experiment } from "../../protocol/experiment.ts";
import type { FitContext, LabelledRows } from "../model/algorithm.ts";
import type { TargetState } from "../model/target.ts";
import { firstRows, rowCount } from "./rows.ts";

/** A training that a backend is to be chosen for. */
export interface Work extends Pick<FitContext<unknown, TargetState>, "target" | "features" | "settings" | "train" | "validation"> {
  model: Experiment["model"];
  /** Artifacts of the run whose encoder the network begins with. */
  encoder?: string | undefined;
}

/** Bytes of rows that a measuring process is given: enough that a step finds its rows as far away as in the training itself. */
const MOST_BYTES = 8 * 2 ** 20;

/** Where early stopping ends a training, as a rule: not before some epochs, and rarely much later than it has patience for. */
const LEAST_EPOCHS = 20;
const PATIENCES = 3;

/** Mini-batch steps of an epoch. */
export const batchesOf = ({ train, settings }: Pick<Work, "train" | "settings">): number => Math.ceil(rowCount(train) / settings.batchSize);

/** Steps that the training may take. */
export const stepsOf = (work: Work): number => work.settings.epochs * batchesOf(work);

/** Steps that it will take, as far as can be told. */
export function expectedSteps(work: Work): number {
  const { epochs, earlyStopping } = work.settings;
  const expected = earlyStopping ? Math.max(LEAST_EPOCHS, PATIENCES * earlyStopping.patience) : epochs;
  return Math.min(epochs, expected) * batchesOf(work);
}

/**
 * The same training on some of its rows, as text for another process: as many steps, at the same rate and batch size, and nothing
 * that ends it early.
 */
export function packWork(work: Work): string {
  const { model, target, features, settings, encoder } = work;
  const part = (rows: LabelledRows<unknown>) => firstRows(rows, { bytes: MOST_BYTES, batch: settings.batchSize });
  const train = part(work.train);
  const shorter: Work = { model, target, features: [...features], settings, train, validation: part(work.validation), encoder };
  const epochs = Math.ceil(stepsOf(work) / batchesOf(shorter));
  return serialize({ ...shorter, settings: { ...settings, epochs, earlyStopping: false } } satisfies Work).toString("base64");
}

export const unpackWork = (packed: string): Work => deserialize(Buffer.from(packed, "base64")) as Work;
