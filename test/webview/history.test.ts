import assert from "node:assert/strict";
import { runsOf, summaryOfRun } from "./fixtures/run.ts";
import { historyAnswers, SCENES } from "./scenes.ts";
import { eventually } from "./support/eventually.ts";
import { withChromium } from "./support/suite.ts";

describe("webviews: the run history", function () {
  this.timeout(300_000);
  const suite = withChromium();
  const input = SCENES.history!.input;

  it("keeps 10,000 runs in a bounded page, and shows the first of them before the rest is there", async () => {
    const { page, calls } = await suite.open({ input, answers: historyAnswers(() => runsOf(10_000)) });
    await page.waitForSelector(".open-run");
    await page.getByText("10,000 runs").waitFor();
    assert.deepEqual(
      calls.map(({ params }) => (params as { limit?: number }).limit),
      [200, undefined],
    );
    const nodes = () => page.evaluate(() => document.querySelectorAll("*").length);
    assert.ok((await nodes()) < 3500, `${await nodes()} elements`);
    await page.locator(".scroller").evaluate((box) => (box.scrollTop = box.scrollHeight));
    await page.waitForSelector('[aria-rowindex="10001"]');
    assert.ok((await nodes()) < 3500, `${await nodes()} elements`);
    await page.getByRole("columnheader", { name: "val_loss" }).getByRole("button").click();
    await page.waitForSelector('[role="columnheader"][aria-sort="ascending"]');
  });

  it("sorts by any column, runs without a value last", async () => {
    const { page } = await suite.open(SCENES.history!);
    await page.waitForSelector(".open-run");
    const header = page.getByRole("columnheader", { name: "test accuracy" });
    await header.getByRole("button").click();
    assert.equal(await header.getAttribute("aria-sort"), "descending");
    const shown = await page
      .locator(".run-row[data-run]")
      .evaluateAll((rows) => rows.map((row) => row.querySelectorAll(".metric")[2]?.textContent?.replace("best:", "").trim() ?? ""));
    const values = shown.filter((text) => text !== "").map(Number);
    assert.ok(values.length > 5);
    assert.deepEqual(
      values,
      [...values].sort((a, b) => b - a),
    );
    assert.equal(shown.at(-1), "");
  });

  it("opens with Enter, selects with Space, compares two", async () => {
    const { page, actions } = await suite.open(SCENES.history!);
    await page.waitForSelector(".open-run");
    const [first, second] = runsOf(24);
    await page.locator('.open-run[tabindex="0"]').focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction((name) => document.activeElement?.textContent === name, second!.name);
    await page.keyboard.press("Space");
    await page.getByText("24 runs, 2 selected").waitFor();
    await page.getByRole("button", { name: "Compare" }).click();
    await eventually(() =>
      assert.deepEqual(actions, [
        { action: "open-runs", runs: [first!.id] },
        { action: "open-runs", runs: [first!.id, second!.id] },
      ]),
    );
  });

  it("deletes the selected runs, but none that is live", async () => {
    const { page, actions } = await suite.open(SCENES.history!);
    await page.waitForSelector(".open-run");
    for (const nth of [1, 2]) await page.locator(".run-row .check input").nth(nth).check();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("24 runs, 1 selected").waitFor();
    await eventually(() => assert.deepEqual(actions, [{ action: "delete-run", run: runsOf(24)[1]!.id }]));
  });

  it("sends the filter as written, and shows an error below the letter it is about", async () => {
    const { page, calls } = await suite.open(SCENES.history!);
    await page.waitForSelector(".open-run");
    const filter = page.getByRole("combobox", { name: "Filter runs" });
    await filter.fill("metrics.val_acc > 0.7");
    await page.keyboard.press("Enter");
    await eventually(() => assert.deepEqual(calls.at(-1)?.params, { folder: "folder", filter: "metrics.val_acc > 0.7" }));
    await filter.fill("status ~ 'x'");
    await page.keyboard.press("Enter");
    await page.getByText("Filter, column 8").waitFor();
    assert.equal((await page.locator(".filter-place").textContent())?.indexOf("^"), 7);
    assert.equal(await filter.getAttribute("aria-invalid"), "true");
    assert.ok((await page.locator(".open-run").count()) > 0, "the runs of the last good filter stay");
  });

  it("completes names, operators and values", async () => {
    const { page } = await suite.open(SCENES.history!);
    await page.waitForSelector(".open-run");
    const filter = page.getByRole("combobox", { name: "Filter runs" });
    await filter.pressSequentially("params.opt");
    await page.getByRole("option", { name: "params.optimizer" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await eventually(async () => assert.equal(await filter.getAttribute("aria-activedescendant"), "filter-item-0"));
    await page.keyboard.press("Enter");
    await filter.pressSequentially("= ");
    await page.getByRole("option", { name: "'adam'" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal(await filter.inputValue(), "params.optimizer = 'adam' "));
  });

  it("moves with the runs: figures of a live one, a new one, one that is gone", async () => {
    let runs = runsOf(3);
    const { page, notify } = await suite.open({ input, answers: historyAnswers(() => runs) });
    await page.getByText("3 runs").waitFor();
    const moved = summaryOfRun(runs[0]!);
    notify("run/changed", {
      folder: "folder",
      run: { ...moved, metrics: { ...moved.metrics, val_loss: { ...moved.metrics.val_loss!, last: 0.123 } } },
      phase: "training",
      unit: "epoch",
      epoch: 7,
      epochs: 100,
      fraction: 0.07,
      remaining: null,
    });
    await page.getByText("0.123").waitFor();
    runs = runsOf(4);
    notify("runs/changed", { folder: "folder" });
    await page.getByText("4 runs").waitFor();
    runs = runs.slice(0, 2);
    notify("runs/changed", { folder: "another" });
    await page.waitForTimeout(700);
    assert.equal(await page.getByText("4 runs").count(), 1, "another folder's runs are not ours");
    notify("runs/changed", { folder: "folder" });
    await page.getByText("2 runs").waitFor();
  });

  it("chooses columns and keeps the choice over a reload", async () => {
    const { page } = await suite.open(SCENES.history!);
    await page.waitForSelector(".open-run");
    await page.locator(".picker summary").click();
    await page.getByRole("checkbox", { name: "backend" }).check();
    await page.getByRole("checkbox", { name: "duration" }).uncheck();
    await page.reload();
    await page.waitForSelector(".open-run");
    await page.getByRole("columnheader", { name: "backend" }).waitFor();
    assert.equal(await page.getByRole("columnheader", { name: "duration" }).count(), 0);
  });

  it("leads on when there is nothing: no runs, no repository, no match", async () => {
    const none = await suite.open(SCENES["history-empty"]!);
    await none.page.getByRole("button", { name: "New experiment" }).click();
    await eventually(() => assert.deepEqual(none.actions, [{ action: "new-experiment" }]));
    const answers = {
      ...historyAnswers(() => []),
      "store/state": async () => ({ state: "none" as const, root: null, head: null, branch: null }),
    };
    const bare = await suite.open({ input, answers });
    await bare.page.getByRole("button", { name: "Initialise repository" }).waitFor();
    const filtered = await suite.open({
      input,
      answers: { ...historyAnswers(() => runsOf(3)), "run/list": async ({ filter }) => (filter ? [] : runsOf(3).map(summaryOfRun)) },
    });
    await filtered.page.fill(".filter-input", "status = 'FAILED'");
    await filtered.page.getByRole("button", { name: "Clear the filter" }).click();
    await filtered.page.getByText("3 runs").waitFor();
  });
});
