import type { Tensor } from "@tensorflow/tfjs-core";
import { callLength } from "../compile/call-length.ts";
import { Compiled } from "../compile/compile.ts";
import { formOf } from "../compile/form.ts";
import { gainNote, refusedNote } from "../compile/gain.ts";
import { disposeSnapshot, restoreVariables, snapshotOf } from "../compile/snapshot.ts";
import { Stopwatch } from "../compile/stopwatch.ts";
import { type Batch, inOrder, rowsIn } from "./batch.ts";
import { makeSlots } from "./checkpoint/slots.ts";
import { reseedDropout } from "./dropout.ts";
import type { Training } from "./loop.ts";
import { randomFrom } from "./random.ts";
import { setLearningRate } from "./schedule/learning-rate.ts";
import { type StepResult, updateWeights } from "./step.ts";
import type { Steps, StepsOptions } from "./steps.ts";

const LARGEST_SEED = 2 ** 31;
/** A last batch of fewer rows comes once an epoch: so many of these are worth a graph of its own, where one graph cannot be for both. */
const EPOCHS_WORTH_A_GRAPH = 40;

/** Uncompiled steps that tell what compiling gains: the quickest counts, since the first ones are slow while JavaScript itself is compiled. */
const MOST_MEASURED = 25;
/** Of the training's own. */
const SHARE_MEASURED = 0.1;
const MEASURING_MS = 100;
/** On a busy machine some steps take that long alone, and the first of them says nothing of the others. */
const LEAST_MEASURED = 5;
const MEASURING_LEAST_MS = 300;

