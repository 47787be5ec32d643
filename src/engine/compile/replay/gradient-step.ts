import type { Tensor } from "@tensorflow/tfjs-core";
import type { CompileRefused } from "../refused.ts";
import { namedOf, settingsOf } from "./call.ts";
import { Follower } from "./follower.ts";
import type { Applied, Differentiate, Place } from "./internals.ts";
import type { OptimizerSteps } from "./optimizer-steps.ts";
import type { Path } from "./path.ts";
import { Recorder } from "./recorder.ts";
import type { Recording } from "./recording.ts";

interface Around {
  /** Brings the values of variables back, where they live in a session. */
  comeHome(): void;
  /** Variables live in the session of a path. */
  moveTo(path: Path): void;
  /** Which gradients of what are computed. */
  called: string;
}

/**
 * A step that JavaScript makes of gradients: from the loss that they are computed of to the end of `applyGradients`, whatever is done to them in
 * between. It is followed, where there are paths, or recorded.
 */
export class GradientStep {
  readonly #place: Place;
  readonly #called: string;
  readonly #began = performance.now();
  readonly #follower: Follower | null;
  #recorder: Recorder | null = null;
  #stop: () => void = () => undefined;

  constructor(place: Place, paths: readonly Path[], { comeHome, moveTo, called }: Around) {
    this.#place = place;
    this.#called = called;
    const onDeparture = (recorder: Recorder) => this.#record(recorder);
    this.#follower = paths.length > 0 ? new Follower(place, paths, { comeHome, moveTo, onDeparture }) : null;
    if (!this.#follower) {
      comeHome();
      this.#record(new Recorder(place, "start"));
    }
  }

  /** Whether no path is known for it, or it has left them. */
  get isRecorded(): boolean {
    return this.#recorder !== null;
  }

  /** The gradients of `f`, promised or computed by `differentiate`. */
  compute(f: () => Tensor, differentiate: (f: () => Tensor) => ReturnType<Differentiate>): ReturnType<Differentiate> {
    let cost: Tensor | null = null;
    let isKept = false;
    const forward = () => {
      try {
        cost = f();
      } catch (error) {
        this.#follower?.abandon();
        throw error;
      }
      if (this.#follower?.differentiates(cost)) {
        isKept = cost.kept;
        cost.kept = true;
        throw FOLLOWED;
      }
      if (cost?.dataId) this.#recorder?.endForward(cost);
      return cost;
    };
    try {
      this.#follower?.start();
      const result = differentiate(forward);
      this.#recorder?.endBackward(result.grads);
      return result;
    } catch (error) {
      if (error !== FOLLOWED) {
        this.abandon();
        throw error;
      }
      const value = cost as unknown as Tensor;
      value.kept = isKept;
      if (!isKept) this.#place.engine.track(value);
      return { value, grads: (this.#follower as Follower).promise(value) };
    }
  }

  /** The gradients are applied: the step is over. */
  apply(steps: OptimizerSteps, gradients: Applied, eager: () => void): void {
    const { optimizer } = steps;
    const follower = this.#follower;
    try {
      if (!steps.isUnchanged) follower?.abandon();
      if (follower?.applies(optimizer, namedOf(gradients))) {
        const followed = follower.finish();
        const cost = steps.run(follower, followed, this.#began);
        if (cost) steps.give(cost, followed.waiting.get(followed.path.cost));
        else eager();
      } else {
        steps.learn(this.#recordApplied(steps, gradients, eager), this.#called);
      }
    } finally {
      this.abandon();
    }
  }

  /** It is not followed or recorded any longer: what was promised has its values. */
  abandon(): void {
    this.#stop();
    this.#stop = () => undefined;
    this.#recorder?.dispose();
    this.#recorder = null;
    this.#follower?.release();
    this.#follower?.dispose();
  }

  #recordApplied({ optimizer }: OptimizerSteps, gradients: Applied, eager: () => void): Recording | CompileRefused {
    const recorder = this.#recorder as Recorder;
    recorder.differentiated(namedOf(gradients));
    const settings = settingsOf(optimizer);
    eager();
    this.#stop();
    this.#recorder = null;
    return recorder.finish(settings, true);
  }

  #record(recorder: Recorder): void {
    this.#recorder = recorder;
    this.#stop = recorder.install();
  }
}

/** Leaves the computation of gradients once the loss has been followed: its scopes are closed on the way. */
const FOLLOWED = Symbol("followed");
