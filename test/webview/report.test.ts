import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { loadReportAssets } from "../../src/engine/report/assets.ts";
import { renderReport } from "../../src/engine/report/page.ts";
import type { Profile } from "../../src/protocol/profile.ts";
import type { Report } from "../../src/protocol/run.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { tempDir } from "../support/temp.ts";
import { penguins } from "./fixtures/profile.ts";
import { runReport, wholeReport } from "./fixtures/report.ts";
import { builtWebviews } from "./support/bundles.ts";
import { watch } from "./support/panel.ts";
import { withChromium } from "./support/suite.ts";

describe("the report page", function () {
  this.timeout(300_000);
  const suite = withChromium();

  async function open(report: Report, colorScheme: "light" | "dark" = "light") {
    const path = join(tempDir(), "report.html");
    writeFileSync(path, renderReport(report, await loadReportAssets(await builtWebviews())));
    const context = await suite.browser.newContext({ colorScheme, viewport: { width: 1000, height: 800 } });
    const page = await context.newPage();
    const problems = watch(page);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    return { page, problems, requests, close: () => context.close() };
  }

  it("opens from a file, fetches nothing, and holds curves, evaluation and data", async () => {
    const { page, problems, requests, close } = await open(runReport());
    await page.getByRole("region", { name: "Scores on each split" }).waitFor();
    await page.waitForSelector(".uplot canvas");
    await page.getByRole("region", { name: "Confusion matrix" }).first().waitFor();
    await page.click('.row-button[data-column="bill_length_mm"]');
    await page.waitForSelector(".detail .canvas svg");
    assert.deepEqual(problems, []);
    assert.deepEqual(
      requests.filter((url) => !url.startsWith("file:") && !url.startsWith("data:")),
      [],
    );
    assert.equal(requests.filter((url) => url.startsWith("file:")).length, 1, requests.join(" "));
    await close();
  });

  it("holds the whole evaluation, and no button where nothing answers", async () => {
    const { page, problems, close } = await open(wholeReport());
    await page.getByRole("region", { name: "How the training went" }).waitFor();
    await page.getByRole("slider", { name: "Threshold" }).waitFor();
    const weak = page.getByRole("region", { name: "Weak segments" }).first();
    assert.match((await weak.textContent()) ?? "", /age >= 6\d and city = Trier/);
    assert.equal(await weak.getByRole("button").count(), 0);
    assert.equal(await page.getByRole("region", { name: "Worst errors" }).first().getByRole("button").count(), 0);
    assert.deepEqual(problems, []);
    await close();
  });

  it("shows a profile alone, in the system's colours", async () => {
    const report: Report = { title: "penguins.csv", run: null, curve: null, evaluation: null, profile: penguins() };
    const background = async (scheme: "light" | "dark") => {
      const { page, problems, close } = await open(report, scheme);
      await page.getByRole("heading", { name: "penguins.csv" }).waitFor();
      const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.deepEqual(problems, []);
      await close();
      return color;
    };
    assert.equal(await background("light"), "rgb(255, 255, 255)");
    assert.equal(await background("dark"), "rgb(31, 31, 31)");
  });

  it("shows a profile that a run of the first version kept", async () => {
    const { seed, thresholds, spearman, cramersV, correlationRatio, duplicatedRows, nearDuplicateRows, timeColumn, leaks, ...first } =
      penguins();
    const columns = first.columns.map(({ duplicates, unique, dates, series, length, ...column }) => ({
      ...column,
      length: length && { min: length.min, max: length.max, mean: length.mean },
    }));
    const profile = { ...first, columns } as unknown as Profile;
    const { page, problems, close } = await open({ ...runReport(), profile });
    await page.click('.row-button[data-column="island"]');
    await page.getByRole("region", { name: "Most frequent values of island" }).waitFor();
    await page.getByRole("heading", { name: "Duplicate rows" }).waitFor();
    assert.deepEqual(problems, []);
    await close();
  });

  it("shows hostile text as text", async () => {
    const report: Report = { title: "</title><script>alert(1)</script>", run: null, curve: null, evaluation: null, profile: penguins() };
    report.profile!.columns[0]!.name = "</script><img src=x onerror=alert(2)><!--";
    const { page, problems, close } = await open(report);
    await page.getByRole("button", { name: "</script><img src=x onerror=alert(2)><!--" }).waitFor();
    assert.equal(await page.title(), report.title);
    assert.equal(await page.locator("img").count(), 0);
    assert.deepEqual(problems, []);
    await close();
  });

  it("prints all of it, without what only a screen needs", async () => {
    const { page, close } = await open(runReport());
    await page.waitForSelector(".uplot canvas");
    const pdf = await page.pdf();
    assert.ok(pdf.length > 10_000);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".controls").first().isVisible(), false);
    await close();
  });

  it("says what is missing when it was not built", async () => {
    await assert.rejects(loadReportAssets(tempDir()), (error) => TrainyardError.is(error, "report-assets-missing"));
  });
});
