import assert from "node:assert/strict";
import { parse } from "jsonc-parser";
import type { Page } from "playwright-core";
import { until } from "../support/wait.ts";
import { EMPTY, PrepareHost, RECIPE } from "./fixtures/prepare.ts";
import type { OpenPanel, PanelOptions } from "./support/panel.ts";
import { withChromium } from "./support/suite.ts";

const INPUT = { panel: "experiment", folder: "folder", file: "folder/penguins.experiment.json" } as const;
const read = ({ text }: PrepareHost) => parse(text) as Record<string, Record<string, unknown>>;

describe("webviews: the form of an experiment", function () {
  this.timeout(300_000);
  const suite = withChromium();

  async function open(text: string, more: Partial<PanelOptions> = {}): Promise<OpenPanel & { host: PrepareHost }> {
    const host = new PrepareHost(text);
    const panel = await suite.open({ input: INPUT, answers: host.answers, ...more });
    host.onChange = (document) => panel.notify("prepare/changed", document);
    await panel.page.waitForSelector(".section-form, .recipe-view");
    return { ...panel, host };
  }

  const part = (page: Page, name: string) => page.getByRole("tab", { name, exact: true }).click();
  /** Types a value and leaves the control. */
  async function type(page: Page, name: string, value: string): Promise<void> {
    await page.getByRole("textbox", { name, exact: true }).fill(value);
    await page.keyboard.press("Tab");
  }

  it("writes each setting as one small edit, and leaves the rest as it is written", async () => {
    const { page, host, problems } = await open(RECIPE);
    await part(page, "Model");
    await type(page, "Dropout", "0.25");
    await until(() => host.text.includes("dropout"));
    assert.equal(host.text, RECIPE.replace('"algorithm": "mlp"', '"algorithm": "mlp", "dropout": 0.25'));
    await page.getByRole("textbox", { name: "Dropout", exact: true }).fill("");
    await page.keyboard.press("Tab");
    await until(() => host.text === RECIPE);
    await part(page, "Training");
    await type(page, "Patience", "4");
    await until(() => host.text !== RECIPE);
    assert.deepEqual(read(host).training, { earlyStopping: { patience: 4 } });
    await page.getByRole("checkbox", { name: "Early stopping" }).uncheck();
    await until(() => read(host).training?.earlyStopping === false);
    await page.getByRole("textbox", { name: "Patience" }).waitFor({ state: "detached" });
    assert.ok(host.text.includes("// seven birds") && host.text.includes("// Preparation, in order."));
    assert.deepEqual(problems, []);
  });

  it("shows what is typed in the text at once, and errors of the engine at their field with a way to their place", async () => {
    const { page, host, actions } = await open(RECIPE);
    await part(page, "Model");
    host.write(RECIPE.replace('"mlp"', '"mlp", "dropout": 0.5'));
    await page.waitForFunction(() => [...document.querySelectorAll("input")].some(({ value }) => value === "0.5"));
    await type(page, "Dropout", "3");
    await page
      .locator(".option.wrong .option-problem")
      .filter({ hasText: /less than 1|at most/ })
      .waitFor();
    assert.match(host.text, /"dropout": 3/, "what is wrong is written too: it is the user's file");
    await page.getByRole("tab", { name: /Model 1/ }).waitFor();
    await page.getByRole("button", { name: "Line 13" }).click();
    await until(() => actions.length > 0);
    assert.equal(actions[0]?.action, "open-text");
  });

  it("offers the algorithms with their reasons; another one takes what it knows and drops what it does not", async () => {
    const { page, host } = await open(RECIPE.replace('"mlp"', '"mlp", "hidden": [8], "l2": 0.1'));
    await part(page, "Model");
    const linear = page.getByRole("radio", { name: /^Linear model/ });
    await linear.waitFor();
    await page.getByText("a plain model learns least by heart").waitFor();
    await linear.check();
    await until(() => read(host).model?.algorithm === "linear");
    assert.equal(read(host).model?.hidden, undefined);
    assert.equal(read(host).model?.l2, 0.1);
    await page.getByRole("radio", { name: /^Random forest/ }).check();
    await part(page, "Training");
    await page.getByText(/settings that random-forest does not use/).waitFor();
  });

  it("switches a group on, and chooses among kinds of one, which keep what they share", async () => {
    const { page, host } = await open(RECIPE);
    await part(page, "Cross-validation");
    await page.getByRole("checkbox", { name: "Cross-validation" }).check();
    await type(page, "Folds", "3");
    await until(() => read(host).crossValidation?.folds === 3);
    await page.getByRole("checkbox", { name: "Cross-validation" }).uncheck();
    await until(() => read(host).crossValidation === undefined);
    await part(page, "Training");
    await page.getByRole("combobox", { name: "Schedule" }).selectOption("exponential-decay");
    await type(page, "Warmup", "2");
    await until(() => host.text.includes('"warmup": 2'));
    await page.getByRole("combobox", { name: "Schedule" }).selectOption("constant");
    await until(() => host.text.includes('"schedule": { "type": "constant", "warmup": 2 }'));
    await page.getByRole("combobox", { name: "Schedule" }).selectOption("none");
    await until(() => !host.text.includes("schedule"));
    await part(page, "Gates");
    await type(page, "Gates", 'accuracy >= 0.9\n{ "better_than": "baseline" }');
    await until(() => host.text.includes('"gates": ["accuracy >= 0.9", { "better_than": "baseline" }]'));
  });

  it("asks what suits the data once somebody looks, and again for another target", async () => {
    const { page, host, calls } = await open(RECIPE);
    const asked = () => calls.filter(({ method }) => method === "experiment/algorithms").length;
    await part(page, "Split");
    await until(() => calls.some(({ method }) => method === "experiment/columns"));
    assert.equal(asked(), 0);
    await part(page, "Model");
    await page.getByRole("radio", { name: /^Linear model/ }).waitFor();
    assert.equal(asked(), 1);
    host.write(RECIPE.replace('"species"', '"body_mass_g"').replace("multiclass", "regression"));
    await page.getByText("Always says the mean").waitFor();
    assert.equal(asked(), 2);
  });

  it("writes the preparation that another algorithm needs where there is none, and touches none that there is", async () => {
    const { page, host } = await open(EMPTY.replace('"mlp"', '"random-forest"'));
    await part(page, "Model");
    await page.getByRole("radio", { name: /^Linear model/ }).check();
    await until(() => host.text.includes("one-hot-encode"));
    assert.match(host.text, /"recipe": \[\n {4}\{ "step": "fill-missing", .*\},\n {4}\{/);
    const prepared = read(host).recipe;
    await page.getByRole("radio", { name: /^Random forest/ }).check();
    await until(() => read(host).model?.algorithm === "random-forest");
    assert.deepEqual(read(host).recipe, prepared);
  });

  it("warns of a setting that the algorithm does not heed, at the setting", async () => {
    const { page } = await open(
      RECIPE.replace(
        '"model": { "algorithm": "mlp" }',
        '"model": { "algorithm": "random-forest" },\n  "training": { "earlyStopping": { "patience": 3 } }',
      ),
    );
    await part(page, "Training 1");
    await page.locator(".problems .link").waitFor();
    await page.locator(".group.wrong").getByText("random-forest does not heed").waitFor();
  });

  it("names columns where a setting is of columns", async () => {
    const { page, host } = await open(RECIPE);
    await page.getByRole("group", { name: "Exclude" }).getByRole("checkbox", { name: "island" }).check();
    await until(() => host.text.includes('"exclude": ["island"]'));
    assert.equal(await page.locator("#setting-target-list option").count(), 7);
    await part(page, "Split");
    await page.getByRole("combobox", { name: "Method" }).selectOption("group");
    await until(() => read(host).split?.method === "group");
    await page
      .locator(".problems")
      .getByText(/needs "group"/)
      .waitFor();
    await page.getByRole("group", { name: "Group" }).getByRole("checkbox", { name: "sex" }).check();
    await until(() => read(host).split?.group === "sex");
    await page
      .locator(".problems")
      .getByText(/needs "group"/)
      .waitFor({ state: "detached" });
  });

  it("cannot be changed while the text cannot be read, and keeps what nobody knows", async () => {
    const { page, host } = await open(RECIPE.replace('"exclude": []', '"exclude": [], "future": { "a": 1 }'));
    await page.getByText("Also in the file, and left as it is: future.").waitFor();
    host.write(host.text.replace('"target": ', '"target": :'));
    await page.getByText("The text cannot be read in line 3, column 13").waitFor();
    await page.locator("fieldset.plain[disabled]").waitFor();
    host.write(RECIPE);
    await page.locator("fieldset.plain:not([disabled])").waitFor();
  });

  it("says so where the text was changed at the same moment", async () => {
    const { page, host } = await open(RECIPE);
    host.onChange = () => undefined;
    host.write(RECIPE.replace("// seven birds", "// 7 birds"));
    await part(page, "Model");
    await type(page, "Dropout", "0.25");
    await page.getByRole("alert").filter({ hasText: "changed at the same moment" }).waitFor();
    assert.ok(host.text.includes("// 7 birds") && !host.text.includes("dropout"));
  });

  it("has its parts by keyboard, the recipe among them, and remembers the one in front", async () => {
    const panel = await open(RECIPE);
    const { page, actions } = panel;
    await page.getByRole("tab", { name: "Data", exact: true }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.locator(".step").first().waitFor();
    assert.equal(await page.getByRole("tab", { name: "Recipe" }).getAttribute("aria-selected"), "true");
    await page.reload();
    await page.locator(".step").first().waitFor();
    await page.getByRole("button", { name: "best 0.985 amber-otter" }).click();
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await until(() => actions.length === 2);
    assert.deepEqual(actions, [
      { action: "open-runs", runs: ["a"] },
      { action: "train", file: INPUT.file },
    ]);
    assert.deepEqual(panel.problems, []);
  });

  it("fits 300 pixels, and 200 % of them", async () => {
    const { page } = await open(RECIPE, { width: 300 });
    for (const name of ["Data", "Split", "Model", "Training", "Cross-validation", "Gates", "Report", "New data"] as const) {
      await part(page, name);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(wide, 0, name);
    }
  });
});
