import { type Arbitrary, constantFrom, nat, tuple } from "fast-check";
import type { Row } from "../../../protocol/modeltest.schema.ts";
import type { Answer } from "../answers.ts";
import type { TestContext } from "../context.ts";
import type { Facts } from "../facts.ts";
import { arbitraryCell } from "./arbitrary.ts";
import { failuresOf, type Property, property } from "./property.ts";

/** Rows around those that the model does badly on. */
export async function segmentProperty(facts: Facts, context: TestContext, wrong: (answer: Answer) => string | null): Promise<Property[]> {
  if (context.segments.length === 0) return [];
  const rows = (await context.rows({ split: "train", count: 1000, seed: 42 })).filter((row) =>
    context.segments.some(({ holds }) => holds(row)),
  );
  if (rows.length === 0) return [];
  const cells = facts.columns.map((column) => arbitraryCell(column).map((cell): Row => ({ [column.name]: cell })));
  const around = tuple(
    constantFrom(...rows),
    nat({ max: cells.length - 1 }).chain((i) => cells[i] as Arbitrary<Row>),
  ).map(([row, change]): Row => ({ ...row, ...change }));
  return [
    property({
      name: "weak-segments",
      title: `rows around the weak segments (${context.segments.map(({ title }) => title).join("; ")}) have sound predictions`,
      rows: around,
      broken: async (row) => failuresOf([row], await context.ask([row]), wrong),
    }),
  ];
}
