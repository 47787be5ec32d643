import type { Page } from "playwright-core";
import type { Report, Run } from "../../src/protocol/run.ts";
import { failure, inputError } from "../../src/shared/errors.ts";
import { EXTREME_SCENES } from "./extreme-scenes.ts";
import { cellOf } from "./fixtures/cell.ts";
import { besideOthers, binaryExplained, multiclassExplained, overfitting, regressionExplained } from "./fixtures/explained.ts";
import { anomaliesExplained, clustersExplained, componentsExplained, forecastExplained } from "./fixtures/explained-otherwise.ts";
import { boundedEvaluation, foldedCurve, foldedRun } from "./fixtures/folds.ts";
import { EMPTY, PrepareHost, RECIPE } from "./fixtures/prepare.ts";
import { binary, curveOf, idOf, multiclass, regression, runOf, runsOf, summaryOfRun } from "./fixtures/run.ts";
import { clustered, inTime, odd, reduced } from "./fixtures/without-classes.ts";
import { PROFILE_SCENES } from "./profile-scenes.ts";
import type { Answers, PanelOptions } from "./support/panel.ts";

/** One view of one panel: what it is fed, and what is done to it before one looks. */
export interface Scene extends Pick<PanelOptions, "input" | "answers"> {
  /** CSS of what must be there before anything else. */
  ready: string;
  act?: (page: Page) => Promise<void>;
}

const folder = "folder";
const runInput = (...runs: number[]): PanelOptions["input"] => ({ panel: "run", folder, runs: runs.map(idOf) });

/** An engine that keeps the runs `make` gives. */
function runAnswers(make: (nth: number) => Run, evaluate = multiclass): Answers {
  const nthOf = (id: string) => Number(id.slice(-4));
  return {
    "run/show": async ({ run }) => make(nthOf(run)),
    "run/curve": async ({ runs }) => ({ series: runs.flatMap((run) => curveOf([run], epochsOf(make(nthOf(run)))).series) }),
    "run/report": async ({ run }) => ({ title: run, run: make(nthOf(run)), curve: null, evaluation: evaluate(run), profile: null }),
  };
}

/** A run whose report is whole, scrolled to a part of it. */
function evaluationScene(nth: number, parts: (run: string) => Partial<Report>, ready: string): Scene {
  const answers = runAnswers(runOf);
  return {
    input: runInput(nth),
    answers: {
      ...answers,
      "run/report": async ({ run }) => ({ title: run, run: runOf(nth), curve: null, evaluation: null, profile: null, ...parts(run) }),
    },
    ready,
    act: (page) => page.locator(ready).first().scrollIntoViewIfNeeded(),
  };
}

const epochsOf = ({ metrics }: Run): number => metrics.loss?.steps ?? 0;

const regressor = (nth: number): Run => ({
  ...runOf(nth),
  headline: { metric: "val_loss", value: 0.0644, direction: "min" },
  scores: {
    train: { mae: 231.4, rmse: 290.1, r2: 0.871 },
    validation: { mae: 249, rmse: 311.2, r2: 0.852 },
    test: { mae: 251.2, rmse: 318.4, r2: 0.846 },
  },
});

export const live = (nth: number, epochs = 12): Run => ({
  ...runOf(nth, { epochs }),
  status: "RUNNING",
  endTime: null,
  scores: {},
  headline: null,
  commit: null,
  artifacts: [],
});

const broken = (nth: number): Run => ({
  ...runOf(nth, { epochs: 7 }),
  status: "FAILED",
  scores: {},
  headline: null,
  notes: ["The learning rate was 10: the loss was NaN from epoch 8 on."],
  error: failure({
    code: "loss-not-finite",
    message: "The loss is NaN since epoch 8.",
    remedy: "Lower training.learningRate, or scale the features.",
    place: { file: "penguins.experiment.json", line: 31, column: 5, field: "training.learningRate" },
  }).facts,
});

