import type { Tensor } from "@tensorflow/tfjs-core";
import type { History } from "@tensorflow/tfjs-layers";
import type { TF } from "./binding.ts";

/** A value of logs, as tfjs-layers has them. */
export type Logs = Record<string, number | Tensor>;

/** A callback of a fit, as tfjs-layers keeps it. */
export interface FitCallback {
  onBatchBegin(batch: number, logs?: Logs): Promise<void>;
  onBatchEnd(batch: number, logs?: Logs): Promise<void>;
}

/** tfjs-layers' own first callback, which averages over an epoch. */
export interface BaseLogger extends FitCallback {
  seen: number;
  totals: Logs;
}

export interface CallbackList {
  callbacks: FitCallback[];
  setModel(model: object): void;
  onTrainBegin(): Promise<void>;
  onTrainEnd(): Promise<void>;
  onEpochBegin(epoch: number): Promise<void>;
  onEpochEnd(epoch: number, logs: Logs): Promise<void>;
}

/** What is needed of a copy of tfjs-layers. */
interface LayersModule {
  CallbackList: { prototype: CallbackList };
  CustomCallback: { prototype: FitCallback; new (): CustomCallback };
  History: { prototype: FitCallback };
}

/** Functions that were given to a fit as callbacks. */
interface CustomCallback extends FitCallback {
  batchBegin?: unknown;
  batchEnd?: unknown;
  yield?: unknown;
  yieldEvery: number | "batch" | "epoch" | "never";
}

/** The callbacks of a fit of which none looks at what is between two batches. */
export interface QuietCallbacks {
  list: CallbackList;
  /** Milliseconds after which the fit lets others run. */
  yieldEvery: number;
  /** Is shown every batch, afterwards too: a progress bar. */
  bars: FitCallback[];
  /** Let others run now and then. */
  yielding: FitCallback[];
}

/**
 * Begins `fitLoop`, and takes its callbacks over where none looks between two batches: then nothing has happened yet. Otherwise
 * gives the fit, which goes on.
 */
export function takeCallbacks(tf: TF, begin: () => Promise<History>): QuietCallbacks | Promise<History> {
  const layers = tf as unknown as Partial<LayersModule>;
  const prototype = layers.CallbackList?.prototype;
  if (!prototype || !layers.CustomCallback || !layers.History) return begin();
  // All that comes before the first await runs at once: the callbacks are made in it, and no other fit comes between.
  let taken: QuietCallbacks | null = null;
  const { setModel } = prototype;
  prototype.setModel = function (this: CallbackList, model) {
    prototype.setModel = setModel;
    taken = quietOf(layers as LayersModule, this);
    if (taken) throw new Error("taken over");
    setModel.call(this, model);
  };
  let going: Promise<History>;
  try {
    going = begin();
  } finally {
    prototype.setModel = setModel;
  }
  if (!taken) return going;
  going.catch(() => undefined);
  return taken;
}

function quietOf({ CustomCallback, History: { prototype: idle } }: LayersModule, list: CallbackList): QuietCallbacks | null {
  const [, ...others] = list.callbacks;
  const custom = others.filter((one): one is CustomCallback => one instanceof CustomCallback);
  const ownMethods = (one: FitCallback) => METHODS.some((name) => one[name] !== CustomCallback.prototype[name]);
  const looks = custom.some(
    (one) => ownMethods(one) || one.batchBegin || one.yield || one.yieldEvery === "batch" || (one.batchEnd && !isBar(one)),
  );
  const silent = others.every(
    (one) => one instanceof CustomCallback || METHODS.every((name) => one[name] === idle[name] || isEmpty(one[name])),
  );
  if (looks || !silent) return null;
  const every = custom.map(({ yieldEvery }) => (typeof yieldEvery === "number" ? yieldEvery : Number.POSITIVE_INFINITY));
  return { list, yieldEvery: Math.min(...every), bars: custom.filter(isBar), yielding: custom.filter((one) => !isBar(one)) };
}

const METHODS = ["onBatchBegin", "onBatchEnd"] as const;

/** tfjs-node's own, there unless `verbose` is 0. */
const isBar = (one: FitCallback): boolean => one.constructor.name === "ProgbarLogger";

const isEmpty = (method: unknown): boolean => /^[^{]*\{\s*\}$/.test(String(method));
