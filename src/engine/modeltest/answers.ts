import type { Row } from "../../protocol/modeltest.schema.ts";
import { cancelled, TrainyardError } from "../../shared/errors.ts";
import { formatNumber } from "../../shared/format.ts";
import type { Column, Frame } from "../data/column.ts";
import type { Trained } from "../model/artifacts.ts";
import { predictRows } from "../model/predict.ts";
import { type Field, signatureOf } from "../model/signature.ts";
import { isMissing, labelAt, takeRows } from "../recipe/values.ts";
import { frameOfRows } from "./cells.ts";

/** What a model says of one row, whatever its task. */
export type Answer =
  /** `label`: of its main output, where that is no quantity. `values`: its quantities by name. */
  | { state: "predicted"; label: string | null; values: Record<string, number> }
  /** The recipe drops the row. */
  | { state: "left-out" }
  /** An error that says what is wrong with the row. */
  | { state: "refused"; code: string; why: string }
  /** It crashed, or a quantity is no number. */
  | { state: "broken"; why: string };

export const outputsOf = ({ recipe, target, model }: Trained): Field[] => signatureOf(recipe, target, model.outputs).outputs;

/**
 * What the model says of rows, one answer each; it never throws for what is in them. Where rows together are refused,
 * each is asked about by itself.
 */
export async function answersOf(trained: Trained, rows: readonly Row[], signal: AbortSignal): Promise<Answer[]> {
  return answer(trained, frameOfRows(rows, trained.recipe.inputs), signal);
}

async function answer(trained: Trained, frame: Frame, signal: AbortSignal): Promise<Answer[]> {
  if (signal.aborted) throw cancelled();
  if (frame.rows === 0) return [];
  try {
    const columns = await predictRows(trained, frame);
    const outputs = outputsOf(trained);
    return Array.from({ length: frame.rows }, (_, row) => answerAt(columns, outputs, row));
  } catch (error) {
    if (frame.rows === 1) return [unanswered(error)];
    const middle = frame.rows >> 1;
    const first = await answer(trained, part(frame, 0, middle), signal);
    return [...first, ...(await answer(trained, part(frame, middle, frame.rows), signal))];
  }
}

function answerAt(columns: readonly Column[], outputs: readonly Field[], row: number): Answer {
  if (columns.every((column) => isMissing(column, row))) return { state: "left-out" };
  const values: Record<string, number> = {};
  for (const [i, column] of columns.entries()) {
    if (!isQuantity(outputs[i]) || column.kind !== "number") continue;
    const value = column.values[row] as number;
    if (!Number.isFinite(value)) return { state: "broken", why: `${column.name} is ${value}` };
    values[column.name] = value;
  }
  const [main] = columns;
  return { state: "predicted", label: main && !isQuantity(outputs[0]) ? labelAt(main, row) : null, values };
}

const isQuantity = (field: Field | undefined) => field?.type === "double";

function unanswered(error: unknown): Answer {
  if (TrainyardError.is(error) && error.facts.kind === "input") return { state: "refused", code: error.code, why: error.message };
  return { state: "broken", why: error instanceof Error ? (error.message.split("\n", 1)[0] as string) : String(error) };
}

function part(frame: Frame, from: number, to: number): Frame {
  const rows = Int32Array.from({ length: to - from }, (_, i) => from + i);
  return { rows: rows.length, columns: frame.columns.map((column) => takeRows(column, rows)) };
}

/** An answer in few words: `Adelie (0.93)`, `12.3`, `refused: ...`. */
export function say(answer: Answer): string {
  if (answer.state === "left-out") return "no prediction: the recipe drops the row";
  if (answer.state === "refused") return `refused: ${answer.why}`;
  if (answer.state === "broken") return `broken: ${answer.why}`;
  const { label, values } = answer;
  const numbers = Object.entries(values);
  if (label === null) return numbers.map(([name, value]) => (numbers.length === 1 ? exact(value) : `${name} ${exact(value)}`)).join(", ");
  const own = numbers.find(([name]) => name === `probability_${label}`);
  return own ? `${label} (${formatNumber(own[1])})` : label;
}

/** Enough digits to see that two are not the same. */
export const exact = (value: number): string => String(Number(value.toPrecision(7)));
