import type { Tensor } from "@tensorflow/tfjs-core";
import { DTYPE, type NodeBackend, runsGraphs, type TF } from "./binding.ts";
import { Compiled } from "./compile.ts";
import type { ModelOptions, StepTimes, TrainedModel, TrainFunction } from "./model.ts";
import { arrangementOf, type Parts, partsOf, sameParts, stateOf } from "./model-state.ts";
import { hasRate, rateOf } from "./rate.ts";
import type { CompileRefused } from "./refused.ts";
import { outlineOf } from "./roles.ts";
import { Shelf } from "./shelf.ts";
import { Stopwatch } from "./stopwatch.ts";
import { counting, type Plan, StepsWorth } from "./worth.ts";

/** A step that was compiled, and what the model was then. */
interface Current {
  compiled: Compiled;
  parts: Parts;
  state: string;
}

/**
 * `once`: a graph that makes one step a call. `loop`: one that makes many, or one more slowly; the bits are the same however many they are.
 */
export type Way = "once" | "loop";

/** Training steps of one model. */
export class ModelSteps {
  readonly #tf: TF;
  readonly #model: TrainedModel;
  readonly #options: ModelOptions;
  readonly #backend: unknown;
  readonly #watches = { eager: new Stopwatch(), compiled: new Stopwatch() };
  readonly #current: Record<Way, Current | null> = { once: null, loop: null };
  /** Batches of fewer rows than others, at the end of an epoch, so far. */
  lastBatches = 0;
  /** How many rows these have; 0: there are none. */
  rest = 0;
  readonly #worth = new StepsWorth();
  #changes = 0;
  #disposed = false;

  constructor(tf: TF, model: TrainedModel, options: ModelOptions) {
    this.#tf = tf;
    this.#model = model;
    this.#options = options;
    this.#backend = tf.backend();
  }

  get refused(): CompileRefused | null {
    const { once, loop } = this.#current;
    return once?.compiled.refused ?? loop?.compiled.refused ?? null;
  }

  get times(): StepTimes {
    return { eager: this.#watches.eager.quickTime, compiled: this.#watches.compiled.time };
  }

  step(eager: TrainFunction, data: (Tensor | null)[], way: Way | "eager" = "once"): Tensor[] {
    const compiled = way !== "eager" && this.#mayCompile(way, data) ? this.#keep(way, eager, arrangementOf(data)) : null;
    if (!compiled || compiled.refused) return this.#eagerly(() => eager(data));
    const optimizer = this.#model.optimizer_;
    const { iterations } = optimizer;
    const { ran } = compiled;
    const began = performance.now();
    const outputs = compiled.run(...data.filter((one) => one !== null));
    if (compiled.ran > ran) this.#watches.compiled.add(performance.now() - began);
    optimizer.iterations_ = iterations + 1; // a graph does not count them, and watching counts one too many
    return outputs;
  }

  /**
   * Steps on `size` rows each of all data there are, by their indices. Gives each output of each step, or null where such
   * steps have to be made one by one.
   */
  repeat(eager: TrainFunction, data: readonly (Tensor | null)[], indices: Int32Array, size: number): number[][] | null {
    const compiled = this.#mayCompile("loop", data, size) ? this.#keep("loop", eager, data.map((one, i) => (one ? i : "")).join()) : null;
    if (!compiled || compiled.refused) return null;
    const optimizer = this.#model.optimizer_;
    const { iterations } = optimizer;
    const count = indices.length / size;
    const began = performance.now();
    const stacked = compiled.repeat(
      data.filter((one) => one !== null),
      indices,
      size,
    );
    if (!stacked) return null;
    this.#watches.compiled.add(performance.now() - began, count);
    optimizer.iterations_ = iterations + count;
    return stacked.map((one) => {
      const values = one.dataSync();
      one.dispose();
      return Array.from({ length: count }, (_, i) => values[(i * values.length) / count] as number);
    });
  }

  dispose(): void {
    this.#disposed = true;
    for (const one of Object.values(this.#current)) one?.compiled.dispose();
  }

  /** How many steps are to come, where that is known. */
  plan(plan: Plan | null): void {
    this.#worth.plan(plan, this.#watches.eager.count);
  }

  #eagerly<T>(work: () => T): T {
    const { eager } = this.#watches;
    return counting(
      this.#tf,
      () => eager.measure(work),
      (made) => {
        this.#worth.tensors = made;
      },
    );
  }

  #mayCompile(way: Way, data: readonly (Tensor | null)[], rows?: number): boolean {
    const tf = this.#tf;
    if (this.#disposed || this.#changes >= MOST_CHANGES || tf.backend() !== this.#backend || tf.env().getBool("DEBUG")) return false;
    const { after = "worth", measured = 1 } = this.#options;
    const { count } = this.#watches.eager;
    if (after !== "worth") return count >= after;
    const worth = this.#worth;
    if (worth.isThere || (count >= measured && worth.reached(count))) return true;
    worth.isThere = this.#isKept(way, data, rows);
    return worth.isThere;
  }

  /** Whether a model like this one, which is gone, has left a graph of such steps. `rows`: of each step, if they are not those of the data. */
  #isKept(way: Way, data: readonly (Tensor | null)[], rows?: number): boolean {
    if (!runsGraphs(this.#tf)) return false;
    const formed = ({ dtype, shape }: Tensor) => ({ dtype: DTYPE[dtype as "float32"] ?? 0, shape });
    return Shelf.of(this.#backend as NodeBackend).mayHave(() => {
      const inputs = data
        .flatMap((one) => (one ? [formed(one)] : []))
        .map(({ dtype, shape: [all = 0, ...each] }) => ({ dtype, shape: [rows ?? all, ...each] }));
      const weights = this.#model.trainableWeights.map((weight) => formed(weight.read()));
      return outlineOf(inputs, weights, way);
    });
  }

  /** The compiled step, anew when the model has changed. */
  #keep(way: Way, eager: TrainFunction, arrangement: string): Compiled {
    const parts = partsOf(this.#model);
    const state = `${arrangement} ${stateOf(this.#model)}`;
    const same = (one: Current | null) => one?.state === state && sameParts(one.parts, parts);
    const current = this.#current[way];
    if (current && same(current)) {
      current.compiled.rest = this.rest;
      return current.compiled;
    }
    const other = this.#current[way === "once" ? "loop" : "once"];
    if (other?.compiled.refused && same(other)) return other.compiled;
    if (current) this.#changes += 1;
    current?.compiled.dispose();
    const { optimizer_ } = this.#model;
    const holes = arrangement.split(",").map((one) => one === "");
    const call = (...inputs: Tensor[]) => {
      const rest = inputs.values();
      return eager(holes.map((hole) => (hole ? null : (rest.next().value as Tensor))));
    };
    const compiled = new Compiled(this.#tf, call, {
      ...this.#options,
      repeats: way === "loop" ? "rows" : false,
      ...(hasRate(optimizer_) && { settings: { rate: rateOf(optimizer_) } }),
    });
    compiled.rest = this.rest;
    this.#current[way] = { compiled, parts, state };
    return compiled;
  }
}

/** A model that is changed again and again is not worth compiling. */
const MOST_CHANGES = 20;
