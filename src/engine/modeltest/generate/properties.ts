import { array, nat, tuple } from "fast-check";
import type { ModelTest, Row } from "../../../protocol/modeltest.schema.ts";
import type { FailingRow } from "../../../protocol/modeltest.ts";
import { formatNumber } from "../../../shared/format.ts";
import { looksBack } from "../../explain/explained.ts";
import { type Answer, say } from "../answers.ts";
import type { TestContext } from "../context.ts";
import { mayDrop } from "../declared.ts";
import type { Facts } from "../facts.ts";
import { saysTheSame } from "../move.ts";
import { arbitraryRow } from "./arbitrary.ts";
import { cellProperties } from "./cell-properties.ts";
import { failuresOf, type Property, property } from "./property.ts";
import { segmentProperty } from "./segment-property.ts";

type Generated = Extract<ModelTest, { test: "generated" }>;

/** Those that fit the model. */
export async function propertiesOf(test: Generated, facts: Facts, context: TestContext): Promise<Property[]> {
  const { ask, trained, outputs } = context;
  const row = arbitraryRow(facts);
  const some = array(row, { minLength: 1, maxLength: 6 });
  const several = array(row, { minLength: 2, maxLength: 8 });
  const dropped = mayDrop(trained);
  const alone = !trained.model.inTime && !looksBack(trained.recipe);
  const classes = trained.target.column !== null && trained.target.task !== "regression";
  const each = async (rows: readonly Row[], wrong: (answer: Answer, row: Row) => string | null) => failuresOf(rows, await ask(rows), wrong);
  const usable = (answer: Answer) => (answer.state === "broken" || (answer.state === "left-out" && !dropped) ? "a prediction" : null);
  const sums = (answer: Answer) => (answer.state === "predicted" && classes ? unsound(answer) : null);
  const found: (Property | false)[] = [
    property({
      name: "finite",
      title: "every prediction is a number, or refused with a reason",
      rows: some,
      broken: (rows) => each(rows, usable),
    }),
    classes && property({ name: "probabilities", title: "probabilities sum to 1", rows: some, broken: (rows) => each(rows, sums) }),
    test.bounds !== undefined &&
      property({
        name: "bounds",
        title: `predictions lie in ${formatNumber(test.bounds.min ?? Number.NEGATIVE_INFINITY)} to ${formatNumber(test.bounds.max ?? Number.POSITIVE_INFINITY)}`,
        rows: some,
        broken: (rows) => each(rows, (answer) => outside(answer, outputs[0]?.name ?? "", test.bounds ?? {})),
      }),
    alone &&
      property({
        name: "row-order",
        title: "the order of rows does not matter",
        rows: tuple(several, nat()),
        broken: async ([rows, turn]) => {
          const order = rows.map((_, i) => (i + turn) % rows.length).reverse();
          const there = await ask(order.map((i) => rows[i] ?? {}));
          return differing(
            rows,
            await ask(rows),
            rows.map((_, i) => there[order.indexOf(i)]),
          );
        },
      }),
    alone &&
      property({
        name: "one-at-a-time",
        title: "rows one at a time give what they give all at once",
        rows: several,
        broken: async (rows) => {
          const single: Answer[] = [];
          for (const one of rows) single.push(...(await ask([one])));
          return differing(rows, await ask(rows), single);
        },
      }),
    ...cellProperties(facts, context),
    ...(await segmentProperty(facts, context, (answer) => usable(answer) ?? sums(answer))),
  ];
  return found.filter((one) => one !== false).filter(({ name }) => !test.properties || test.properties.includes(name));
}

function differing(rows: readonly Row[], expected: readonly Answer[], got: readonly (Answer | undefined)[]): FailingRow[] {
  return rows.flatMap((input, i) => {
    const [was, is] = [expected[i], got[i]];
    return was && is && saysTheSame(was, is) ? [] : [{ input, expected: was ? say(was) : "", got: is ? say(is) : "" }];
  });
}

function unsound(answer: Extract<Answer, { state: "predicted" }>): string | null {
  const probabilities = Object.values(answer.values);
  const sum = probabilities.reduce((a, b) => a + b, 0);
  if (Math.abs(sum - 1) > 1e-5 * Math.max(1, probabilities.length)) return `probabilities that sum to 1, and not to ${sum}`;
  return probabilities.some((one) => one < -1e-9 || one > 1 + 1e-6) ? "probabilities between 0 and 1" : null;
}

function outside(answer: Answer, output: string, { min, max }: NonNullable<Generated["bounds"]>): string | null {
  const value = answer.state === "predicted" ? answer.values[output] : undefined;
  if (value === undefined) return null;
  if (min !== undefined && value < min) return `at least ${formatNumber(min)}`;
  return max !== undefined && value > max ? `at most ${formatNumber(max)}` : null;
}
