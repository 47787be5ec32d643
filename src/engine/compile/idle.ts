import type { Roles } from "./roles.ts";
import type { Session } from "./session.ts";

/** A graph in its session, and what it does. */
export interface Kept {
  roles: Roles;
  session: Session;
  /** Of its variables and constants. */
  bytes: number;
}

/** Sessions whose functions have gone, kept for the next one that does the same. The one that was used longest ago is closed first. */
export class Idle<T extends Kept> {
  #all: T[] = [];

  has(fits: (kept: T) => boolean): boolean {
    return this.#all.some(fits);
  }

  /** One that fits is no longer idle. */
  take(fits: (kept: T) => boolean): T | null {
    const found = this.#all.find(fits) ?? null;
    this.#all = this.#all.filter((one) => one !== found);
    return found;
  }

  /** Keeps it for others, or closes its session. */
  release(kept: T): void {
    if (kept.bytes > MOST_BYTES) {
      kept.session.close();
      return;
    }
    this.#all.push(kept);
    for (const old of this.#all.splice(0, this.#all.length - MOST_KEPT)) old.session.close();
  }

  /** Closes all that are kept. */
  clear(): void {
    for (const { session } of this.#all.splice(0)) session.close();
  }
}

/** Variables of a program, by the names that those who take the same parts have in another one. */
export const renamed = <V>(variables: ReadonlyMap<string, V>, { variables: known }: Roles, { variables: wanted }: Roles): Map<string, V> =>
  new Map(
    known.flatMap((name, i) => {
      const variable = variables.get(name);
      return variable ? [[wanted[i] as string, variable] as const] : [];
    }),
  );

/** A training has a graph for its batches, and perhaps one for the last, smaller one; a model one for predicting, one for its evaluation. */
const MOST_KEPT = 4;
/** Of one that is kept: its variables lie in native memory once more. */
const MOST_BYTES = 2 ** 25;
