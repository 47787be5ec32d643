import type { Optimizer, Scalar, Variable } from "@tensorflow/tfjs-core";
import { hasRate, rateOf } from "../rate.ts";
import type { CompileRefused } from "../refused.ts";
import { type Followed, Follower } from "./follower.ts";
import { type Applied, override, type Place } from "./internals.ts";
import type { Path } from "./path.ts";
import { Recorder } from "./recorder.ts";
import type { NamedGradient, Recording } from "./recording.ts";

export type Minimize = (f: () => Scalar, returnCost?: boolean, variables?: Variable[]) => Scalar | null;

/** One call of an optimizer's `minimize`. */
export interface Call {
  optimizer: Optimizer;
  /** As TensorFlow.js does it. */
  eager: Minimize;
  f: () => Scalar;
  returnCost: boolean;
  variables: Variable[] | undefined;
}

/** A call that was made eagerly and taken down. */
export interface Recorded {
  cost: Scalar | null;
  /** Or why there is nothing to learn from it. */
  recording: Recording | CompileRefused;
}

export function recordCall(place: Place, call: Call): Recorded {
  const session = new Session(call);
  session.record(new Recorder(place, "start"));
  try {
    return session.finish(session.make(call.f));
  } finally {
    session.stop();
  }
}

/** Follows the call on one of the paths, or records it from where it leaves them all. `then` is told of a call that was followed to its end. */
export function followCall<T>(
  place: Place,
  call: Call,
  paths: readonly Path[],
  home: { leave(): void; moveTo(path: Path): void },
  then: (follower: Follower, followed: Followed) => T,
): T | Recorded {
  const session = new Session(call);
  const follower = new Follower(place, paths, {
    comeHome: () => home.leave(),
    moveTo: (path) => home.moveTo(path),
    onDeparture: (recorder) => session.record(recorder),
  });
  const forward = () => {
    let cost: Scalar;
    try {
      cost = call.f();
    } catch (error) {
      follower.abandon();
      throw error;
    }
    if (follower.accepts(cost)) throw FOLLOWED;
    return cost;
  };
  try {
    follower.start();
    return session.finish(session.make(forward));
  } catch (error) {
    if (error !== FOLLOWED) throw error;
    return then(follower, follower.finish());
  } finally {
    session.stop();
    follower.dispose();
  }
}

/** Leaves `minimize` once there is nothing left to follow: its scopes are closed on the way. */
const FOLLOWED = Symbol("followed");

/** Makes an eager call, with a recorder that is there from the beginning or joins later. */
class Session {
  readonly #call: Call;
  #settings: ReadonlyMap<string, number> = new Map();
  #recorder: Recorder | null = null;
  #stop: () => void = () => undefined;

  constructor(call: Call) {
    this.#call = call;
  }

  record(recorder: Recorder): void {
    this.#recorder = recorder;
    this.#stop = recorder.install();
  }

  make(f: () => Scalar): Scalar | null {
    const { optimizer, eager, returnCost, variables } = this.#call;
    const { applyGradients } = optimizer;
    const undo = override(optimizer, {
      applyGradients: (gradients) => {
        this.#recorder?.differentiated(namedOf(gradients));
        this.#settings = settingsOf(optimizer);
        applyGradients.call(optimizer, gradients);
      },
    });
    const forward = () => {
      const cost = f();
      if (cost?.dataId) this.#recorder?.endForward(cost);
      return cost;
    };
    try {
      return eager(forward, returnCost, variables);
    } catch (error) {
      this.#recorder?.dispose();
      throw error;
    } finally {
      undo();
    }
  }

  finish(cost: Scalar | null): Recorded {
    this.stop();
    const recorder = this.#recorder as Recorder;
    return { cost, recording: recorder.finish(this.#settings, cost !== null) };
  }

  stop(): void {
    this.#stop();
    this.#stop = () => undefined;
  }
}

/** What may change between steps: the learning rate, where the optimizer has one. */
export const settingsOf = (optimizer: Optimizer): ReadonlyMap<string, number> =>
  new Map(hasRate(optimizer) ? [["rate", rateOf(optimizer).get()]] : []);

export const namedOf = (gradients: Applied): NamedGradient[] =>
  Array.isArray(gradients) ? gradients : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
