// biome-ignore-all lint/performance/noBarrelFile: the entry point of the package, as scripts import it.
/**
 * What a training script may use of Trainyard: `import { run, dataset } from "trainyard"`.
 * Optional: a script needs none of it to be tracked. Under plain `node` it changes nothing and `dataset` still reads.
 */
export type { ModelContext } from "../protocol/model-context.ts";
export { type Cell, type DataFrame, type Frame, type FrameColumn, fromDataFrame, toDataFrame } from "./data-frame.ts";
export { type Column, type Dataset, dataset, type Row, type Value } from "./dataset.ts";
export type { BuildModel, TensorFlow } from "./model.ts";
export { run, type ScriptRun } from "./run.ts";