/** An engine with these runs; every filter with a `~` in it is wrong. */
export function historyAnswers(runs: () => Run[]): Answers {
  return {
    "run/list": async ({ limit, filter }) => {
      const column = (filter ?? "").indexOf("~") + 1;
      if (column > 0) {
        throw inputError({
          code: "filter-invalid",
          message: `Filter, column ${column}: a comparison is expected, not ~.`,
          remedy: "Use =, !=, <, <=, >, >=, LIKE, ILIKE or IN.",
          place: { column },
        });
      }
      return runs().map(summaryOfRun).slice(0, limit);
    },
    "store/state": async () => ({ state: "ready", root: folder, head: null, branch: "main" }),
  };
}

const recipe = (text: string, ready = ".grid-cell", rows?: number): Scene => ({
  input: { panel: "experiment", folder, file: "folder/penguins.experiment.json", section: "recipe" },
  answers: new PrepareHost(text, rows).answers,
  ready,
});

const experiment = (text: string, tab: string): Scene => ({
  input: { panel: "experiment", folder, file: "folder/penguins.experiment.json" },
  answers: new PrepareHost(text).answers,
  ready: ".section-form",
  act: async (page) => {
    await page.locator(`#tab-${tab}`).click();
    await page.waitForSelector(tab === "model" ? ".algorithm .badge" : `#panel-${tab}`);
  },
});

const TRAINED = RECIPE.replace('"mlp" }', '"random-forest" },\n  "training": { "earlyStopping": { "patience": 3 }, "seed": -1 }');

