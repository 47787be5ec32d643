import type { Row } from "../../../protocol/modeltest.schema.ts";
import type { FailingRow, ModelTest } from "../../../protocol/modeltest.ts";
import { plural } from "../../../shared/format.ts";
import { type Field, probabilityOf } from "../../model/signature.ts";
import type { TargetState } from "../../model/target.ts";
import { type Answer, exact, say } from "../answers.ts";
import { kindOfColumn } from "../changes.ts";
import type { Kind } from "../context.ts";
import { kindUnfit, outputToName } from "../errors.ts";
import { outputNamed } from "../expect.ts";

type Direction = Extract<ModelTest, { test: "direction" }>;

/** Raising a column has to move an output one way. */
export const direction: Kind<"direction"> = async (test, context) => {
  const { column, by, to, tolerance } = test;
  const kind = kindOfColumn(column, context);
  if (by !== undefined && kind !== "number") throw kindUnfit(column, kind, 'a number; give "to" instead of "by"');
  const output = outputOf(test.of, context.outputs, context.trained.target);
  const all = await context.rows(test.rows);
  const rows = to ? all : all.filter((row) => typeof row[column] === "number");
  const steps: ((row: Row) => Row)[] = to
    ? to.map((value) => (row) => ({ ...row, [column]: value }))
    : [(row) => row, (row) => ({ ...row, [column]: Number(row[column]) + (by ?? 0) })];
  const answers: Answer[][] = [];
  for (const step of steps) answers.push(await context.ask(rows.map(step)));
  const failing: FailingRow[] = [];
  let checked = 0;
  for (let at = 1; at < steps.length; at += 1) {
    for (const [i, row] of rows.entries()) {
      const [was, is] = [answers[at - 1]?.[i], answers[at]?.[i]];
      if (!was || !is) continue;
      checked += 1;
      const moved = quantityOf(is, output) - quantityOf(was, output);
      if (MEANS[test.expect](moved, tolerance)) continue;
      const input = (steps[at] as (row: Row) => Row)(row);
      const seen = Number.isNaN(moved) ? say(is) : exact(quantityOf(is, output));
      failing.push({ input, expected: `${output} ${WORDS[test.expect]} ${exact(quantityOf(was, output))}`, got: seen });
    }
  }
  if (checked === 0) return { passed: null, sentence: `No row has a value of ${column} to raise.`, checked, failing };
  const sentence =
    failing.length === 0
      ? `${plural(checked, "move")} of ${column}, each as expected.`
      : `${failing.length} of ${plural(checked, "move")} of ${column} ${failing.length === 1 ? "goes" : "go"} the wrong way.`;
  return { passed: failing.length === 0, sentence, checked, failing };
};

const MEANS: Readonly<Record<Direction["expect"], (moved: number, tolerance: number) => boolean>> = {
  rise: (moved, tolerance) => moved > tolerance,
  "not-fall": (moved, tolerance) => moved >= -tolerance,
  fall: (moved, tolerance) => moved < -tolerance,
  "not-rise": (moved, tolerance) => moved <= tolerance,
};
const WORDS: Readonly<Record<Direction["expect"], string>> = {
  rise: "above",
  "not-fall": "not below",
  fall: "below",
  "not-rise": "not above",
};

const quantityOf = (answer: Answer, output: string) => (answer.state === "predicted" ? (answer.values[output] ?? Number.NaN) : Number.NaN);

function outputOf(of: string | undefined, outputs: readonly Field[], target: TargetState): string {
  const quantities = outputs.filter(({ type }) => type === "double");
  if (of !== undefined) return outputNamed(of, quantities);
  if (target.task === "binary") return probabilityOf(target.classes[1] ?? "");
  const [only, more] = quantities;
  if (!only || more) throw outputToName(quantities.map(({ name }) => name));
  return only.name;
}
