import assert from "node:assert/strict";
import { parse } from "jsonc-parser";
import type { Page } from "playwright-core";
import { until } from "../support/wait.ts";
import { EMPTY, PrepareHost, RECIPE } from "./fixtures/prepare.ts";
import type { Answers, OpenPanel } from "./support/panel.ts";
import { withChromium } from "./support/suite.ts";

const INPUT = { panel: "experiment", folder: "folder", file: "folder/penguins.experiment.json", section: "recipe" } as const;
const stepsIn = ({ text }: PrepareHost) => (parse(text) as { recipe: { step: string; enabled?: boolean }[] }).recipe;
const namesIn = (host: PrepareHost) => stepsIn(host).map(({ step }) => step);

describe("webviews: the panel of a recipe", function () {
  this.timeout(300_000);
  const suite = withChromium();

  async function open(host: PrepareHost, more: Answers = {}): Promise<OpenPanel & { host: PrepareHost }> {
    const panel = await suite.open({ input: INPUT, answers: { ...host.answers, ...more } });
    host.onChange = (document) => panel.notify("prepare/changed", document);
    await panel.page.waitForSelector(".step");
    return { ...panel, host };
  }

  const step = (page: Page, at: number) => page.locator(`[data-at="${at}"]`);
  const said = (page: Page, text: RegExp) => page.locator('[aria-live="polite"]').filter({ hasText: text }).waitFor();

  it("shows what each step does, and the rows after the last with what it made", async () => {
    const { page, problems } = await open(new PrepareHost(RECIPE));
    await page.locator(".grid-cell.added").first().waitFor();
    await page.locator(".grid-cell.removed").first().waitFor();
    assert.match((await step(page, 0).textContent()) ?? "", /Drop missing\s+sex\s+−10 rows/);
    assert.match((await step(page, 3).textContent()) ?? "", /\+5 columns, −2 columns/);
    await page.getByText("All 242 training rows").waitFor();
    await said(page, /One-hot encode: 5 columns added, 2 columns removed, 0 missing values afterwards\./);
    await page.getByText("Columns that change (7)").click();
    await page.getByRole("rowheader", { name: "island_Biscoe" }).waitFor();
    assert.deepEqual(problems, []);
  });

  it("marks the cells that a step changes and the rows that it leaves out, alone if asked", async () => {
    const { page } = await open(new PrepareHost(RECIPE));
    await step(page, 0).click();
    await page.getByLabel("Only rows that change").check();
    await page.getByText("Only rows that change (10)").waitFor();
    await page.locator('.grid-cell.removed[title^="row left out"]').first().waitFor();
    await step(page, 2).click();
    await page.locator('.grid-cell.changed[title^="was "]').first().waitFor();
  });

  it("adds a step with the keyboard alone: search, form, accept", async () => {
    const { page, host } = await open(new PrepareHost(RECIPE));
    await page.getByRole("button", { name: "Add step" }).press("Enter");
    await page.getByRole("searchbox", { name: "Search steps" }).pressSequentially("outliers clip");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Clip outliers", exact: true }).waitFor();
    await page.getByText("The rows before this step.").waitFor();
    await page.getByRole("button", { name: "Accept" }).press("Enter");
    await page.getByText("Choose columns.").waitFor();
    assert.equal(namesIn(host).length, 4, "nothing is written yet");
    await page.getByRole("combobox", { name: "Columns: which" }).selectOption("number");
    await page.getByRole("textbox", { name: "Factor" }).fill("-1");
    await page.getByText("Give more than 0.").waitFor();
    await page.getByRole("textbox", { name: "Factor" }).fill("0.5");
    await page.locator(".grid-cell.changed").first().waitFor();
    await page.getByRole("button", { name: "Accept" }).press("Enter");
    await until(() => namesIn(host).length === 5);
    assert.deepEqual(stepsIn(host)[4], { step: "clip-outliers", columns: "number", factor: 0.5 });
    assert.ok(host.text.includes("// seven birds") && host.text.includes("// Preparation, in order."));
  });

  it("drops a step that is not accepted", async () => {
    const { page, host } = await open(new PrepareHost(RECIPE));
    await step(page, 1).click();
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("combobox", { name: "Strategy" }).selectOption("mean");
    await page.keyboard.press("Escape");
    await page.locator(".form").waitFor({ state: "detached" });
    assert.equal(host.text, RECIPE);
  });

  it("reorders, switches off, duplicates and deletes with the keyboard; the focus goes along", async () => {
    const { page, host } = await open(new PrepareHost(RECIPE));
    await step(page, 0).click();
    await page.keyboard.press("Alt+ArrowDown");
    await until(() => namesIn(host)[0] === "fill-missing");
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-at") === "1");
    assert.ok(host.text.includes('"drop-missing", "columns": ["sex"] }, // seven birds'));
    await page.keyboard.press("Alt+ArrowUp");
    await until(() => host.text === RECIPE);
    await page.getByRole("checkbox", { name: "Step 1 on" }).press("Space");
    await until(() => stepsIn(host)[0]?.enabled === false);
    await step(page, 0).filter({ hasText: "switched off" }).waitFor();
    await page.getByRole("checkbox", { name: "Step 1 on" }).press("Space");
    await until(() => host.text === RECIPE);
    await page.getByRole("button", { name: "Duplicate" }).press("Enter");
    await until(() => namesIn(host).length === 5);
    await step(page, 1).focus();
    await page.keyboard.press("Delete");
    await until(() => namesIn(host).length === 4);
  });

  it("moves a step by dragging", async () => {
    const { page, host } = await open(new PrepareHost(RECIPE));
    await page.locator(".grid-cell.added").first().waitFor(); // steps grow when what they do is known
    await page.locator(".step").nth(4).dragTo(page.locator(".step").nth(1));
    await until(() => namesIn(host)[0] === "one-hot-encode");
  });

  it("follows the text at once, and waits where it cannot be read", async () => {
    const { page, host, actions } = await open(new PrepareHost(RECIPE));
    host.write(RECIPE.replace('"median"', '"mean"').replace("standard-scale", "min-max-scale"));
    await step(page, 2).filter({ hasText: "Min-max scale" }).waitFor();
    host.write(host.text.replace('"target": ', '"target": :'));
    await page.getByText("The text cannot be read in line 3, column 13").waitFor();
    assert.equal(await page.getByRole("checkbox", { name: "Step 1 on" }).isDisabled(), true);
    assert.match((await step(page, 2).textContent()) ?? "", /Min-max scale/, "the steps stay");
    await page.getByRole("button", { name: "Show in text editor" }).click();
    await until(() => actions.length > 0);
    assert.deepEqual(actions, [{ action: "open-text", line: 3, column: 13 }]);
    host.write(RECIPE);
    await step(page, 2).filter({ hasText: "Standard scale" }).waitFor();
    await page.getByRole("checkbox", { name: "Step 1 on" }).isEnabled();
  });

  it("says what is wrong with a step at that step, and in its form", async () => {
    const { page } = await open(
      new PrepareHost(RECIPE.replace('"standard-scale", "columns": "number"', '"standard-scale", "columns": ["bill"]')),
    );
    await page.locator(".step.failed").filter({ hasText: 'There is no column "bill".' }).waitFor();
    assert.match((await step(page, 3).textContent()) ?? "", /not reached/);
    await step(page, 2).click();
    await page.getByRole("button", { name: "Edit" }).click();
    await page.locator(".option-problem").filter({ hasText: "Did you mean" }).waitFor();
    await page.getByRole("checkbox", { name: "bill_depth_mm" }).check();
    await page.getByRole("checkbox", { name: "bill not there" }).uncheck();
    await page.locator(".grid-cell.changed").first().waitFor();
  });

  it("takes suggestions one by one, each with one click", async () => {
    const { page, host } = await open(new PrepareHost(EMPTY));
    await page.getByText("No steps yet.").waitFor();
    for (let count = 1; count <= 4; count += 1) {
      await page
        .getByRole("button", { name: /^Add: / })
        .first()
        .click();
      await until(() => namesIn(host).length === count);
      await page.locator(".step").nth(count).waitFor();
    }
    await page.getByText("Nothing stands out.").waitFor();
    assert.deepEqual(namesIn(host), ["fill-missing", "fill-missing", "standard-scale", "one-hot-encode"]);
  });

  it("drops answers to what is no longer asked", async () => {
    const host = new PrepareHost(RECIPE);
    const { answers } = host;
    let given = 0;
    let release: () => void = () => undefined;
    const slow = new Promise<void>((done) => {
      release = done;
    });
    const { page } = await open(host, {
      "prepare/preview": async (wanted, context) => {
        if (wanted.step === 2 && wanted.count > 0) {
          await slow;
          given += Number(context.signal.aborted);
        }
        return (answers["prepare/preview"] as NonNullable<Answers["prepare/preview"]>)(wanted, context);
      },
    });
    await page.locator(".grid-cell.added").first().waitFor();
    await step(page, 2).click();
    await step(page, 0).click();
    await page.locator(".grid-cell.removed").first().waitFor();
    release();
    await until(() => given === 1);
    await page.getByRole("heading", { name: "Step 1: Drop missing" }).waitFor();
    assert.equal(await page.locator(".grid-cell.changed").count(), 0);
  });

  it("changes nothing where the text was changed at the same moment, and says so", async () => {
    const { page, host } = await open(new PrepareHost(RECIPE));
    await page.locator(".grid-cell.added").first().waitFor();
    host.onChange = () => undefined;
    const text = RECIPE.replace('    { "step": "standard-scale", "columns": "number" },\n', "");
    host.write(text);
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("The experiment's text was changed at the same moment.").first().waitFor();
    assert.equal(host.text, text);
  });

  it("asks VS Code to undo, redo, show the code and train", async () => {
    const { page, actions } = await open(new PrepareHost(RECIPE));
    for (const name of ["Undo", "Redo", "Show as code", "Train"]) await page.getByRole("button", { name, exact: true }).click();
    await until(() => actions.length === 4);
    assert.deepEqual(actions, [{ action: "undo" }, { action: "redo" }, { action: "show-code" }, { action: "train", file: INPUT.file }]);
  });
});
