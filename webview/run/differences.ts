import { backendText } from "../../src/protocol/backend.ts";
import type { MetricSummary, ParamValue, Run } from "../../src/protocol/run.ts";

/** One property of several runs side by side. */
export interface Difference {
  kind: "param" | "metric" | "data" | "code";
  name: string;
  values: (ParamValue | undefined)[];
  /** Metrics: which runs have the best value; empty where all are equal. */
  best: number[];
  differs: boolean;
}

/** All that can differ between runs: params, then scores and metrics, then data and code; what differs comes first in each. */
export function differencesOf(runs: readonly Run[]): Difference[] {
  const params = names(runs.map(({ params: own }) => own)).map((name) =>
    difference(
      "param",
      name,
      runs.map(({ params: own }) => own[name]),
    ),
  );
  const scores = names(runs.map(({ scores: own }) => own.test ?? {})).map((name) =>
    metric(
      `${name} (test)`,
      runs.map(({ scores: own }) => own.test?.[name]),
      LOWER.test(name) ? "min" : "max",
    ),
  );
  const series = names(runs.map(({ metrics }) => metrics)).map((name) => {
    const found = runs.map(({ metrics }) => metrics[name]).find((summary): summary is MetricSummary => summary !== undefined);
    return metric(
      `${name} (best)`,
      runs.map(({ metrics }) => metrics[name]?.best),
      found?.direction ?? "max",
    );
  });
  const facts = [
    difference(
      "data",
      "data",
      runs.map(({ data }) => data?.path),
    ),
    difference(
      "data",
      "SHA-256",
      runs.map(({ data }) => data?.sha256.slice(0, 12)),
    ),
    difference(
      "code",
      "file",
      runs.map(({ code }) => code.file),
    ),
    difference(
      "code",
      "on commit",
      runs.map(({ code }) => code.head?.slice(0, 8) ?? "none"),
    ),
    difference(
      "code",
      "uncommitted changes",
      runs.map(({ code }) => code.dirty),
    ),
    difference(
      "code",
      "backend",
      runs.map(({ backend }) => backend && backendText(backend)),
    ),
    difference(
      "code",
      "seed",
      runs.map(({ seed }) => seed),
    ),
  ];
  return [params, scores, series, facts].flatMap((group) => group.sort((a, b) => Number(b.differs) - Number(a.differs)));
}

/** Scores of which less is better, by scikit-learn's names. */
const LOWER = /loss|error|brier|^(mae|mse|rmse|mape)$/;

const names = (records: readonly object[]): string[] => [...new Set(records.flatMap((record) => Object.keys(record)))];

function difference(kind: Difference["kind"], name: string, values: Difference["values"]): Difference {
  return { kind, name, values, best: [], differs: new Set(values).size > 1 };
}

function metric(name: string, values: (number | undefined)[], direction: "min" | "max"): Difference {
  const known = values.filter((value): value is number => value !== undefined && Number.isFinite(value));
  const best = direction === "min" ? Math.min(...known) : Math.max(...known);
  const differs = new Set(values).size > 1;
  return { kind: "metric", name, values, differs, best: differs ? values.flatMap((value, at) => (value === best ? [at] : [])) : [] };
}
