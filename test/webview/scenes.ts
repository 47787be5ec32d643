import type { Page } from "playwright-core";
import { inputError } from "../../src/shared/errors.ts";
import { penguins, troubled, wide } from "./fixtures/profile.ts";
import type { PanelOptions } from "./support/panel.ts";

/** One view of one panel: what it is fed, and what is done to it before one looks. */
export interface Scene extends Pick<PanelOptions, "input" | "answers"> {
  /** CSS of what must be there before anything else. */
  ready: string;
  act?: (page: Page) => Promise<void>;
}

const folder = "folder";
const profileInput = (file: string, target?: string): PanelOptions["input"] => ({ panel: "profile", folder, file, ...(target ? { target } : {}) });
const never = () => new Promise<never>(() => undefined);

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
    answers: { "dataset/profile": async () => wide(2000) },
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
        throw inputError({ code: "data-file-missing", message: "data/gone.csv is not there.", remedy: "Check the path, or choose another file.", place: { file: "data/gone.csv" } });
      },
    },
    ready: ".notice",
  },
};
