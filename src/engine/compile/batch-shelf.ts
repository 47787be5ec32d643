import type { BatchProgram } from "./batch-program.ts";
import type { NodeBackend } from "./binding.ts";
import { sameConstant } from "./constants.ts";
import type { Constant } from "./graph.ts";
import type { Roles } from "./roles.ts";
import type { Session } from "./session.ts";

/** A graph for any number of rows in its session, and what it does. */
export interface BatchMade {
  roles: Roles;
  program: BatchProgram;
  session: Session;
  /** Of its variables and constants. */
  bytes: number;
}

/**
 * Sessions of predictions and evaluations whose functions have gone, kept for the next function that does the same with variables of its own, as
 * those of trainings are (`Shelf`). The one that was used longest ago is closed first.
 */
export class BatchShelf {
  #idle: BatchMade[] = [];

  /** One for all functions on a backend. */
  static of(backend: NodeBackend): BatchShelf {
    const shelf = shelves.get(backend) ?? new BatchShelf();
    shelves.set(backend, shelf);
    return shelf;
  }

  /** One that does the same, under the names of the variables that are wanted; null if there is none. */
  take(wanted: Roles): BatchMade | null {
    const found = this.#idle.find(({ roles }) => isSame(roles, wanted));
    if (!found) return null;
    this.#idle = this.#idle.filter((one) => one !== found);
    const { program, roles } = found;
    const variables = new Map(
      roles.variables.flatMap((name, i) => {
        const variable = program.variables.get(name);
        return variable ? [[wanted.variables[i] as string, variable] as const] : [];
      }),
    );
    return { ...found, roles: wanted, program: { ...program, variables } };
  }

  /** Keeps it for others, or closes its session. */
  release(made: BatchMade): void {
    if (made.bytes > MOST_BYTES) {
      made.session.close();
      return;
    }
    this.#idle.push(made);
    for (const old of this.#idle.splice(0, this.#idle.length - MOST_KEPT)) old.session.close();
  }

  /** Closes all that are kept. */
  clear(): void {
    for (const { session } of this.#idle.splice(0)) session.close();
  }
}

const shelves = new WeakMap<NodeBackend, BatchShelf>();

/** A model has one graph for predicting, one for its evaluation. */
const MOST_KEPT = 4;
/** Of one that is kept: its variables lie in native memory once more. */
const MOST_BYTES = 2 ** 25;

const isSame = (known: Roles, wanted: Roles): boolean =>
  known.signature === wanted.signature && known.constants.every((constant, i) => sameConstant(constant, wanted.constants[i] as Constant));
