import { deserialize, serialize } from "node:v8";
import type { Experiment } from "../../protocol/experiment.ts";
import type { FitContext, LabelledRows } from "../model/algorithm.ts";
import type { TargetState } from "../model/target.ts";
import { firstRows } from "./rows.ts";

/** A training that a backend is to be chosen for. */
export interface Work extends Pick<FitContext<unknown, TargetState>, "target" | "features" | "settings" | "train" | "validation"> {
  model: Experiment["model"];
  /** Artifacts of the run whose encoder the network begins with. */
  encoder?: string | undefined;
}

/** Bytes of rows that a measuring process is given: enough that a step finds its rows as far away as in the training itself. */
const MOST_BYTES = 8 * 2 ** 20;

/** Mini-batch steps of the whole training. */
export const stepsOf = ({ train, settings }: Work): number => settings.epochs * Math.ceil(train.y.length / settings.batchSize);

/**
 * The same training on some of its rows, as text for another process: as many steps, at the same rate and batch size, and nothing
 * that ends it early.
 */
export function packWork(work: Work): string {
  const { model, target, features, settings, encoder } = work;
  const part = (rows: LabelledRows<unknown>) => firstRows(rows, { bytes: MOST_BYTES, batch: settings.batchSize });
  const train = part(work.train);
  const shorter: Work = { model, target, features: [...features], settings, train, validation: part(work.validation), encoder };
  const epochs = Math.ceil(stepsOf(work) / stepsOf({ ...shorter, settings: { ...settings, epochs: 1 } }));
  return serialize({ ...shorter, settings: { ...settings, epochs, earlyStopping: false } } satisfies Work).toString("base64");
}

export const unpackWork = (packed: string): Work => deserialize(Buffer.from(packed, "base64")) as Work;
