import type { Experiment } from "../../protocol/experiment.ts";
import { METRICS, metricName } from "../../protocol/metrics.ts";
import { isSupervised, type Task } from "../../protocol/task.ts";
import { closest } from "../../shared/closest.ts";
import { Scanner } from "./scan.ts";

export type Gate = Limit | BetterThan;

/** A figure against a number. */
export interface Limit {
  kind: "limit";
  text: string;
  metric: string;
  /** `mean`: of the folds of a cross-validation; `low` and `high`: the ends of the interval. */
  of: "value" | "low" | "high" | "mean";
  /** The rows of one value of a column alone. */
  segment: { column: string; value: string } | null;
  /** The worst value of this column. */
  worst: string | null;
  comparison: ">=" | ">" | "<=" | "<";
  limit: number;
}

export interface BetterThan {
  kind: "better-than";
  text: string;
  /** `baseline`, `champion`, or what names a run. */
  rival: string;
}

const NAME = /[A-Za-z_]\w*/;
const NUMBER = /[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/;

/** Reads one gate. Throws `gate-invalid`, with the column within its text, where it cannot be read or names no figure of the task. */
export function parseGate(written: Experiment["gates"][number], task: Task): Gate {
  if (typeof written !== "string") return { kind: "better-than", text: `better_than: ${written.better_than}`, rival: written.better_than };
  const scanner = new Scanner(written);
  if (scanner.take(/better_than\s*:/) !== undefined) return betterThan(scanner);
  const start = scanner.skip();
  const first = scanner.need(NAME, "the figure");
  const term = first === "worst" ? worstOf(scanner, task) : figureOf(scanner, task, first, start);
  const comparison = scanner.need(/>=|<=|>|</, "a comparison (>=, >, <=, <)") as Limit["comparison"];
  const limit = Number(scanner.need(NUMBER, "the number to compare with"));
  if (!scanner.done) scanner.fail(`"${written.slice(scanner.skip())}" is too much`);
  return { kind: "limit", text: written.trim(), ...term, comparison, limit };
}

/** Columns whose values the gates tell apart. A run of an older version has no gates. */
export function segmentColumns({ gates, task }: Pick<Partial<Experiment>, "gates"> & Pick<Experiment, "task">): string[] {
  const columns = (gates ?? []).flatMap((written) => {
    const gate = parseGate(written, task);
    if (gate.kind !== "limit") return [];
    return [gate.segment?.column ?? gate.worst].filter((column) => column !== null);
  });
  return [...new Set(columns)];
}

type Term = Pick<Limit, "metric" | "of" | "segment" | "worst">;

function betterThan(scanner: Scanner): BetterThan {
  const rival = scanner.label("baseline, champion or a run");
  if (!scanner.done) scanner.fail(`"${scanner.text.slice(scanner.skip())}" is too much`);
  return { kind: "better-than", text: scanner.text.trim(), rival };
}

function worstOf(scanner: Scanner, task: Task): Term {
  scanner.need(/\(/, 'the "("');
  const metric = known(scanner, task, scanner.skip(), scanner.need(NAME, "the figure"));
  scanner.need(/,/, 'the ","');
  const worst = scanner.label("the column");
  scanner.need(/\)/, 'the ")"');
  return { metric, of: "value", segment: null, worst };
}

function figureOf(scanner: Scanner, task: Task, first: string, start: number): Term {
  const folds = first === "cv" && scanner.take(/\./) !== undefined;
  const metric = known(scanner, task, folds ? scanner.skip() : start, folds ? scanner.need(NAME, "the figure") : first);
  if (folds) return { metric, of: "mean", segment: null, worst: null };
  const end = scanner.take(/\.(low|high)\b/);
  if (end !== undefined) return { metric, of: end === ".low" ? "low" : "high", segment: null, worst: null };
  if (scanner.take(/\(/) === undefined) return { metric, of: "value", segment: null, worst: null };
  const column = scanner.label("the column");
  scanner.need(/=/, 'the "="');
  const value = scanner.label("the value");
  scanner.need(/\)/, 'the ")"');
  return { metric, of: "value", segment: { column, value }, worst: null };
}

function known(scanner: Scanner, task: Task, at: number, written: string): string {
  const name = metricName(written);
  if (!isSupervised(task) || METRICS[task].includes(name)) return name;
  const near = closest(name, METRICS[task]);
  return scanner.fail(
    `${task} has no figure ${written}`,
    at,
    near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `Choose one of ${METRICS[task].join(", ")}.`,
  );
}
