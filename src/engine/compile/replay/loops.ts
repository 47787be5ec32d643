import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import type { TF } from "../binding.ts";
import { setPending } from "../pending.ts";
import { GradientStep } from "./gradient-step.ts";
import type { Applied, Differentiate, Place, ReplayEngine } from "./internals.ts";
import type { OptimizerSteps } from "./optimizer-steps.ts";
import type { Path } from "./path.ts";

/**
 * Loops written by hand on one copy of TensorFlow.js. Which optimizer gradients are for shows when they are applied, so they are watched where
 * they are computed, for all optimizers together.
 */
export class Loops {
  readonly #engine: ReplayEngine;
  #isInstalled = false;
  /** Those that have been given gradients. */
  readonly #applying = new Set<OptimizerSteps>();
  #pending: { step: GradientStep; place: Place } | null = null;
  /** Greater than 0 while what is computed belongs to no step of this kind. */
  #aside = 0;
  /** When gradients were computed last. */
  #began: number | null = null;
  /** Recorded gradients in a row that were never applied. */
  #idle = 0;

  /** One for all optimizers. */
  static of(tf: TF): Loops {
    const engine = tf.engine() as unknown as ReplayEngine;
    const known = all.get(engine) ?? new Loops(engine);
    all.set(engine, known);
    return known;
  }

  private constructor(engine: ReplayEngine) {
    this.#engine = engine;
  }

  /** Stands before the computation of gradients from now on. */
  install(): void {
    if (this.#isInstalled) return;
    this.#isInstalled = true;
    const engine = this.#engine;
    const { gradients } = engine;
    engine.gradients = (f, xs, dy, allowNone) =>
      this.#gradients(f, xs, dy, (forward) => gradients.call(engine, forward, xs, dy, allowNone));
  }

  /** Does something with gradients of its own. */
  aside<T>(work: () => T): T {
    this.#end();
    this.#aside += 1;
    try {
      return work();
    } finally {
      this.#aside -= 1;
    }
  }

  /** `applyGradients` of an optimizer, which `eager` does. */
  apply(steps: OptimizerSteps, gradients: Applied, eager: () => void): void {
    if (this.#aside > 0 || steps.refused) {
      this.aside(eager);
      return;
    }
    const began = this.#began;
    if (!steps.mayCompile()) this.#end();
    const pending = this.#pending;
    this.#applying.add(steps);
    this.#forget();
    this.#aside += 1;
    try {
      if (pending) {
        this.#idle = 0;
        pending.step.apply(steps, gradients, eager);
      } else {
        eager();
        if (began !== null) steps.add(performance.now() - began);
      }
    } finally {
      this.#aside -= 1;
    }
  }

  #gradients(
    f: () => Tensor,
    xs: readonly Tensor[],
    dy: Tensor | null | undefined,
    differentiate: (f: () => Tensor) => ReturnType<Differentiate>,
  ): ReturnType<Differentiate> {
    if (this.#aside > 0 || this.#engine.state.gradientDepth > 0) return differentiate(f);
    this.#end();
    this.#began = performance.now();
    const step = dy || !xs.every(isVariable) ? null : this.#step(`gradients of ${xs.map(({ name }) => name).join()}`);
    if (!step) return differentiate(f);
    try {
      return step.compute(f, differentiate);
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  /** Null where gradients are left alone. */
  #step(called: string): GradientStep | null {
    for (const steps of this.#applying) if (steps.refused) this.#applying.delete(steps);
    const able = [...this.#applying].flatMap((steps) => {
      const place = steps.mayCompile();
      return place ? [{ steps, place }] : [];
    });
    const place = able[0]?.place;
    if (!place) return null;
    const paths = able.flatMap(({ steps }) => steps.paths(called));
    if (paths.length === 0 && this.#idle >= MOST_IDLE) return null;
    const withoutEnd = (work: () => void) => {
      setPending(place.backend, null);
      work();
      if (this.#pending) setPending(place.backend, end);
    };
    const comeHome = () =>
      withoutEnd(() => {
        for (const steps of this.#applying) steps.leave();
      });
    const moveTo = (path: Path) => withoutEnd(() => able.find(({ steps }) => steps.optimizer === path.optimizer)?.steps.moveTo(path));
    const end = () => this.#end();
    const step = new GradientStep(place, paths, { comeHome, moveTo, called });
    this.#pending = { step, place };
    setPending(place.backend, end);
    return step;
  }

  /** Gradients that nobody has applied are computed, and are applied eagerly if ever. */
  #end(): void {
    const pending = this.#pending;
    this.#forget();
    if (!pending) return;
    if (pending.step.isRecorded) this.#idle += 1;
    pending.step.abandon();
  }

  #forget(): void {
    if (this.#pending) setPending(this.#pending.place.backend, null);
    this.#pending = null;
    this.#began = null;
  }
}

const all = new WeakMap<ReplayEngine, Loops>();

/** So many batches may be accumulated before gradients are applied. */
const MOST_IDLE = 64;

const isVariable = (tensor: Tensor): tensor is Variable => "trainable" in tensor;
