import assert from "node:assert/strict";
import { cancelled } from "../../src/shared/errors.ts";
import { penguinsTable } from "./fixtures/rows.ts";
import { dataAnswers } from "./profile-scenes.ts";
import { SCENES } from "./scenes.ts";
import { eventually } from "./support/eventually.ts";
import type { OpenPanel } from "./support/panel.ts";
import { withChromium } from "./support/suite.ts";

const { input } = SCENES.profile!;
const calls = (panel: OpenPanel, method: string) => panel.calls.filter((call) => call.method === method);
const asked = (panel: OpenPanel, method: string) => ({ ...(calls(panel, method).at(-1)?.params as Record<string, unknown>) });

describe("webviews: two sides of data", function () {
  this.timeout(300_000);
  const suite = withChromium();

  async function compared(): Promise<OpenPanel> {
    const panel = await suite.open({ input, answers: dataAnswers(penguinsTable()) });
    await panel.page.click("#tab-compare");
    await panel.page.getByRole("button", { name: "Compare with..." }).click();
    await panel.page.waitForSelector(".compared-columns");
    return panel;
  }

  it("are asked for once, and shown with the largest difference first", async () => {
    const panel = await compared();
    await eventually(() => assert.equal(calls(panel, "data/compare").length, 1));
    assert.deepEqual(calls(panel, "data/compare")[0]?.params, {
      folder: "folder",
      before: { file: "penguins.csv", revision: "4f".repeat(20) },
      after: { file: "penguins.csv" },
    });
    const names = await panel.page.locator(".compared-columns .row-button").allInnerTexts();
    assert.deepEqual(names.slice(0, 3), ["body_mass_g", "weight_kg", "year"]);
    await panel.page.getByText("344 rows against 350 rows.").waitFor();
  });

  it("open a column in place: both distributions, figures beside each other, distances in words", async () => {
    const { page } = await compared();
    await page.locator(".compared-columns").getByRole("button", { name: "bill_depth_mm" }).click();
    const figure = page.getByRole("group", { name: "Distribution of bill_depth_mm" });
    await figure.locator(".canvas svg").waitFor();
    await figure.locator("summary").click();
    await figure.getByRole("columnheader", { name: "4f4f4f4" }).waitFor();
    await page.getByText("Kolmogorov-Smirnov: 0.25; p = below 0.0001, below 0.05: drifted.").waitFor();
    await page.getByRole("region", { name: "Figures of bill_depth_mm on both sides" }).waitFor();
  });

  it("turn round, close, and come back after a reload", async () => {
    const panel = await compared();
    await panel.page.getByRole("button", { name: "Swap" }).click();
    await eventually(() => assert.equal(calls(panel, "data/compare").length, 2));
    await panel.page.reload();
    await panel.page.waitForSelector(".compared-columns");
    assert.deepEqual(asked(panel, "data/compare").before, { file: "penguins.csv" });
    await panel.page.getByRole("button", { name: "Close" }).click();
    await panel.page.getByText("Nothing to compare with yet").waitFor();
  });

  it("show row by row what came, went and changed, once there is a key", async () => {
    const panel = await compared();
    const { page } = panel;
    await page.getByRole("combobox", { name: "Key" }).selectOption({ label: "island" });
    const grid = page.getByRole("grid", { name: "Rows that differ" });
    await grid.locator(".grid-cell.changed").first().waitFor();
    assert.equal(await grid.getAttribute("aria-rowcount"), "315");
    assert.match((await grid.locator(".grid-cell.changed").first().getAttribute("title")) ?? "", /^was 1/);
    await page.getByRole("checkbox", { name: "300 changed" }).uncheck();
    await grid.locator(".grid-cell.added").first().waitFor();
    assert.equal(await grid.getAttribute("aria-rowcount"), "15");
    assert.deepEqual(asked(panel, "data/row-changes").kinds, ["added", "removed"]);
    await page.getByText("The key does not name one row alone in 2 rows").waitFor();
    await page.getByRole("button", { name: "Remove island from the key" }).click();
    await page.getByText("Choose the columns that name a row").waitFor();
    assert.deepEqual(panel.problems, []);
  });

  it("stop when told so, and start again", async () => {
    let busy = true;
    const answers = dataAnswers(penguinsTable());
    const { page } = await suite.open({
      input,
      answers: {
        ...answers,
        "data/compare": (query, context) =>
          busy
            ? new Promise((_, fail) => context.signal.addEventListener("abort", () => fail(cancelled())))
            : (answers["data/compare"] as NonNullable<(typeof answers)["data/compare"]>)(query, context),
      },
    });
    await page.click("#tab-compare");
    await page.getByRole("button", { name: "Compare with..." }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Comparing was cancelled").waitFor();
    busy = false;
    await page.getByRole("button", { name: "Compare again" }).click();
    await page.waitForSelector(".compared-columns");
  });
});
