// biome-ignore-all lint/performance/noBarrelFile: the entry point of a library, `import { compile } from "trainyard/compile"`.
/** `tf.function` for TensorFlow.js on tfjs-node: functions and models whose steps run as one TensorFlow graph. */
export type { TF } from "./binding.ts";
export type { CompileOptions, Data, Setting } from "./compile.ts";
export type { BatchOptions } from "./compiled-batch.ts";
export { disposeKept } from "./dispose-kept.ts";
export { type CompiledFunction, compile } from "./function.ts";
export { type CompiledModel, compileModel, type ModelOptions, type StepTime, type StepTimes } from "./model.ts";
export { type CompiledPrediction, compilePredict } from "./predict.ts";
export { rateOf } from "./rate.ts";
export { CompileRefused, type RefusedCode } from "./refused.ts";
export { type CompiledMinimize, compileMinimize } from "./replay/compile-minimize.ts";
export type { MinimizeOptions } from "./replay/optimizer-steps.ts";
export type { After } from "./worth.ts";
