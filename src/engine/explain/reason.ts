import { TrainyardError } from "../../shared/errors.ts";

/** An input that no file has is made here: what a step says of it is no fault of the training. Anything else is. */
export function reason(error: unknown): string {
  if (!TrainyardError.is(error)) throw error;
  return error.facts.message;
}
