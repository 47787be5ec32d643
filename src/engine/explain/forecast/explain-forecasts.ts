import type { Explanation, Importance } from "../../../protocol/explanation.ts";
import type { Compared } from "../../evaluate/evaluate.ts";
import { takeRows } from "../../recipe/values.ts";
import type { ExplainOptions } from "../explain.ts";
import { reason } from "../reason.ts";
import { Shuffling } from "../shuffling.ts";
import { withTruthLabels } from "../truth-labels.ts";
import { forecastImportance } from "./importance.ts";
import { weakForecasts } from "./segments.ts";
import { worstForecasts } from "./worst.ts";

const IMPORTANCE = { repeats: 3, ms: 15_000 };

/** What forecasts go by, and when they fail, on the walk-forward test. */
export async function explainForecasts(
  compared: Compared & { forecast: NonNullable<Compared["forecast"]> },
  options: ExplainOptions,
): Promise<Explanation> {
  const { run, kept, numbers, recipe, booleans, signal } = options;
  const { backtest } = compared.forecast;
  const notes: string[] = [];
  const raw = withTruthLabels({ rows: kept.length, columns: options.frame.columns.map((column) => takeRows(column, kept)) }, booleans);
  const rows = { raw, numbers: kept.map((row) => numbers[row] as number) };
  const columns = recipe.inputs.filter(({ kind }) => kind === "category" || kind === "number").map(({ name }) => name);
  const importance = signal.aborted ? null : await importanceOf(compared.forecast, options, notes);
  const worst = worstForecasts(backtest, rows, compared.target.column);
  return {
    version: 1,
    run,
    on: "test",
    rows: backtest.rows,
    importance: null,
    partialDependence: [],
    segments: null,
    groups: [],
    worst: null,
    forecast: { importance, segments: weakForecasts(backtest, rows, columns), worst },
    notes,
  };
}

async function importanceOf(
  forecast: NonNullable<Compared["forecast"]>,
  { seed, signal, onProgress }: ExplainOptions,
  notes: string[],
): Promise<Importance | null> {
  const shuffling = new Shuffling({ seed, signal, ms: IMPORTANCE.ms, onProgress });
  try {
    const found = await forecastImportance(forecast, {
      repeats: IMPORTANCE.repeats,
      order: (_feature, _repeat, _step, rows) => shuffling.order(rows),
      goOn: (done, all) => shuffling.goOn(done, all),
    });
    notes.push(...shuffling.notes());
    return found;
  } catch (error) {
    notes.push(`Importance could not be found: ${reason(error)}`);
    return null;
  }
}
