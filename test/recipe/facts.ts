import assert from "node:assert/strict";
import { TrainyardError } from "../../src/shared/errors.ts";

/** For `assert.throws`: a refusal of this code at this place, with a remedy. */
export const facts = (code: string, place: object) => (error: unknown) => {
  assert.ok(error instanceof TrainyardError, String(error));
  assert.equal(error.code, code, error.message);
  assert.deepEqual(error.facts.place, place);
  assert.ok(error.facts.remedy.length > 10);
  return true;
};
