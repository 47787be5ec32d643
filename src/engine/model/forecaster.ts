import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fitLearners } from "../forecast/fit.ts";
import type { Forecaster } from "../forecast/forecasts.ts";
import { historyOf, type Part, tailOf } from "../forecast/history.ts";
import { intervalsOf } from "../forecast/intervals.ts";
import { learnerOf } from "../forecast/learner.ts";
import { BESIDE, outlook } from "../forecast/outlook.ts";
import { checkAhead, checkSteps, readTimed, type TimedRows } from "../forecast/rows.ts";
import { rowsIn } from "../forecast/samples.ts";
import { type ForecasterParams, reachOf, seasonOf } from "../forecast/settings.ts";
import type { ForecasterState } from "../forecast/state.ts";
import { naiveScale, walkForward } from "../forecast/walk-forward.ts";
import type { Algorithm, FittedModel, LoadContext } from "./algorithm.ts";
import { loadJson, saveJson } from "./json-model.ts";

/** Predicts a number in time from its own past: lags and windows as features of a linear model or boosted trees. */
export const forecaster: Algorithm<ForecasterParams, TimedRows> = {
  read(prepared, params) {
    const rows = readTimed(prepared, params);
    checkAhead(rows, params.learner);
    checkSteps(rows);
    return rows;
  },
  check: () => undefined,

  async fit(params, context) {
    const learnt = await fitLearners(params, context);
    const { history, parts, stopped, failure, notes, ...rest } = learnt;
    const lengths = history.map((series) => rowsIn(series, 0));
    const season = seasonOf(params, rest.step, Math.min(...lengths));
    const scales = history.map((series, i) =>
      naiveScale(
        Float64Array.from({ length: lengths[i] as number }, (_, at) => series.at(at)),
        season,
      ),
    );
    const backtest = await walkForward(rest, { parts, history, season, scales });
    const state: ForecasterState = {
      format: "trainyard-forecaster",
      version: 1,
      params,
      step: rest.step,
      season,
      series: history.map((series) => tailOf(series, series.end - keeps(params, season))),
      scales: scales.map((scale) => (Number.isFinite(scale) ? scale : null)),
      intervals: intervalsOf(backtest, params.interval),
    };
    return { model: fitted(state, rest), stopped, failure, notes };
  },

  async load(directory, context) {
    const state = await loadJson<ForecasterState>(directory, "trainyard-forecaster");
    const count = state.params.strategy === "recursive" ? 1 : state.params.horizon;
    const learners = [];
    for (let i = 1; i <= count; i += 1) learners.push(await learnerOf(state.params).load(learnerAt(directory, i), learnerContext(context)));
    return fitted(state, { params: state.params, step: state.step, series: state.series.map(({ key }) => key), learners });
  },
};

const learnerContext = ({ tensorflow }: LoadContext): LoadContext => ({ task: "regression", tensorflow });
const learnerAt = (directory: string, step: number) => join(directory, `learner_${step}`);

/** Values of a series to keep: all that forecasts, and the seasonal ones beside them, may look back to. */
const keeps = (params: ForecasterParams, season: number) => Math.max(reachOf(params), season) + params.horizon;

function fitted(state: ForecasterState, model: Forecaster): FittedModel<TimedRows> {
  const { params, season, intervals } = state;
  let tails = state.series;
  const scales = state.scales.map((scale) => scale ?? Number.NaN);
  const read: FittedModel<TimedRows>["read"] = (prepared) => {
    const rows = readTimed(prepared, params);
    checkAhead(rows, params.learner);
    return rows;
  };
  const ahead = (part: Part) => outlook(model, { tails, intervals }, part);
  return {
    read,
    predict: async (x) => ({ values: (await ahead({ x, y: new Float64Array(x.rows).fill(Number.NaN) })).predicted, width: 1 }),
    outputs: BESIDE,
    inTime: {
      intervals,
      season,
      horizon: params.horizon,
      backtest(before, rows, change) {
        const parts: Part[] = [...before, rows];
        const history = historyOf(model.step, tails, parts, () => undefined);
        return walkForward(model, { parts, history, season, scales }, change);
      },
      follow(parts) {
        const history = historyOf(model.step, tails, parts, () => undefined);
        const last = parts.length - 1;
        tails = history.map((series) => {
          const first = series.positions().find((position) => series.rowAt(position)?.part === last) ?? series.end;
          return tailOf(series, first - keeps(params, season));
        });
      },
      outlook: (x, y) => ahead({ x, y }),
    },
    async save(directory) {
      const kept: ForecasterState = { ...state, series: tails };
      await saveJson(kept, directory);
      for (const [i, learner] of model.learners.entries()) {
        await mkdir(learnerAt(directory, i + 1), { recursive: true });
        await learner.save(learnerAt(directory, i + 1));
      }
    },
    dispose() {
      for (const learner of model.learners) learner.dispose();
    },
  };
}