export const SCENES: Record<string, Scene> = {
  "experiment-data": experiment(RECIPE, "data"),
  "experiment-split": experiment(RECIPE, "split"),
  "experiment-model": experiment(RECIPE, "model"),
  "experiment-training": experiment(TRAINED, "training"),
  prepare: recipe(RECIPE),
  "prepare-changed": {
    ...recipe(RECIPE, ".grid-cell", 100),
    act: async (page) => {
      await page.click('[data-at="2"]');
      await page.waitForSelector(".grid-cell.changed");
    },
  },
  "prepare-pick": {
    ...recipe(RECIPE),
    act: async (page) => {
      await page.getByRole("button", { name: "Add step" }).click();
      await page.waitForSelector(".kind");
    },
  },
  "prepare-form": {
    ...recipe(RECIPE),
    act: async (page) => {
      await page.click('[data-at="3"]');
      await page.getByRole("button", { name: "Edit" }).click();
      await page.waitForSelector(".grid-cell.added");
    },
  },
  "prepare-wrong": {
    ...recipe(RECIPE.replace('"standard-scale", "columns": "number"', '"standard-scale", "columns": ["bill"]')),
    ready: ".notice",
  },
  "prepare-broken": recipe(RECIPE.replace('"exclude": []', '"exclude": ['), ".notice"),
  "prepare-empty": { ...recipe(EMPTY), act: (page) => page.waitForSelector(".suggestion").then(() => undefined) },
  ...PROFILE_SCENES,
  ...EXTREME_SCENES,
  run: { input: runInput(1), answers: runAnswers(runOf), ready: ".uplot canvas" },
  "run-whole": {
    input: runInput(1),
    answers: runAnswers(runOf),
    ready: ".confusion",
    act: async (page) => {
      await page.waitForSelector(".uplot canvas");
      await page.locator(".confusion").scrollIntoViewIfNeeded();
    },
  },
  "run-binary": {
    input: runInput(2),
    answers: runAnswers(runOf, binary),
    ready: ".evaluation .canvas svg",
    act: (page) => page.locator(".evaluation").scrollIntoViewIfNeeded(),
  },
  "run-regression": {
    input: runInput(3),
    answers: runAnswers(regressor, regression),
    ready: ".evaluation .canvas svg",
    act: (page) => page.locator(".evaluation .canvas svg").first().scrollIntoViewIfNeeded(),
  },
  "evaluation-binary": evaluationScene(
    2,
    (run) => ({ ...binaryExplained(run), verdict: overfitting, versus: besideOthers(run) }),
    ".thresholds",
  ),
  "evaluation-multiclass": evaluationScene(2, multiclassExplained, ".confusion"),
  "evaluation-cell": {
    ...evaluationScene(2, multiclassExplained, ".confusion"),
    answers: {
      ...evaluationScene(2, multiclassExplained, ".confusion").answers,
      "run/confusion-rows": async ({ actual, predicted }) => cellOf(actual, predicted),
    },
    act: async (page) => {
      await page.locator(".confusion .wrong .cell-button").first().click();
      await page.locator(".cell-rows table").scrollIntoViewIfNeeded();
    },
  },
  "evaluation-regression": evaluationScene(3, regressionExplained, ".evaluation .canvas svg"),
  "evaluation-forecast": evaluationScene(
    3,
    (run) => ({ evaluation: inTime(run), explanation: forecastExplained(run) }),
    ".evaluation .canvas svg",
  ),
  "evaluation-clusters": evaluationScene(
    3,
    (run) => ({ evaluation: clustered(run), explanation: clustersExplained(run) }),
    ".evaluation .canvas svg",
  ),
  "evaluation-components": evaluationScene(
    3,
    (run) => ({ evaluation: reduced(run), explanation: componentsExplained(run) }),
    ".evaluation .canvas svg",
  ),
  "evaluation-anomalies": evaluationScene(
    3,
    (run) => ({ evaluation: odd(run), explanation: anomaliesExplained(run) }),
    "[aria-label='Evaluation']",
  ),
  "evaluation-weak": evaluationScene(2, binaryExplained, "[aria-label='Weak segments'] table"),
  "run-folds": {
    input: runInput(8),
    answers: {
      "run/show": async () => foldedRun(8),
      "run/curve": async () => foldedCurve(8),
      "run/report": async ({ run }) => ({ title: run, run: foldedRun(8), curve: null, evaluation: boundedEvaluation(run), profile: null }),
    },
    ready: ".folds",
  },
  "run-live": { input: runInput(4), answers: runAnswers(live), ready: ".uplot canvas" },
  "run-failed": { input: runInput(5), answers: runAnswers(broken), ready: ".notice" },
  "run-compare": { input: runInput(1, 2, 3, 6), answers: runAnswers(runOf), ready: ".compare" },
  "run-many": { input: runInput(...Array.from({ length: 14 }, (_, at) => at + 1)), answers: runAnswers(runOf), ready: ".uplot canvas" },
  "run-gone": {
    input: runInput(9),
    answers: {
      ...runAnswers(runOf),
      "run/show": async () => {
        throw inputError({
          code: "run-unknown",
          message: "There is no run named quick-owl.",
          remedy: "Look at the history for the runs there are.",
        });
      },
    },
    ready: ".notice",
  },
  history: { input: { panel: "history", folder }, answers: historyAnswers(() => runsOf(24)), ready: ".open-run" },
  "history-selected": {
    input: { panel: "history", folder },
    answers: historyAnswers(() => runsOf(24)),
    ready: ".open-run",
    act: async (page) => {
      for (const nth of [1, 3]) await page.locator(".run-row .check input").nth(nth).check();
      await page.click(".picker summary");
    },
  },
  "history-filter": {
    input: { panel: "history", folder },
    answers: historyAnswers(() => runsOf(24)),
    ready: ".open-run",
    act: async (page) => {
      await page.fill(".filter-input", "metrics.val_acc > 0.9 and params.optimizer ~ 'adam'");
      await page.waitForSelector(".filter-place");
    },
  },
  "history-complete": {
    input: { panel: "history", folder },
    answers: historyAnswers(() => runsOf(24)),
    ready: ".open-run",
    act: async (page) => {
      await page.locator(".filter-input").pressSequentially("metrics.val");
      await page.keyboard.press("ArrowDown");
    },
  },
  "history-large": { input: { panel: "history", folder }, answers: historyAnswers(() => runsOf(10_000)), ready: ".open-run" },
  "history-empty": { input: { panel: "history", folder }, answers: historyAnswers(() => []), ready: ".empty" },
};
