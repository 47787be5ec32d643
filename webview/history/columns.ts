import { gateVerdict } from "../../src/protocol/gate.ts";
import type { Direction, ParamValue, RunSummary } from "../../src/protocol/run.ts";

/** A column of the history: what of a run it holds. */
export interface Column {
  id: string;
  label: string;
  kind: "fact" | "param" | "metric";
  /** Pixels. */
  width: number;
  numeric: boolean;
  /** To sort by and to compare; undefined where the run has none. */
  value: (run: RunSummary) => ParamValue | undefined;
  /** Metrics: which end is the better one. */
  better?: Direction;
}

const fact = (id: string, label: string, width: number, value: Column["value"], numeric = false): Column => ({
  id,
  label,
  kind: "fact",
  width,
  numeric,
  value,
});

/** Of every run. `name` is always shown, first. */
const FACTS: readonly Column[] = [
  fact("name", "name", 190, ({ name }) => name),
  fact("when", "when", 96, ({ startTime }) => startTime),
  fact("duration", "duration", 90, ({ startTime, endTime }) => (endTime === null ? null : endTime - startTime), true),
  fact("group", "experiment", 190, ({ group }) => group),
  fact("data", "data", 150, ({ data }) => data?.path),
  fact("code", "code", 110, ({ code }) => code.head),
  fact("backend", "backend", 150, ({ backend }) => backend),
];

/** Of those that have one. */
const RARE: readonly Column[] = [
  fact("alias", "alias", 96, ({ aliases }) => aliases?.join(", ")),
  fact("gates", "gates", 150, ({ gates }) => gates && gateVerdict(gates)),
];

const FEW = 6;

/** All columns that these runs fill: facts, then means of folds, then metrics, then scores on the test split, then params. */
export function columnsOf(runs: readonly RunSummary[]): Column[] {
  const metrics = new Map<string, Direction>();
  const scores = new Set<string>();
  const params = new Map<string, boolean>();
  for (const run of runs) {
    for (const [name, { direction }] of Object.entries(run.metrics)) metrics.set(name, direction);
    for (const name of Object.keys(run.scores.test ?? {})) scores.add(name);
    for (const [name, value] of Object.entries(run.params))
      params.set(name, (params.get(name) ?? true) && (value === null || typeof value === "number"));
  }
  const means = new Map(
    runs.flatMap(({ headline }) => (headline?.std === undefined ? [] : [[headline.metric, headline.direction] as const])),
  );
  return [
    ...FACTS,
    ...RARE.filter(({ value }) => runs.some((run) => value(run) !== undefined)),
    ...[...means].map(
      ([name, better]): Column => ({
        id: `folds.${name}`,
        label: name,
        kind: "metric",
        width: widthOf(name, 84),
        numeric: true,
        better,
        value: ({ headline }) => (headline?.metric === name ? headline.value : undefined),
      }),
    ),
    ...[...metrics].map(
      ([name, better]): Column => ({
        id: `metrics.${name}`,
        label: name,
        kind: "metric",
        width: widthOf(name, 84),
        numeric: true,
        better,
        value: (run) => run.metrics[name]?.last,
      }),
    ),
    ...[...scores].map(
      (name): Column => ({
        id: `test.${name}`,
        label: `test ${name}`,
        kind: "metric",
        width: widthOf(`test ${name}`, 84),
        numeric: true,
        better: LESS.test(name) ? "min" : "max",
        value: (run) => run.scores.test?.[name],
      }),
    ),
    ...[...params].map(
      ([name, numeric]): Column => ({
        id: `params.${name}`,
        label: name,
        kind: "param",
        width: widthOf(name, 96),
        numeric,
        value: (run) => run.params[name],
      }),
    ),
  ];
}

/** Scores of which less is better, by scikit-learn's names. */
const LESS = /loss|error|brier|^(mae|mse|rmse|mape)$/;

const widthOf = (label: string, least: number): number => Math.min(200, Math.max(least, label.length * 7.2 + 30));

/** The columns to show unless told otherwise: the validation metrics, the params that differ, and when, how long, on what. */
export function usualColumns(all: readonly Column[], runs: readonly RunSummary[]): string[] {
  const facts = ["name", "when", "duration", "data", "code"];
  const groups = new Set(runs.map(({ group }) => group));
  const metrics = all.filter(({ kind, id }) => kind === "metric" && id.startsWith("metrics."));
  const validation = metrics.filter(({ label }) => label.startsWith("val_"));
  const params = all.filter((column) => column.kind === "param" && differs(column, runs));
  return [
    ...facts.slice(0, 3),
    ...(groups.size > 1 ? ["group"] : []),
    ...all.filter(({ id }) => id === "alias" || id === "gates" || id.startsWith("folds.")).map(({ id }) => id),
    ...[...(validation.length > 0 ? validation : metrics), ...all.filter(({ id }) => id.startsWith("test."))]
      .slice(0, FEW)
      .map(({ id }) => id),
    ...params.slice(0, FEW).map(({ id }) => id),
    ...facts.slice(3),
  ];
}

/** Whether the column tells any two of the runs apart. */
export function differs({ value }: Column, runs: readonly RunSummary[]): boolean {
  const [first, ...rest] = runs;
  if (!first) return false;
  const known = value(first);
  return rest.some((run) => value(run) !== known);
}

/** Best value of each metric column over the runs; none where only one run has it. */
export function bestOf(columns: readonly Column[], runs: readonly RunSummary[]): Map<string, number> {
  const best = new Map<string, number>();
  for (const { id, better, value } of columns) {
    if (!better) continue;
    const values = runs.map(value).filter((known): known is number => typeof known === "number" && Number.isFinite(known));
    if (values.length < 2) continue;
    best.set(
      id,
      values.reduce((a, b) => (better === "min" ? Math.min(a, b) : Math.max(a, b))),
    );
  }
  return best;
}
