import type { Expectation } from "../../protocol/modeltest.schema.ts";
import { formatNumber } from "../../shared/format.ts";
import { type Field, PREDICTION, probabilityOf } from "../model/signature.ts";
import type { Answer } from "./answers.ts";
import { unknownName } from "./errors.ts";

type Predicted = Extract<Answer, { state: "predicted" }>;
type Scalar = string | number | boolean;
type Bound = Extract<Exclude<Expectation, Scalar>[string], object>;

/** What of `expectation` the answer does not keep, as a person says it; null where it keeps all. */
export function unmet(answer: Answer, expectation: Expectation, tolerance: number, outputs: readonly Field[]): string | null {
  const wanted: Record<string, Scalar | Bound> = isScalar(expectation) ? { [outputs[0]?.name ?? PREDICTION]: expectation } : expectation;
  const broken = Object.entries(wanted).flatMap(([name, one]) => {
    const output = outputNamed(name, outputs);
    const bound: Bound = typeof one === "object" ? one : { equals: one, tolerance };
    return answer.state === "predicted" && keeps(answer, output, bound) ? [] : [described(output, bound, outputs)];
  });
  return broken.length > 0 ? broken.join(", ") : null;
}

/** The output that a user means by a name: an output, or a class for its probability. */
export function outputNamed(name: string, outputs: readonly Field[]): string {
  const names = outputs.map((output) => output.name);
  const found = [name, probabilityOf(name)].find((one) => names.includes(one));
  if (found === undefined) throw unknownName("output", name, names);
  return found;
}

function keeps({ label, values }: Predicted, output: string, { equals, min, max, tolerance }: Bound): boolean {
  const value = values[output];
  if (value === undefined) return equals === undefined ? within(Number(label), min, max, tolerance) : String(equals) === label;
  if (equals !== undefined && !(Math.abs(value - Number(equals)) <= tolerance)) return false;
  return within(value, min, max, tolerance);
}

const within = (value: number, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, tolerance = 0) =>
  value >= min - tolerance && value <= max + tolerance;

function described(output: string, { equals, min, max }: Bound, outputs: readonly Field[]): string {
  const name = output === outputs[0]?.name ? "" : `${output} `;
  const parts = [
    ...(equals === undefined ? [] : [String(equals)]),
    ...(min === undefined ? [] : [`at least ${formatNumber(min)}`]),
    ...(max === undefined ? [] : [`at most ${formatNumber(max)}`]),
  ];
  return name + parts.join(" and ");
}

const isScalar = (expectation: Expectation): expectation is Scalar => typeof expectation !== "object";
