import type { BatchProgram } from "./batch-program.ts";
import type { NodeBackend } from "./binding.ts";
import { sameConstant } from "./constants.ts";
import type { Constant } from "./graph.ts";
import { Idle, type Kept, renamed } from "./idle.ts";
import type { Roles } from "./roles.ts";

/** A graph for any number of rows. */
export interface BatchMade extends Kept {
  program: BatchProgram;
}

/**
 * Sessions of predictions and evaluations whose functions have gone, kept for the next function that does the same with variables of its own, as
 * those of trainings are (`Shelf`).
 */
export class BatchShelf {
  readonly #idle = new Idle<BatchMade>();

  /** One for all functions on a backend. */
  static of(backend: NodeBackend): BatchShelf {
    const shelf = shelves.get(backend) ?? new BatchShelf();
    shelves.set(backend, shelf);
    return shelf;
  }

  /** One that does the same, under the names of the variables that are wanted; null if there is none. */
  take(wanted: Roles): BatchMade | null {
    const found = this.#idle.take(({ roles }) => isSame(roles, wanted));
    if (!found) return null;
    const { program, roles } = found;
    const variables = renamed(program.variables, roles, wanted);
    return { ...found, roles: wanted, program: { ...program, variables } };
  }

  /** Keeps it for others, or closes its session. */
  release(made: BatchMade): void {
    this.#idle.release(made);
  }

  /** Closes all that are kept. */
  clear(): void {
    this.#idle.clear();
  }
}

const shelves = new WeakMap<NodeBackend, BatchShelf>();

const isSame = (known: Roles, wanted: Roles): boolean =>
  known.signature === wanted.signature && known.constants.every((constant, i) => sameConstant(constant, wanted.constants[i] as Constant));