/** Steps as one graph, and as many of them in one native call as leave room for whoever wants to stop it. */
export function compiledSteps(training: Training, { optimizer, dropping, count, resumed }: StepsOptions): Steps {
  const { tf, network, settings } = training;
  const trying = randomFrom(settings.seed, "compile");
  let drawing = dropping;
  let steps = 0;
  let prepared = false;
  let eagerMs: number | null = null;
  const watch = new Stopwatch();
  const length = callLength();
  const call = (...inputs: Tensor[]) => {
    reseedDropout(network, drawing);
    return tf.tidy(() => updateWeights(training, optimizer, inputs));
  };
  const own = optimizer as unknown as { learningRate: number };
  const rate = { get: () => own.learningRate, set: (value: number) => setLearningRate(optimizer, value) };
  const compiled = new Compiled(tf, call, {
    repeats: "rows",
    seed: () => dropping.below(LARGEST_SEED),
    ...(settings.schedule && { settings: { rate } }),
  });
  if (!resumed && !compiled.refused) makeSlots(tf, optimizer, network);
  const { train } = training;
  const isFixed = !("epoch" in train); // batches that are read, or made, may have any size
  if (isFixed && train.x.rows > settings.batchSize) compiled.rest = train.x.rows % settings.batchSize;

  /** By what does not change when a training is gone on with: its steps have to be made in the same way. */
  const isWorthIt = (size: number): boolean => {
    if (size === settings.batchSize || count === settings.epochs) return true;
    return isFixed && (settings.compile === "on" || settings.epochs >= EPOCHS_WORTH_A_GRAPH);
  };
  /** Beforehand and without a lasting effect, so that each step of a training is made in the same way, resumed or not. */
  const prepare = (inputs: Tensor[]) => {
    const usual = rate.get();
    drawing = trying;
    rate.set(settings.learningRate);
    compiled.prepare(inputs, inputs);
    if (!compiled.refused) eagerMs ??= measure(inputs);
    prepared = true;
    // However many calls that took: a layer's seed is saved with the model.
    reseedDropout(network, randomFrom(settings.seed, "compile"));
    rate.set(usual);
    drawing = dropping;
  };
  /** Milliseconds that a step takes uncompiled: some are made and undone, since nobody could say otherwise what compiling gains. */
  const measure = (inputs: Tensor[]): number => {
    const before = snapshotOf(tf);
    const times: number[] = [];
    const began = performance.now();
    const limit = () => (times.length < LEAST_MEASURED ? MEASURING_LEAST_MS : MEASURING_MS);
    const most = Math.min(MOST_MEASURED, Math.ceil(count * SHARE_MEASURED));
    while (times.length < most && performance.now() - began < limit()) {
      const start = performance.now();
      tf.dispose(call(...inputs));
      times.push(performance.now() - start);
      restoreVariables(tf, before);
    }
    disposeSnapshot(before);
    return Math.min(...times);
  };
  const eagerly = (inputs: Tensor[], value: number) => {
    if (settings.schedule) rate.set(value);
    return call(...inputs);
  };
  const made = (batch: Batch, rates: readonly number[]): Tensor[][] => {
    const all = [...batch.x, batch.y];
    const at = batch.at ?? inOrder(rowsIn(batch));
    const size = at.length / rates.length;
    const rowsAt = (wanted: Int32Array) => {
      const rows = tf.tensor1d(wanted, "int32");
      return all.map((one) => one.gather(rows));
    };
    const rowsOf = (step: number) => rowsAt(at.subarray(step * size, (step + 1) * size));
    const isReady = (rows: number) => compiled.isReady(all.map((one) => ({ ...formOf(one), shape: [rows, ...one.shape.slice(1)] })));
    // Gone on with at its last batch, an epoch has no other one at hand: the graph of both is made of its rows, again and again.
    const prepareFor = (rows: number) => prepare(rowsAt(Int32Array.from({ length: rows }, (_, i) => at[i % size] as number)));
    if (size === compiled.rest && !compiled.refused && !isReady(settings.batchSize)) prepareFor(settings.batchSize);
    const ready = isReady(size);
    if (!ready && !isWorthIt(size)) return [eagerly(rowsOf(0), rates[0] as number)];
    if (!ready && !compiled.refused) prepareFor(size);
    const stacked = compiled.repeat(all, at, size, { rate: rates });
    if (ready && size === settings.batchSize) length.took(rates.length);
    if (stacked) return [stacked];
    return rates.map((value, step) => {
      if (settings.schedule) rate.set(value);
      return compiled.run(...rowsOf(step));
    });
  };
  return {
    together: () => (compiled.refused ? 1 : length.next()),
    make(batch, rates) {
      const { ran } = compiled;
      const began = performance.now();
      prepared = false;
      const results = tf.tidy(() => resultsOf(made(batch, rates), batch.targets, rates.length) as never) as StepResult[];
      if (compiled.ran > ran && !prepared) watch.add(performance.now() - began, rates.length);
      steps += rates.length;
      return results;
    },
    notes() {
      const { ran, refused } = compiled;
      const gain = gainNote({ eager: { count: steps - ran, ms: eagerMs }, compiled: { count: ran, ms: watch.time.ms } });
      const told = refused && (refused.code !== "backend" || settings.compile === "on");
      return [...(gain ? [gain] : []), ...(told ? [refusedNote(refused.message)] : [])];
    },
    dispose: () => compiled.dispose(),
  };
}

/** Losses and raw outputs of `count` steps, stacked or one by one. */
function resultsOf(outputs: readonly Tensor[][], targets: Float32Array, count: number): StepResult[] {
  const each = outputs.flatMap(([losses, raw]) => {
    const [values, all] = [losses?.dataSync(), raw?.dataSync()] as Float32Array[] as [Float32Array, Float32Array];
    return Array.from(values, (loss, i) => ({ loss, raw: partOf(all, i, values.length) }));
  });
  return each.map((one, i) => ({ ...one, targets: partOf(targets, i, count) }));
}

const partOf = (all: Float32Array, i: number, parts: number): Float32Array =>
  all.subarray((i * all.length) / parts, ((i + 1) * all.length) / parts);
