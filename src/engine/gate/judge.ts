import type { CrossValidation } from "../../protocol/cross-validation.ts";
import type { Evaluation } from "../../protocol/evaluation.ts";
import type { GateResult, SegmentFigures } from "../../protocol/gate.ts";
import { formatInterval, formatNumber, plural } from "../../shared/format.ts";
import { directionOf } from "../store/metrics.ts";
import type { BetterThan, Gate, Limit } from "./parse.ts";

/** What a run is compared with by `better_than`: its figures on the same rows, or why there are none and whether that is in order. */
export type Rival = { name: string; metrics: Record<string, number>; caveat?: string } | { why: string; passes: boolean };

/** What gates are judged by. */
export interface Facts {
  evaluation: Pick<Evaluation, "metrics" | "intervals" | "segments">;
  crossValidation: CrossValidation | undefined;
  /** Figure that runs are ranked by; null where nothing of the kind is known. */
  headline: string | null;
  /** By what stands in the gate. */
  rivals: Readonly<Record<string, Rival>>;
}

type Finding = Omit<GateResult, "gate">;

export const judgeGate = (gate: Gate, facts: Facts): GateResult => ({
  gate: gate.text,
  ...(gate.kind === "limit" ? judgeLimit(gate, facts) : judgeRival(gate, facts)),
});

function judgeLimit(gate: Limit, facts: Facts): Finding {
  const found = figureOf(gate, facts);
  if ("why" in found) return { passed: false, value: null, sentence: found.why };
  const { value, what, note } = found;
  const passed = COMPARISONS[gate.comparison].holds(value, gate.limit);
  const { yes, no } = COMPARISONS[gate.comparison];
  const sentence = `${what} is ${shown(value)}, ${passed ? yes : no} ${formatNumber(gate.limit, 6)}${note ? ` (${note})` : ""}.`;
  return { passed, value, sentence };
}

const COMPARISONS = {
  ">=": { holds: (a: number, b: number) => a >= b, yes: "at least", no: "below" },
  ">": { holds: (a: number, b: number) => a > b, yes: "above", no: "not above" },
  "<=": { holds: (a: number, b: number) => a <= b, yes: "at most", no: "above" },
  "<": { holds: (a: number, b: number) => a < b, yes: "below", no: "not below" },
};

type Found = { value: number; what: string; note?: string } | { why: string };

function figureOf(gate: Limit, { evaluation, crossValidation }: Facts): Found {
  const { metric, of, segment, worst } = gate;
  if (worst !== null) return worstOf(metric, worst, evaluation.segments ?? []);
  if (segment) return segmentOf(metric, segment, evaluation.segments ?? []);
  if (of === "mean") {
    const over = crossValidation?.metrics[metric];
    if (!crossValidation) return { why: `There is no cross-validation, so no mean of ${metric}.` };
    if (!over) return { why: `${metric} is not defined on these folds.` };
    return { value: over.mean, what: `The mean ${metric} of the folds`, note: `deviation ${shown(over.std)}` };
  }
  const value = evaluation.metrics[metric];
  const interval = evaluation.intervals?.[metric];
  if (value === undefined) return { why: `${metric} is not defined on these rows.` };
  if (of === "value") return { value, what: metric, ...(interval && { note: `95 %: ${formatInterval(interval)}` }) };
  if (!interval) return { why: `${metric} has no interval on these rows.` };
  return { value: interval[of === "low" ? 0 : 1], what: `The ${of === "low" ? "lower" : "upper"} end of ${metric}'s interval` };
}

function segmentOf(metric: string, { column, value }: { column: string; value: string }, segments: readonly SegmentFigures[]): Found {
  const found = segments.find((one) => one.column === column && one.value === value);
  if (!found) return { why: `No row has ${column} = ${value}.` };
  const figure = found.metrics[metric];
  if (figure === undefined) return { why: `${metric} is not defined on the ${plural(found.rows, "row")} with ${column} = ${value}.` };
  return { value: figure, what: `${metric} where ${column} = ${value}`, note: plural(found.rows, "row") };
}

/** Values of fewer rows are passed over where there are others: their figures are chance. */
const LEAST_ROWS = 20;

function worstOf(metric: string, column: string, segments: readonly SegmentFigures[]): Found {
  const defined = segments.filter((one) => one.column === column && one.metrics[metric] !== undefined);
  const large = defined.filter(({ rows }) => rows >= LEAST_ROWS);
  const [first, ...others] = large.length > 0 ? large : defined;
  if (!first) return { why: `${metric} is not defined for any value of ${column}.` };
  const sign = directionOf(metric) === "max" ? 1 : -1;
  const figure = (one: SegmentFigures) => one.metrics[metric] as number;
  const worst = others.reduce((a, b) => (sign * figure(b) < sign * figure(a) ? b : a), first);
  const left = large.length > 0 ? defined.length - large.length : 0;
  const passedOver = left > 0 ? `; ${plural(left, "value")} of fewer than ${LEAST_ROWS} rows passed over` : "";
  return {
    value: figure(worst),
    what: `The worst ${metric}, where ${column} = ${worst.value},`,
    note: `${plural(worst.rows, "row")}${passedOver}`,
  };
}

function judgeRival({ rival: named }: BetterThan, { evaluation, headline, rivals }: Facts): Finding {
  const rival = rivals[named] ?? { why: `There is nothing called ${named} to compare with.`, passes: false };
  const value = headline === null ? undefined : evaluation.metrics[headline];
  if (headline === null || value === undefined)
    return { passed: false, value: null, sentence: "There is no figure to compare by on these rows." };
  if ("why" in rival) return { passed: rival.passes, value, sentence: rival.why };
  const theirs = rival.metrics[headline];
  if (theirs === undefined) return { passed: false, value, sentence: `${rival.name} has no ${headline} on these rows.` };
  const better = directionOf(headline) === "max" ? value > theirs : value < theirs;
  const relation = better ? "better than" : value === theirs ? "the same as" : "not better than";
  const caveat = rival.caveat ? ` ${rival.caveat}` : "";
  return {
    passed: better,
    value,
    sentence: `${headline} is ${shown(value)}, ${relation} ${rival.name}'s ${shown(theirs)} on the same rows.${caveat}`,
  };
}

const shown = (value: number): string => formatNumber(value);
