import type { Page } from "playwright-core";
import type { Run } from "../../src/protocol/run.ts";
import { failure, inputError } from "../../src/shared/errors.ts";
import { penguins, troubled, wide } from "./fixtures/profile.ts";
import { binary, curveOf, idOf, multiclass, regression, runOf, runsOf, summaryOfRun } from "./fixtures/run.ts";
import type { Answers, PanelOptions } from "./support/panel.ts";

/** One view of one panel: what it is fed, and what is done to it before one looks. */
export interface Scene extends Pick<PanelOptions, "input" | "answers"> {
  /** CSS of what must be there before anything else. */
  ready: string;
  act?: (page: Page) => Promise<void>;
}

const folder = "folder";
const profileInput = (file: string, target?: string): PanelOptions["input"] => ({
  panel: "profile",
  folder,
  file,
  ...(target ? { target } : {}),
});
const WIDE = wide(2000);
const never = () => new Promise<never>(() => undefined);

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

export const SCENES: Record<string, Scene> = {
  profile: {
    input: profileInput("penguins.csv", "species"),
    answers: { "dataset/profile": async ({ target }) => penguins(target ?? null) },
    ready: ".column-row .row-button",
  },
  "profile-open": {
    input: profileInput("penguins.csv", "species"),
    answers: { "dataset/profile": async ({ target }) => penguins(target ?? null) },
    ready: ".column-row .row-button",
    act: async (page) => {
      await page.click('[data-column="bill_length_mm"].row-button');
      await page.waitForSelector(".detail .canvas svg");
    },
  },
  "profile-category": {
    input: profileInput("penguins.csv"),
    answers: { "dataset/profile": async ({ target }) => penguins(target ?? null) },
    ready: ".column-row .row-button",
    act: (page) => page.click('[data-column="island"].row-button'),
  },
  "profile-relations": {
    input: profileInput("penguins.csv", "species"),
    answers: { "dataset/profile": async ({ target }) => penguins(target ?? null) },
    ready: "#tab-relations",
    act: async (page) => {
      await page.click("#tab-relations");
      await page.waitForSelector(".canvas svg");
    },
  },
  "profile-troubled": {
    input: profileInput("penguins.csv", "species"),
    answers: { "dataset/profile": async () => troubled() },
    ready: "#tab-missing",
    act: (page) => page.click("#tab-missing"),
  },
  "profile-wide": {
    input: profileInput("wide.csv"),
    answers: { "dataset/profile": async () => WIDE },
    ready: ".column-row .row-button",
  },
  "profile-busy": {
    input: profileInput("large.parquet", "price"),
    answers: {
      "dataset/profile": async (_, { progress }) => {
        progress({ message: "Profiling columns 120 to 140 of 400", fraction: 0.31 });
        return never();
      },
    },
    ready: ".progress-text",
  },
  "profile-error": {
    input: profileInput("data/gone.csv"),
    answers: {
      "dataset/profile": async () => {
        throw inputError({
          code: "data-file-missing",
          message: "data/gone.csv is not there.",
          remedy: "Check the path, or choose another file.",
          place: { file: "data/gone.csv" },
        });
      },
    },
    ready: ".notice",
  },
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
    act: (page) => page.locator(".evaluation .canvas svg").scrollIntoViewIfNeeded(),
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
