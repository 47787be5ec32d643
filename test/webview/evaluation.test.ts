import assert from "node:assert/strict";
import type { Run } from "../../src/protocol/run.ts";
import { runOf } from "./fixtures/run.ts";
import { reduced } from "./fixtures/without-classes.ts";
import { PROFILE_SCENES } from "./profile-scenes.ts";
import { SCENES } from "./scenes.ts";
import { eventually } from "./support/eventually.ts";
import { withChromium } from "./support/suite.ts";

const scene = (name: string) => SCENES[name] as (typeof SCENES)[string];

describe("webviews: the evaluation report", function () {
  this.timeout(300_000);
  const suite = withChromium();

  it("moves the threshold by keyboard, and says what becomes of the rows", async () => {
    const { page, problems } = await suite.open(scene("evaluation-binary"));
    const slider = page.getByRole("slider", { name: "Threshold" });
    const sentence = page.locator(".thresholds p[aria-live]");
    const before = await sentence.textContent();
    await slider.focus();
    await page.keyboard.press("End");
    await eventually(async () =>
      assert.match((await sentence.textContent()) ?? "", /Above every probability: no row is taken|From 0\.9\d+ on/),
    );
    await page.keyboard.press("Home");
    await eventually(async () =>
      assert.match(
        (await sentence.textContent()) ?? "",
        /^From 0\.0\d+ on, 900 rows are taken for >50K: .* and 100 % of all >50K are found\.$/,
      ),
    );
    assert.notEqual(await sentence.textContent(), before);
    assert.deepEqual(problems, []);
  });

  it("goes to the best thresholds, and finds the cheapest anew when the costs change", async () => {
    const { page } = await suite.open(scene("evaluation-binary"));
    const cheapest = page.getByRole("group", { name: "Best thresholds" }).getByText(/^Least cost/);
    const before = await cheapest.textContent();
    await cheapest.click();
    const cost = page.getByRole("region", { name: "Figures at this threshold" }).getByRole("row", { name: /^cost \d/ });
    const priced = await cost.textContent();
    await page.getByLabel("A false positive costs").fill("20");
    await page.getByLabel("A false positive costs").blur();
    await eventually(async () => assert.notEqual(await cheapest.textContent(), before));
    await cheapest.click();
    await eventually(async () => assert.notEqual(await cost.textContent(), priced));
  });

  it("opens the rows of a cell of the confusion matrix by keyboard, shows one in the data, and closes them again", async () => {
    const { act: _, ...closed } = scene("evaluation-cell");
    const { page, problems, actions } = await suite.open(closed);
    const cells = page.locator(".confusion .cell-button");
    await cells.first().focus();
    await page.keyboard.press("ArrowDown");
    const focused = page.locator(".confusion .cell-button:focus");
    const name = (await focused.getAttribute("aria-label")) ?? "";
    const [, actual, predicted] = /of (.+) predicted (.+):/.exec(name) ?? [];
    assert.ok(actual !== predicted, name);
    await page.keyboard.press("Enter");
    const rows = page.getByRole("region", { name: `Rows: ${actual} predicted ${predicted}` });
    await rows.getByRole("table").waitFor();
    assert.equal(await focused.getAttribute("aria-expanded"), "true");
    assert.match((await rows.textContent()) ?? "", /7 rows of .*97 %/s);
    await rows.locator("tbody th button").first().click();
    await rows.getByRole("button", { name: "Show all of these rows" }).click();
    await eventually(() => assert.equal(actions.length, 2));
    const numbers = actions.map((action) =>
      (action.action === "profile" ? action.filters : undefined)?.map((one) => "numbers" in one && one.numbers.length),
    );
    assert.deepEqual(numbers, [[1], [7]]);
    await page.keyboard.press("Escape");
    await eventually(async () => assert.equal(await rows.count(), 0));
    assert.equal(await focused.getAttribute("aria-label"), name);
    assert.deepEqual(problems, []);
  });

  it("says what clusters, components, detectors and forecasts have found, and opens their rows", async () => {
    const opened = async (name: string, region: string, buttons: number) => {
      const { page, problems, actions } = await suite.open(scene(name));
      const part = page.getByRole("region", { name: region, exact: true }).first();
      await part.waitFor();
      const rows = part.locator("button.link");
      assert.equal(await rows.count(), buttons, name);
      if (buttons > 0) await rows.last().click();
      if (buttons > 0) await eventually(() => assert.equal(actions.length, 1));
      assert.deepEqual(problems, []);
      return (await part.textContent()) ?? "";
    };
    assert.match(
      await opened("evaluation-clusters", "What the clusters are", 6),
      /differ most in species.*Chinstrap 100 % .*2 standard deviations above/s,
    );
    assert.match(
      await opened("evaluation-components", "What the components are made of", 0),
      /first goes most by flipper_length_mm, the second by bill_depth_mm/,
    );
    assert.match(await opened("evaluation-anomalies", "Where the reconstruction fails", 3), /anomaly above 0.118: 1 of these/);
    const weak = await opened("evaluation-forecast", "Where the model is weak", 3);
    assert.match(weak, /weekday = Monday.*steps ahead >= 6.*Worst forecasts.*2015-06-08/s);
  });

  it("opens the rows of a weak segment, of a group, and of the worst errors", async () => {
    const panel = await suite.open(scene("evaluation-weak"));
    const { page, actions } = panel;
    await page.getByRole("region", { name: "Weak segments" }).getByRole("button").first().click();
    await page.getByRole("region", { name: "Groups of sex" }).getByRole("button", { name: "female" }).click();
    await page.getByRole("region", { name: "Worst errors" }).getByRole("button").first().click();
    await eventually(() => assert.equal(actions.length, 3));
    const filters = actions.map((action) => (action.action === "profile" ? action.filters : undefined));
    assert.deepEqual(
      filters[0]?.map(({ column, test }) => [column, test]),
      [
        ["age", "range"],
        ["city", "equals"],
      ],
    );
    assert.deepEqual(filters[1], [{ test: "equals", column: "sex", values: ["female"] }]);
    assert.equal(filters[2]?.[0]?.test, "rows");
    assert.ok(actions.every((action) => action.action === "profile" && action.file === "penguins.csv"));
  });

  for (const [name, least] of [
    ["evaluation-binary", 7],
    ["evaluation-multiclass", 7],
    ["evaluation-regression", 7],
    ["evaluation-forecast", 5],
    ["evaluation-clusters", 1],
    ["evaluation-components", 1],
  ] as const) {
    it(`${name}: every picture has a sentence and a table behind it`, async () => {
      const { page, problems } = await suite.open(scene(name));
      await page.waitForSelector("ty-figure .canvas svg");
      const figures = await page.locator("ty-figure").all();
      assert.ok(figures.length >= least, String(figures.length));
      for (const figure of figures) {
        const title = await figure.getByRole("group").first().getAttribute("aria-label");
        assert.equal(await figure.locator("summary").getAttribute("aria-label"), `Table: ${title}`);
        assert.ok(((await figure.locator("figcaption").textContent()) ?? "").trim().length > 10);
        await figure.locator("summary").evaluate((summary) => (summary as HTMLElement).click());
        await figure.locator("tbody tr").first().waitFor({ state: "attached" });
        assert.doesNotMatch((await figure.textContent()) ?? "", /undefined|NaN|\[object/);
      }
      assert.deepEqual(problems, []);
    });
  }

  it("draws forecasts beside what came, for each series, and says how far ahead", async () => {
    const { page } = await suite.open(scene("evaluation-forecast"));
    const north = page.getByRole("group", { name: "Forecast and actual: north" });
    assert.match((await north.locator("figcaption").textContent()) ?? "", /forecast 7 steps before, in its 90 % interval, which holds 6\d/);
    await north.locator("summary").click();
    assert.deepEqual(await north.locator("thead th").allInnerTexts(), ["when", "actual", "forecast", "low", "high"]);
    assert.equal(await north.locator("tbody th").first().innerText(), "2024-05-01");
    await page.getByText("mae is 1.7 at 1 step ahead, and 2.3 at 7.").waitFor();
  });

  it("of a detector says how many of the rows are taken for anomalies", async () => {
    const { page } = await suite.open(scene("evaluation-anomalies"));
    await page.getByText("51 rows. 2 % of the rows are taken for anomalies.").waitFor();
  });

  it("has no curves where a finished model is not learnt step by step, and says where a failed one has none", async () => {
    const { input, answers, ready } = scene("evaluation-components");
    const exact = (status: Run["status"]): Run => ({ ...runOf(3), status, metrics: {} });
    for (const [status, sections] of [
      ["FINISHED", 0],
      ["FAILED", 1],
    ] as const) {
      const { page } = await suite.open({
        input,
        answers: {
          ...answers,
          "run/show": async () => exact(status),
          "run/curve": async () => ({ series: [] }),
          "run/report": async ({ run }) => ({ title: run, run: exact(status), curve: null, evaluation: reduced(run), profile: null }),
        },
      });
      await page.waitForSelector(ready);
      await eventually(async () => assert.equal(await page.getByRole("region", { name: "Curves" }).count(), sections));
      if (sections > 0) await page.getByText("No metric was logged.").waitFor();
    }
  });

  it("says how the training went, what to try, and how the run does beside baseline and champion", async () => {
    const { page, actions } = await suite.open(scene("evaluation-binary"));
    const verdict = await page.getByRole("region", { name: "How the training went" }).textContent();
    assert.match(verdict ?? "", /The model is overfitting.*accuracy is 0\.991.*What to try.*Add dropout: model\.dropout 0\.2\./s);
    assert.match(
      (await page.getByRole("region", { name: "Baseline", exact: true }).textContent()) ?? "",
      /Better than the baseline .* by 0\.\d+ \(95 %/,
    );
    await page.getByRole("region", { name: "Champion", exact: true }).getByRole("button", { name: "amber-otter" }).click();
    await eventually(() => assert.deepEqual(actions, [{ action: "open-runs", runs: ["01JD3000000000000000000009"] }]));
  });

  it("shows the rows asked for in the data panel", async () => {
    const base = PROFILE_SCENES["profile-data"];
    assert.ok(base?.input.panel === "profile");
    const filters = [{ test: "rows" as const, column: "row", numbers: [3, 7] }];
    const { page, calls } = await suite.open({ ...base, input: { ...base.input, filters } });
    await page.getByRole("tab", { name: /^Data/, selected: true }).waitFor();
    await page.getByText("row is 3 or 7").first().waitFor();
    await eventually(() => {
      const asked = calls.filter(({ method }) => method === "data/page").map(({ params }) => (params as { filters?: unknown }).filters);
      assert.deepEqual(asked.at(-1), filters);
    });
  });
});
