import assert from "node:assert/strict";
import type { Run, RunSnapshot } from "../../src/protocol/run.ts";
import { until } from "../support/wait.ts";
import { curveOf, idOf, runOf, summaryOfRun } from "./fixtures/run.ts";
import { live, SCENES } from "./scenes.ts";
import { eventually } from "./support/eventually.ts";
import type { OpenPanel } from "./support/panel.ts";
import { withChromium } from "./support/suite.ts";
import { THEMES } from "./support/themes.ts";

const SERIES = ["blue", "orange", "green", "purple", "red", "yellow", "foreground"].map((name) => `--ty-series-${name}`);

const snapshotOf = (run: Run, epoch: number): RunSnapshot => ({
  folder: "folder",
  run: summaryOfRun(run),
  phase: "training",
  unit: "epoch",
  epoch,
  epochs: 100,
  fraction: epoch / 100,
  remaining: null,
});

describe("webviews: the run panel", function () {
  this.timeout(300_000);
  const suite = withChromium();

  it("puts the figures first: headline, scores of each split, the baseline beside them", async () => {
    const { page } = await suite.open(SCENES.run!);
    await page.getByText("0.451").waitFor();
    assert.match((await page.locator(".headline").textContent()) ?? "", /val_acc 0\.950\s*on validation, at epoch 39/);
    const table = page.getByRole("region", { name: "Scores on each split" });
    assert.match(
      (await table.textContent()) ?? "",
      /train.*validation.*test.*baseline \(test\).*accuracy.*0\.996.*0\.950.*0\.971.*0\.451/s,
    );
  });

  it("says and tabulates what each chart shows, and reads it point by point with the arrow keys", async () => {
    const { page } = await suite.open(SCENES.run!);
    await page.waitForSelector(".uplot canvas");
    const chart = page.getByRole("group", { name: "acc" });
    assert.match((await chart.locator("figcaption").textContent()) ?? "", /val_acc 0\.9413 \(best 0\.9501, epoch 39\)/);
    await chart.locator(".plot").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await chart.locator("[aria-live]", { hasText: /^epoch 2: acc 0\.\d+, val_acc 0\.\d+$/ }).waitFor({ state: "attached" });
    await chart.locator("summary").click();
    await eventually(async () => assert.equal(await chart.getByRole("row").count(), 42));
  });

  it("counts trees in rounds, says what is left, the best so far and the learning rate", async () => {
    const id = idOf(4);
    const trees = (epochs: number): Run => {
      const run = live(4, epochs);
      const rate = { last: 0.05, best: 0.1, bestStep: 1, steps: epochs, direction: "min" as const };
      return {
        ...run,
        params: { algorithm: "gradient-boosted-trees", iterations: 200 },
        metrics: { ...run.metrics, learning_rate: rate },
      };
    };
    const panel = await suite.open({
      input: { panel: "run", folder: "folder", runs: [id] },
      answers: { "run/show": async () => trees(12), "run/curve": async () => curveOf([id], 12) },
    });
    const { page } = panel;
    await page.waitForSelector(".uplot canvas");
    panel.notify("run/changed", { ...snapshotOf(trees(12), 12), unit: "round", epochs: 200, fraction: 0.06, remaining: 61_000 });
    await page.locator(".live").getByText("round 12/200").waitFor();
    const line = (await page.locator(".live").innerText()).replace(/\s+/g, " ");
    assert.match(line, /training round 12\/200 6 % at most 61 s left loss 0\.\d+ best val_loss 0\.\d+ in round \d+ learning rate 0\.05/);
    await page
      .locator("figcaption", { hasText: /best 0\.\d+, round \d+/ })
      .first()
      .waitFor();
    await page.getByRole("option", { name: "round" }).waitFor({ state: "attached" });
    assert.equal(await page.locator(".live [role=status]").innerText(), "training", "only what it does is read out");
    assert.deepEqual(panel.problems, []);
  });

  it("draws the folds of one metric in one chart, beside the metric's own", async () => {
    const id = idOf(4);
    const { series } = curveOf([id], 8);
    const folds = [1, 2, 3].flatMap((fold) => series.map((one) => ({ ...one, metric: `fold_${fold}/${one.metric}` })));
    const panel = await suite.open({
      input: { panel: "run", folder: "folder", runs: [id] },
      answers: { "run/show": async () => live(4, 8), "run/curve": async () => ({ series: [...series, ...folds] }) },
    });
    const { page } = panel;
    await page.waitForSelector(".uplot canvas");
    const titles = ["loss", "loss, each fold and their mean", "acc", "acc, each fold and their mean"];
    await eventually(async () => assert.deepEqual(await page.locator(".charts .figure-title").allInnerTexts(), titles));
    const chart = page.getByRole("group", { name: "loss, each fold and their mean" });
    await eventually(async () => assert.equal(await chart.locator(".legend button").count(), 8));
    await chart.getByRole("button", { name: /fold_2\/val_loss/ }).waitFor();
    assert.deepEqual(panel.problems, []);
  });

  it("hides and shows a line from its legend, and keeps that, the scale and the smoothing over a reload", async () => {
    const panel = await suite.open(SCENES.run!);
    const { page } = panel;
    await page.waitForSelector(".uplot canvas");
    await page.getByRole("button", { name: "val_loss" }).click();
    await page.getByRole("combobox", { name: "Scale" }).selectOption("log");
    await page.getByRole("combobox", { name: "x axis" }).selectOption("time");
    await page.getByRole("slider", { name: "Smoothing" }).fill("0.5");
    await page.reload();
    await page.waitForSelector(".uplot canvas");
    assert.equal(await page.getByRole("button", { name: "val_loss" }).getAttribute("aria-pressed"), "false");
    assert.equal(await page.getByRole("combobox", { name: "Scale" }).inputValue(), "log");
    assert.equal(await page.getByRole("combobox", { name: "x axis" }).inputValue(), "time");
    assert.equal(await page.getByRole("slider", { name: "Smoothing" }).inputValue(), "0.5");
    assert.deepEqual(panel.problems, []);
  });

  it("follows a live run: new points without a new chart, a few curves a second, then the figures; Stop stops it, Resume goes on", async () => {
    const id = idOf(4);
    let run = live(4, 1);
    let epoch = 1;
    const panel = await suite.open({
      input: { panel: "run", folder: "folder", runs: [id] },
      answers: {
        "run/show": async () => run,
        "run/curve": async () => curveOf([id], epoch),
        "run/report": async () => ({ title: "", run, curve: null, evaluation: null, profile: null }),
      },
    });
    const { page } = panel;
    await page.waitForSelector(".uplot canvas");
    await page
      .locator(".uplot canvas")
      .first()
      .evaluate((canvas) => canvas.setAttribute("data-first", "yes"));
    const before = curveCalls(panel);
    const start = Date.now();
    for (epoch = 2; epoch <= 30; epoch += 1) {
      run = live(4, epoch);
      panel.notify("run/changed", snapshotOf(run, epoch));
      await page.waitForTimeout(30);
    }
    epoch = 30;
    await page.getByText("epoch 30/100").waitFor();
    await page.locator("figcaption", { hasText: "epoch 30" }).first().waitFor();
    const seconds = (Date.now() - start) / 1000;
    assert.ok(curveCalls(panel) - before <= seconds * 4 + 2, `${curveCalls(panel) - before} curves in ${seconds} s`);
    assert.equal(await page.locator('canvas[data-first="yes"]').count(), 1, "the same canvas");
    await page.getByRole("button", { name: "Stop" }).click();
    await eventually(() => assert.deepEqual(panel.actions, [{ action: "stop-run", run: id }]));
    run = { ...runOf(4, { epochs: 30 }), status: "KILLED" };
    panel.notify("run/changed", snapshotOf(run, 30));
    await page.getByText("stopped", { exact: true }).waitFor();
    await page.getByRole("region", { name: "Scores on each split" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Stop" }).count(), 0);
    await page.getByRole("button", { name: "Resume" }).click();
    await until(() => panel.actions.length === 2);
    assert.deepEqual(panel.actions[1], { action: "resume-run", run: id });
    assert.deepEqual(panel.problems, []);
  });

  it("shows why a run failed, where, and the remedy", async () => {
    const { page } = await suite.open(SCENES["run-failed"]!);
    const text = (await page.getByRole("alert").textContent()) ?? "";
    assert.match(text, /The loss is NaN since epoch 8\..*Lower training\.learningRate.*penguins\.experiment\.json:31:5.*loss-not-finite/s);
  });

  it("compares runs by what differs, best figures marked, all of it on request", async () => {
    const panel = await suite.open(SCENES["run-compare"]!);
    const { page } = panel;
    await page.waitForSelector(".compare");
    assert.equal(await page.getByRole("rowheader", { name: "batchSize" }).count(), 0);
    assert.match(
      (await page
        .getByRole("row", { name: /accuracy \(test\)/ })
        .locator(".best")
        .first()
        .textContent()) ?? "",
      /0\.9708/,
    );
    await page.getByRole("checkbox", { name: "Only what differs" }).click();
    await page.getByRole("rowheader", { name: "batchSize" }).waitFor();
    await page.getByRole("button", { name: runOf(2).name, exact: true }).click();
    await eventually(() => assert.deepEqual(panel.actions, [{ action: "open-runs", runs: [idOf(2)] }]));
  });

  for (const theme of THEMES)
    it(`has a colour of its own for every curve that can be seen on the page: ${theme}`, async () => {
      const { page } = await suite.open({ ...SCENES.run!, theme });
      const drawn = await page.evaluate((names) => {
        const style = getComputedStyle(document.body);
        const context = new OffscreenCanvas(1, 1).getContext("2d")!;
        return names.map((name) => {
          context.clearRect(0, 0, 1, 1);
          context.fillStyle = "#0000"; // what stays when the colour is none
          context.fillStyle = style.getPropertyValue(name).trim();
          context.fillRect(0, 0, 1, 1);
          return [...context.getImageData(0, 0, 1, 1).data].join();
        });
      }, SERIES);
      assert.equal(new Set(drawn).size, SERIES.length, drawn.join(" | "));
      for (const color of drawn) assert.match(color, /,255$/);
    });

  it("redraws its curves in the colours of a new theme", async () => {
    const { page } = await suite.open({ ...SCENES.run!, theme: "dark" });
    await page.waitForSelector(".uplot canvas");
    const picture = () =>
      page
        .locator(".uplot canvas")
        .first()
        .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const dark = await picture();
    await page.evaluate(() => {
      document.documentElement.style.setProperty("--vscode-charts-blue", "#ff00ff");
      document.body.className = "vscode-light";
    });
    await eventually(async () => assert.notEqual(await picture(), dark));
  });
});

const curveCalls = ({ calls }: OpenPanel): number => calls.filter(({ method }) => method === "run/curve").length;
