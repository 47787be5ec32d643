import { TrainyardError } from "../../shared/errors.ts";

/**
 * Does `work` on some rows of a larger whole. An error that names a row by its place among them (from 1) comes to name
 * it by `number`, which is given its position from 0.
 */
export function namingRows<T>(number: (position: number) => number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!TrainyardError.is(error) || error.facts.place?.row === undefined) throw error;
    const row = number(error.facts.place.row - 1);
    throw new TrainyardError({ ...error.facts, place: { ...error.facts.place, row } }, { cause: error });
  }
}
