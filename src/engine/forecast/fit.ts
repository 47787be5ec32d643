import type { TrainyardError } from "../../shared/errors.ts";
import type { Fit, FitContext, LabelledRows } from "../model/algorithm.ts";
import type { SupervisedTarget } from "../model/target.ts";
import { moments } from "../recipe/statistics.ts";
import { byCodePoint } from "../recipe/values.ts";
import { nothingToForecast, seriesTooShort, splitNotInTime } from "./errors.ts";
import { featuresOf } from "./features.ts";
import type { Forecaster } from "./forecasts.ts";
import { historyOf, type Part, type Series, type SeriesTail } from "./history.ts";
import { type Learner, learnerContext, learnerOf, learnerParams } from "./learner.ts";
import { inTime, nameOf, type TimedRows } from "./rows.ts";
import { fewestRows, rowsIn, samplesOf } from "./samples.ts";
import type { ForecasterParams } from "./settings.ts";
import { detectStep, type TimeStep } from "./time-step.ts";

export interface Learnt extends Forecaster {
  history: Series[];
  parts: Part[];
  stopped: boolean;
  failure: TrainyardError | null;
  notes: string[];
}

const TRAIN = 0;
const VALIDATION = 1;

/** Learns from the training rows, each seen from its origin; validation rows, seen likewise, are what early stopping goes by. */
export async function fitLearners(params: ForecasterParams, context: FitContext<TimedRows>): Promise<Learnt> {
  const { train, validation } = context;
  const { step, tails } = gridsOf(params, train);
  const parts: Part[] = [train, validation];
  const history = historyOf(step, tails, parts, () => undefined);
  for (const series of history) checkSeries(params, series);
  const keys = tails.map(({ key }) => key);
  const ahead = params.strategy === "recursive" ? [1] : Array.from({ length: params.horizon }, (_, i) => i + 1);
  const learners: Learner[] = [];
  let stopped = false;
  let failure: TrainyardError | null = null;
  const notes: string[] = [];
  try {
    for (const steps of ahead) {
      const { model, ...end } = await fitStep(steps, {
        params,
        context,
        features: { params, step, series: keys, parts },
        history,
        of: ahead.length,
      });
      learners.push(model);
      stopped ||= end.stopped;
      failure ??= end.failure ?? null;
      notes.push(...end.notes.map((note) => (ahead.length > 1 ? `Step ${steps}: ${note}` : note)));
    }
  } catch (error) {
    for (const learner of learners) learner.dispose();
    throw error;
  }
  return { params, step, series: keys, learners, history, parts, stopped, failure, notes };
}

/** The step between rows, and each series' first training row. Throws where no series has two rows. */
function gridsOf(params: ForecasterParams, { x }: LabelledRows<TimedRows>): { step: TimeStep; tails: SeriesTail[] } {
  const series = [...inTime(x)].sort(([a], [b]) => byCodePoint(a, b));
  const times = series.map(([, rows]) => Float64Array.from(rows, (row) => x.times[row] as number));
  const step = detectStep(times, x.dates);
  if (!step) throw seriesTooShort(nameOf(series[0]?.[0] ?? ""), 1, fewestRows(params), "a step lies between two rows");
  return { step, tails: series.map(([key], i) => ({ key, anchor: times[i]?.[0] as number, from: 0, values: [] })) };
}

function checkSeries(params: ForecasterParams, series: Series): void {
  const rows = rowsIn(series, TRAIN);
  const fewest = fewestRows(params);
  if (rows < fewest) throw seriesTooShort(nameOf(series.key), rows, fewest, "lags, rolling windows and the horizon reach over them");
  const at = series.positions().map((position) => series.rowAt(position)?.part);
  if (at.indexOf(VALIDATION) >= 0 && at.indexOf(VALIDATION) < at.lastIndexOf(TRAIN)) throw splitNotInTime(nameOf(series.key));
}

interface StepFit {
  params: ForecasterParams;
  context: FitContext<TimedRows>;
  features: Parameters<typeof featuresOf>[0];
  history: readonly Series[];
  of: number;
}

async function fitStep(steps: number, { params, context, features, history, of }: StepFit): Promise<Fit<unknown>> {
  const learner = learnerOf(params);
  const own = learnerParams(params);
  const noPath = () => Number.NaN;
  const made = ([TRAIN, VALIDATION] as const).map((part) => {
    const { samples, y } = samplesOf(params, history, part, steps);
    if (samples.length === 0) throw nothingToForecast(part === TRAIN ? "training" : "validation");
    return { prepared: featuresOf(features, samples, ({ origin }) => origin, noPath), y };
  });
  const [train, validation] = made.map(({ prepared, y }) => ({ x: learner.read(prepared, own), y })) as [
    LabelledRows<unknown>,
    LabelledRows<unknown>,
  ];
  // the learner's own rows begin where the lags do
  const { mean, std } = moments(train.y);
  const target: SupervisedTarget = { task: "regression", column: context.target.column, mean, std: std > 0 ? std : 1 };
  const problem = { target, features: made[0]?.prepared.columns.map(({ name }) => name) ?? [] };
  learner.check(own, problem);
  const rounds = "iterations" in own ? own.iterations : 1;
  return learner.fit(own, { ...context, ...problem, train, validation, ...learnerContext(context, rounds, { at: steps, of }) });
}
