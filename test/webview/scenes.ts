import type { Page } from "playwright-core";
import type { Run } from "../../src/protocol/run.ts";
import { cancelled, failure, inputError } from "../../src/shared/errors.ts";
import { changesOf, comparisonOf } from "./fixtures/comparison.ts";
import { penguins, rich, troubled, wide } from "./fixtures/profile.ts";
import { endlessTable, pageOfTable, penguinsTable, type Table, wideTable } from "./fixtures/rows.ts";
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

/** An engine that has these rows, and something to compare them with. */
export const dataAnswers = (table: Table, profile = penguins("species")): Answers => ({
  "dataset/profile": async ({ target }) => ({ ...profile, target: target ?? null }),
  "data/page": (query) => pageOfTable(table, query),
  "data/compare": async ({ before, after }) => comparisonOf(before, after),
  "data/row-changes": async ({ from, count, kinds }) => changesOf(from, count, kinds ?? ["added", "removed", "changed"]),
  "panel/compare-with": async ({ file }) => ({ before: { file, revision: "4f".repeat(20) }, after: { file } }),
});

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
  "profile-rich": {
    input: profileInput("penguins.csv", "species"),
    answers: { "dataset/profile": async () => rich() },
    ready: ".column-row .row-button",
    act: async (page) => {
      await page.click('[data-column="observed_on"].row-button');
      await page.waitForSelector(".detail .canvas svg");
      await page.locator('.detail[data-column="observed_on"]').scrollIntoViewIfNeeded();
    },
  },
  "profile-text": {
    input: profileInput("penguins.csv", "species"),
    answers: { "dataset/profile": async () => rich() },
    ready: ".column-row .row-button",
    act: async (page) => {
      await page.click('[data-column="remarks"].row-button');
      await page.waitForSelector(".detail .canvas svg");
      await page.locator('.detail[data-column="remarks"]').scrollIntoViewIfNeeded();
    },
  },
  "profile-ranks": {
    input: profileInput("penguins.csv", "species"),
    answers: { "dataset/profile": async () => rich() },
    ready: "#tab-relations",
    act: async (page) => {
      await page.click("#tab-relations");
      await page.getByRole("combobox", { name: "Correlation" }).selectOption("spearman");
      await page.waitForSelector(".canvas svg");
      await page.locator(".with-choice").scrollIntoViewIfNeeded();
    },
  },
  "profile-data": {
    input: profileInput("penguins.csv", "species"),
    answers: dataAnswers(penguinsTable()),
    ready: "#tab-data",
    act: async (page) => {
      await page.click("#tab-data");
      await page.locator('.grid-cell[data-column="2"]').first().click();
      await page.locator('.grid-name[data-column="3"]').click();
    },
  },
  "profile-data-filtered": {
    input: profileInput("penguins.csv", "species"),
    answers: dataAnswers(penguinsTable()),
    ready: ".column-row .row-button",
    act: async (page) => {
      await page.click('[data-column="island"].row-button');
      await page.getByRole("button", { name: "Show rows where island is Dream" }).click();
      await page.waitForSelector(".chip");
      await page.locator('.grid-cell[data-column="3"]').nth(2).click();
      await page.keyboard.press("Shift+ArrowDown");
      await page.keyboard.press("Shift+ArrowRight");
    },
  },
  "profile-data-endless": {
    input: profileInput("endless.parquet"),
    answers: dataAnswers(endlessTable()),
    ready: "#tab-data",
    act: async (page) => {
      await page.click("#tab-data");
      await page.waitForSelector(".grid-number");
      await page.locator(".grid").focus();
      await page.keyboard.press("Control+End");
      await page.locator(".grid-number", { hasText: "10,000,000" }).waitFor();
    },
  },
  "profile-data-none": {
    input: profileInput("penguins.csv", "species"),
    answers: dataAnswers(penguinsTable()),
    ready: "#tab-data",
    act: async (page) => {
      await page.click("#tab-data");
      await page.getByRole("textbox", { name: "Search all columns" }).fill("walrus");
      await page.getByText("No row matches").waitFor();
    },
  },
  "profile-data-wide": {
    input: profileInput("wide.csv"),
    answers: dataAnswers(wideTable(2000), WIDE),
    ready: "#tab-data",
    act: async (page) => {
      await page.click("#tab-data");
      await page.waitForSelector(".grid-number");
      await page.locator(".grid").evaluate((box) => (box.scrollLeft = 100_000));
    },
  },
  "profile-compare-empty": {
    input: profileInput("penguins.csv", "species"),
    answers: dataAnswers(penguinsTable()),
    ready: "#tab-compare",
    act: (page) => page.click("#tab-compare"),
  },
  "profile-compare": {
    input: profileInput("penguins.csv", "species"),
    answers: dataAnswers(penguinsTable()),
    ready: "#tab-compare",
    act: async (page) => {
      await page.click("#tab-compare");
      await page.getByRole("button", { name: "Compare with..." }).click();
      await page.locator(".compared-columns").getByRole("button", { name: "bill_depth_mm" }).click();
      await page.waitForSelector(".compare-detail .canvas svg");
    },
  },
  "profile-compare-rows": {
    input: profileInput("penguins.csv", "species"),
    answers: dataAnswers(penguinsTable()),
    ready: "#tab-compare",
    act: async (page) => {
      await page.click("#tab-compare");
      await page.getByRole("button", { name: "Compare with..." }).click();
      await page.getByRole("combobox", { name: "Key" }).selectOption({ label: "island" });
      await page.waitForSelector(".grid-cell.changed");
      await page.locator(".compared-rows").scrollIntoViewIfNeeded();
    },
  },
  "profile-cancelled": {
    input: profileInput("large.parquet", "price"),
    answers: {
      "dataset/profile": (_, { signal }) => new Promise((_done, fail) => signal.addEventListener("abort", () => fail(cancelled()))),
    },
    ready: ".progress-text",
    act: (page) => page.getByRole("button", { name: "Cancel" }).click(),
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
