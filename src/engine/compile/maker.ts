import type { Variable } from "@tensorflow/tfjs-core";
import type { NodeBackend, TF } from "./binding.ts";
import { checkStep } from "./check.ts";
import type { Resolutions } from "./constants.ts";
import { formOf } from "./form.ts";
import { buildProgram, type Ways } from "./program.ts";
import { bytesOf, outlineOf, type Roles, rolesOf, variablesOf } from "./roles.ts";
import { Running } from "./running.ts";
import { Session } from "./session.ts";
import { Shelf } from "./shelf.ts";
import type { Trace } from "./trace.ts";
import type { Watched } from "./watched.ts";

export interface MakerOptions {
  ways: Ways;
  /** How far a graph may be from the eager call, relative to 1 or to the value. */
  tolerance: number;
}

/** A graph, and the call that it was made of. */
export interface Unchecked {
  running: Running;
  trace: Trace;
}

/** Makes graphs of watched calls, and compares them with what the calls gave. */
export class Maker {
  readonly #tf: TF;
  readonly #backend: NodeBackend;
  readonly #shelf: Shelf;
  readonly #options: MakerOptions;

  constructor(tf: TF, backend: NodeBackend, options: MakerOptions) {
    this.#tf = tf;
    this.#backend = backend;
    this.#shelf = Shelf.of(backend);
    this.#options = options;
  }

  /** A graph that another function has left which did the same with other variables, if it does this call too. */
  again(call: Watched, resolutions: Resolutions): Unchecked | null {
    const wanted = { ...call, resolutions, roles: this.#rolesOf(call), draws: call.randoms.length };
    const found = this.#shelf.take(this.#tf, this.#backend, wanted);
    try {
      if (found) this.checked(found, call);
      return found;
    } catch {
      return null;
    }
  }

  /** The graph of one call; `other`: the same on fewer rows, which it is to be for too. */
  build(call: Watched, resolutions: Resolutions, other: Watched | null): Unchecked {
    const { trace, inputs, settings, randoms } = call;
    const variables = variablesOf(this.#tf, trace);
    const step = {
      trace,
      resolutions,
      inputs: inputs.map(formOf),
      variables,
      settings: [...settings.keys()],
      other: other && { trace: other.trace, rows: [rowsIn(call), rowsIn(other)] as const },
    };
    const program = buildProgram(step, this.#options.ways);
    const session = new Session(this.#backend.binding, program.nodes);
    const changed = [...trace.assigned.keys()];
    const running = new Running(this.#tf, this.#backend, program, { changed, draws: randoms.length, session });
    const roles = this.#rolesOf(call);
    const all = this.#tf.engine().registeredVariables as Record<string, Variable>;
    const weights = [...variables].flatMap(([name, form]) => (all[name]?.trainable ? [form] : []));
    const outline = outlineOf(step.inputs, weights, this.#options.ways);
    this.#shelf.remember(running, { trace, roles, resolutions, program, session, outline, bytes: bytesOf(roles, variables) });
    return { running, trace };
  }

  /** Compares a graph with what a call has just given. Throws `CompileRefused` where it differs, and closes it. */
  checked({ running, trace }: Unchecked, eager: Watched): Running {
    try {
      checkStep(running, trace, eager, this.#options.tolerance);
      return running;
    } catch (error) {
      running.close();
      throw error;
    }
  }

  /** Leaves a graph to functions that do the same. */
  release(running: Running): void {
    this.#shelf.release(running);
  }

  #rolesOf({ trace, inputs, settings, randoms }: Watched): Roles {
    const more = [this.#options.ways, inputs.map(formOf), [...settings.keys()], randoms.length];
    return rolesOf(trace, variablesOf(this.#tf, trace), more);
  }
}

const rowsIn = ({ inputs }: Watched): number => inputs[0]?.shape[0] ?? 0;
