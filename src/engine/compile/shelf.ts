import type { NodeBackend, TF } from "./binding.ts";
import { type Resolutions, sameConstant } from "./constants.ts";
import type { Constant } from "./graph.ts";
import { Idle, type Kept, renamed } from "./idle.ts";
import type { Program } from "./program.ts";
import type { Roles } from "./roles.ts";
import { Running } from "./running.ts";
import type { Trace } from "./trace.ts";

/** A graph, and the call that it was made of. */
export interface Made extends Kept {
  trace: Trace;
  resolutions: Resolutions;
  program: Program;
  /** What could be told of the call before it was made. */
  outline: string;
}

/** A call that a graph is wanted for. */
export interface Wanted {
  trace: Trace;
  roles: Roles;
  resolutions: Resolutions;
  settings: ReadonlyMap<string, number>;
  draws: number;
}

/**
 * Sessions whose functions have gone, kept for the next function that does the same with variables of its own: the folds of a
 * cross-validation, a search that makes the same network again.
 */
export class Shelf {
  readonly #idle = new Idle<Made>();
  readonly #made = new WeakMap<Running, Made>();

  /** One for all functions on a backend. */
  static of(backend: NodeBackend): Shelf {
    const shelf = shelves.get(backend) ?? new Shelf();
    shelves.set(backend, shelf);
    return shelf;
  }

  /** From now on this may be kept when its function goes. */
  remember(running: Running, made: Made): void {
    this.#made.set(running, made);
  }

  /** Whether there is a session of a call that looked like this one before it was made; `outlineOf` is asked where there is any. */
  mayHave(outlineOf: () => string): boolean {
    let outline: string | undefined;
    return this.#idle.has((made) => {
      outline ??= outlineOf();
      return made.outline === outline;
    });
  }

  /** A session for this call, under the names of its own variables, and the trace that it was made of; null if there is none. */
  take(tf: TF, backend: NodeBackend, wanted: Wanted): { running: Running; trace: Trace } | null {
    const found = this.#idle.take((made) => isFit(made, wanted));
    if (!found) return null;
    const { program, session, trace, roles } = found;
    const own = <V, N extends { variables: ReadonlyMap<string, V> }>(nodes: N | null): N | null =>
      nodes && { ...nodes, variables: renamed(nodes.variables, roles, wanted.roles) };
    const running = new Running(
      tf,
      backend,
      { ...program, once: own(program.once), loop: own(program.loop) },
      { changed: [...wanted.trace.assigned.keys()], draws: wanted.draws, session },
    );
    this.#made.set(running, found);
    return { running, trace };
  }

  /** Keeps its session for others, or closes it. */
  release(running: Running): void {
    const made = this.#made.get(running);
    this.#made.delete(running);
    if (made) this.#idle.release(made);
    else running.close();
  }

  /** Closes all that are kept. */
  clear(): void {
    this.#idle.clear();
  }
}

const shelves = new WeakMap<NodeBackend, Shelf>();

/** Of 32-bit floats: a few units in the last place. */
const CLOSE = 1e-6;

function isFit({ roles, resolutions }: Made, wanted: Wanted): boolean {
  return (
    roles.signature === wanted.roles.signature &&
    roles.constants.every((constant, i) => standsFor(resolutions, constant, wanted, wanted.roles.constants[i] as Constant))
  );
}

/** Whether what a constant was taken for is true of one in another call. */
function standsFor(resolutions: Resolutions, known: Constant, wanted: Wanted, constant: Constant): boolean {
  const [was, is] = [resolutions.get(known), wanted.resolutions.get(constant)];
  if (was?.as === "random") return is?.as === "random" && JSON.stringify(was.drawn) === JSON.stringify(is.drawn);
  if (is?.as === "random") return false;
  if (was?.as !== "setting") return is?.as !== "setting" && sameConstant(known, constant);
  const setting = wanted.settings.get(was.name) as number;
  const factors = was.factor.values as Float32Array;
  const values = constant.values as Float32Array;
  return factors.every((factor, i) => Math.abs(factor * setting - (values[i] as number)) <= CLOSE * Math.abs(factor * setting));
}
