import type { Arbitrary } from "fast-check";
import type { PROPERTIES, Row } from "../../../protocol/modeltest.schema.ts";
import type { FailingRow } from "../../../protocol/modeltest.ts";
import { type Answer, say } from "../answers.ts";

/** What has to hold of rows whatever they are. */
export interface Property<T = unknown> {
  name: (typeof PROPERTIES)[number];
  /** As a sentence. */
  title: string;
  rows: Arbitrary<T>;
  /** The rows that do not keep it. */
  broken(made: T): Promise<FailingRow[]>;
}

/** Of whatever it makes, as one of many. */
export const property = <T>(one: Property<T>): Property => one as unknown as Property;

/** The rows whose answer is wrong, with what was expected instead. */
export function failuresOf(
  rows: readonly Row[],
  answers: readonly Answer[],
  wrong: (answer: Answer, row: Row) => string | null,
): FailingRow[] {
  return answers.flatMap((answer, i) => {
    const row = rows[i] ?? {};
    const expected = wrong(answer, row);
    return expected === null ? [] : [{ input: row, expected, got: say(answer) }];
  });
}
