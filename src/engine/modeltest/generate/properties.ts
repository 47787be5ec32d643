import { type Arbitrary, array, constantFrom, nat, record, tuple } from "fast-check";
import type { ModelTest, PROPERTIES, Row } from "../../../protocol/modeltest.schema.ts";
import type { FailingRow } from "../../../protocol/modeltest.ts";
import { formatNumber } from "../../../shared/format.ts";
import { looksBack } from "../../explain/explained.ts";
import { type Answer, say } from "../answers.ts";
import { unseenIn } from "../conditions.ts";
import type { TestContext } from "../context.ts";
import { declaredOf, mayDrop } from "../declared.ts";
import type { Facts } from "../facts.ts";
import { saysTheSame } from "../move.ts";
import { arbitraryCell, arbitraryRow } from "./arbitrary.ts";

export type PropertyName = (typeof PROPERTIES)[number];
type Generated = Extract<ModelTest, { test: "generated" }>;

/** What has to hold of rows whatever they are. */
export interface Property<T = unknown> {
  name: PropertyName;
  /** As a sentence. */
  title: string;
  rows: Arbitrary<T>;
  /** The rows that do not keep it. */
  broken(made: T): Promise<FailingRow[]>;
}

/** Those that fit the model. */
export async function propertiesOf(test: Generated, facts: Facts, context: TestContext): Promise<Property[]> {
  const { ask, trained, outputs } = context;
  const row = arbitraryRow(facts);
  const some = array(row, { minLength: 1, maxLength: 6 });
  const several = array(row, { minLength: 2, maxLength: 8 });
  const dropped = mayDrop(trained);
  const alone = !trained.model.inTime && !looksBack(trained);
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

/** An unseen label and a missing value have to do what the recipe says they do. */
function cellProperties(facts: Facts, { ask, trained }: TestContext): Property[] {
  const { recipe } = trained;
  const categories = facts.columns.filter((one) => one.kind === "category" && declaredOf(recipe, one.name).unseen !== null);
  const row = arbitraryRow(facts);
  const unseen = async ({ row: one, column }: { row: Row; column: string }) => {
    const found = facts.columns.find(({ name }) => name === column);
    const changed = { ...one, [column]: found && "levels" in found ? unseenIn(found) : null };
    const wanted = declaredOf(recipe, column).unseen;
    return failuresOf([changed], await ask([changed]), (answer) => {
      if (wanted === "error") return answer.state === "predicted" ? `an error: ${column} is unseen, and its step says "error"` : null;
      return answer.state === "refused" && answer.code === "value-unseen"
        ? `a prediction: the step of ${column} allows unseen values`
        : null;
    });
  };
  const missing = async ({ row: one, column }: { row: Row; column: string }) => {
    const changed = { ...one, [column]: null };
    const { missing: handled, dropped } = declaredOf(recipe, column);
    return failuresOf([changed], await ask([changed]), (answer) => {
      if (answer.state === "left-out") return dropped || mayDrop(trained) ? null : `a prediction or an error with ${column} missing`;
      if (answer.state === "broken") return `a prediction or an error with ${column} missing`;
      const named = answer.state === "refused" && answer.code === "feature-missing" && answer.why.includes(`"${column}"`);
      return handled && named ? `a prediction: a step fills in ${column}` : null;
    });
  };
  const at = (names: readonly string[]) => record({ row, column: constantFrom(...names) });
  return [
    ...(categories.length > 0
      ? [
          property({
            name: "unseen-category",
            title: "an unseen category does what its step says",
            rows: at(categories.map(({ name }) => name)),
            broken: unseen,
          }),
        ]
      : []),
    ...(facts.columns.length > 0
      ? [
          property({
            name: "missing-value",
            title: "a missing value does what the recipe says",
            rows: at(facts.columns.map(({ name }) => name)),
            broken: missing,
          }),
        ]
      : []),
  ];
}

/** Rows around those that the model does badly on. */
async function segmentProperty(facts: Facts, context: TestContext, wrong: (answer: Answer) => string | null): Promise<Property[]> {
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

const property = <T>(one: Property<T>): Property => one as unknown as Property;

function failuresOf(rows: readonly Row[], answers: readonly Answer[], wrong: (answer: Answer, row: Row) => string | null): FailingRow[] {
  return answers.flatMap((answer, i) => {
    const row = rows[i] ?? {};
    const expected = wrong(answer, row);
    return expected === null ? [] : [{ input: row, expected, got: say(answer) }];
  });
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
