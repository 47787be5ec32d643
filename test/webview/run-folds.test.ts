import assert from "node:assert/strict";
import { withMean } from "../../webview/run/fold-mean.ts";
import { familiesOf } from "../../webview/run/series.ts";
import { SCENES } from "./scenes.ts";
import { withChromium } from "./support/suite.ts";

describe("webviews: a run with folds and gates", function () {
  this.timeout(300_000);
  const suite = withChromium();
  const text = async (locator: { textContent(): Promise<string | null> }) => ((await locator.textContent()) ?? "").replace(/\s+/g, " ");

  it("says that it is the champion, and the mean of its folds with the deviation", async () => {
    const { page } = await suite.open(SCENES["run-folds"]!);
    await page.getByText("champion", { exact: true }).waitFor();
    assert.match(await text(page.locator(".headline")), /cv_acc 0\.952 ± 0\.011 mean and deviation of the folds/);
  });

  it("shows each gate with what was found, and how many failed", async () => {
    const { page } = await suite.open(SCENES["run-folds"]!);
    const gates = page.getByRole("region", { name: "Gates", exact: true }).first();
    await gates.waitFor();
    assert.match(
      await text(gates),
      /1 of 3 gates failed.*passed.*accuracy >= 0\.9.*failed.*recall\(sex=female\) >= 0\.95.*below 0\.95 \(24 rows\)/,
    );
  });

  it("shows figures with the digits that their intervals justify, and averages behind them", async () => {
    const { page } = await suite.open(SCENES["run-folds"]!);
    const table = page.getByRole("region", { name: "Scores on each split" });
    await table.getByText("95 % interval").waitFor();
    assert.match(await text(table), /accuracy0\.9960\.940\.970\.92 to 1\.00/);
    assert.match(await text(table), /roc_auc0\.9990\.9880\.9890\.969 to 1\.000/);
    assert.doesNotMatch(await text(table), /f1_macro/);
    await page.getByText("Averages over the classes", { exact: true }).click();
    await page.getByRole("region", { name: "Averages over the classes, on each split" }).getByText("f1_macro").waitFor();
  });

  it("tabulates the folds, and draws their curves together with the mean", async () => {
    const { page } = await suite.open(SCENES["run-folds"]!);
    const table = page.getByRole("region", { name: "Figures of the folds" });
    await table.waitFor();
    assert.match(await text(table), /mean.*deviation.*fold 1.*fold 3.*accuracy0\.9520\.0110\.9510\.9660\.938/);
    const chart = page.getByRole("group", { name: "loss, each fold and their mean" });
    await chart.getByRole("button", { name: /fold_2\/val_loss/ }).waitFor();
    await chart.getByRole("button", { name: /mean\/val_loss/ }).waitFor();
  });
});

describe("the mean curve of folds", () => {
  const fold = (nth: number, steps: number[], values: number[]) => ({
    run: "r",
    metric: `fold_${nth}/val_loss`,
    steps,
    values,
    times: steps,
  });

  it("goes as far as every fold, and between points that were left out", () => {
    const [family] = familiesOf([fold(1, [1, 2, 3, 4], [4, 3, 2, 1]), fold(2, [1, 3], [2, 0])]);
    const mean = family && withMean(family).series.at(-1);
    assert.deepEqual(mean, { run: "r", metric: "mean/val_loss", steps: [1, 2, 3], values: [3, 2, 1], times: [1, 2, 3] });
  });

  it("is none of a single fold, of one without points, or of a run without folds", () => {
    const one = familiesOf([fold(1, [1], [1])]).map(withMean);
    assert.deepEqual(one[0]?.series.length, 1);
    const empty = familiesOf([fold(1, [1], [1]), fold(2, [], [])]).map(withMean);
    assert.deepEqual(empty[0]?.series.length, 2);
    const whole = familiesOf([{ ...fold(1, [1], [1]), metric: "val_loss" }]);
    assert.deepEqual(whole.map(withMean), whole);
  });
});
