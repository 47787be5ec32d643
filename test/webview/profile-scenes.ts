import { cancelled, inputError } from "../../src/shared/errors.ts";
import { changesOf, comparisonOf } from "./fixtures/comparison.ts";
import { pets } from "./fixtures/images.ts";
import { penguins, rich, troubled, wide } from "./fixtures/profile.ts";
import { endlessTable, pageOfTable, penguinsTable, type Table, valuesOfTable, wideTable } from "./fixtures/rows.ts";
import type { Scene } from "./scenes.ts";
import type { Answers, PanelOptions } from "./support/panel.ts";

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
  "data/column-values": (query) => valuesOfTable(table, profile, query),
  "data/compare": async ({ before, after }) => comparisonOf(before, after),
  "data/row-changes": async ({ from, count, kinds }) => changesOf(from, count, kinds ?? ["added", "removed", "changed"]),
  "panel/compare-with": async ({ file }) => ({ before: { file, revision: "4f".repeat(20) }, after: { file } }),
});

const openColumn =
  (name: string): NonNullable<Scene["act"]> =>
  async (page) => {
    await page.click(`[data-column="${name}"].row-button`);
    await page.waitForSelector(".detail .canvas svg");
    await page.locator(`.detail[data-column="${name}"]`).scrollIntoViewIfNeeded();
  };

export const PROFILE_SCENES: Record<string, Scene> = {
  profile: {
    input: profileInput("penguins.csv", "species"),
    answers: { "dataset/profile": async ({ target }) => penguins(target ?? null) },
    ready: ".column-row .row-button",
  },
  "profile-images": {
    input: profileInput("pets"),
    answers: { "dataset/profile": async () => ({ ...penguins(null), images: pets() }) },
    ready: ".images img",
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
    act: openColumn("observed_on"),
  },
  "profile-text": {
    input: profileInput("penguins.csv", "species"),
    answers: { "dataset/profile": async () => rich() },
    ready: ".column-row .row-button",
    act: openColumn("remarks"),
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
      await page.locator("#cell-2-1").click();
      await page.locator('.grid-name[data-column="0"] .grid-sort').click();
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
      await page.locator("#cell-2-0").click();
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
};
