import assert from "node:assert/strict";
import { penguins, rich, troubled, wide } from "./fixtures/profile.ts";
import { SCENES } from "./scenes.ts";
import { eventually } from "./support/eventually.ts";
import { withChromium } from "./support/suite.ts";

describe("webviews: the EDA panel", function () {
  this.timeout(300_000);
  const suite = withChromium();

  it("keeps 2,000 columns in a bounded page, wherever one scrolls", async () => {
    const { page } = await suite.open(SCENES["profile-wide"]!);
    await page.waitForSelector(".row-button");
    const rows = () => page.locator(".column-row .row-button").count();
    assert.ok((await rows()) < 80, `${await rows()} rows`);
    await page.locator(".scroller").evaluate((box) => (box.scrollTop = 40_000));
    await page.waitForSelector('[data-column="sensor_1250"].row-button');
    assert.ok((await rows()) < 80, `${await rows()} rows`);
    assert.equal(await page.locator('[role="table"]').getAttribute("aria-rowcount"), "2001");
  });

  it("shows a folder of images class by class, and goes to the images of one", async () => {
    const { page, problems } = await suite.open(SCENES["profile-images"]!);
    const section = page.getByRole("region", { name: "Images by class" });
    await section.waitFor();
    assert.equal(await section.getByRole("img").count(), 12);
    assert.ok(await section.getByRole("img", { name: "cat/3.png" }).evaluate((image: HTMLImageElement) => image.naturalWidth > 0));
    assert.match((await section.textContent()) ?? "", /640 x 480 \(300 images\)/);
    assert.deepEqual(problems, []);
    await section.getByRole("button", { name: "Show images of dog" }).click();
    await page.getByRole("tab", { name: /Data/, selected: true }).waitFor();
  });

  it("goes through columns with the arrow keys and opens one with Enter", async () => {
    const { page } = await suite.open(SCENES.profile!);
    await page.waitForSelector(".row-button");
    assert.equal(await page.locator('.row-button[tabindex="0"]').count(), 1, "one tab stop");
    await page.locator('.row-button[tabindex="0"]').focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-column") === "bill_length_mm");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".detail .canvas svg");
    const button = page.locator('.row-button[data-column="bill_length_mm"]');
    assert.equal(await button.getAttribute("aria-expanded"), "true");
    await page.keyboard.press("End");
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-column") === "sex");
  });

  it("reaches every control with Tab", async () => {
    const { page } = await suite.open(SCENES.profile!);
    await page.waitForSelector(".row-button");
    const seen: string[] = [];
    for (let stop = 0; stop < 40; stop += 1) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const { activeElement: element } = document;
        return element === document.body
          ? ""
          : (element?.getAttribute("aria-label") ?? element?.textContent ?? element?.tagName ?? "").trim();
      });
      if (name === "" || seen.at(-1) === name) break;
      seen.push(name);
    }
    for (const wanted of ["New experiment", "Columns 7", "species", "name"])
      assert.ok(
        seen.some((name) => name.includes(wanted)),
        `${wanted} among ${seen.join(" | ")}`,
      );
  });

  it("names its parts for a screen reader", async () => {
    const { page } = await suite.open(SCENES["profile-open"]!);
    await page.waitForSelector(".row-button");
    await SCENES["profile-open"]!.act?.(page);
    await page.getByRole("heading", { name: "penguins.csv" }).waitFor();
    await page.getByRole("combobox", { name: "Target" }).waitFor();
    await page.getByRole("tab", { name: "Columns 7", selected: true }).waitFor();
    await page.getByRole("tabpanel", { name: "Columns 7" }).waitFor();
    await page.getByRole("columnheader", { name: "missing" }).waitFor();
    const figure = page.getByRole("group", { name: "Distribution of bill_length_mm" });
    assert.match((await figure.textContent()) ?? "", /342 values from 32\.1 to 59\.6, half of them between/);
    await figure.locator("summary").click();
    await figure.getByRole("rowheader", { name: " to " }).first().waitFor();
    assert.ok((await figure.getByRole("row").count()) > 10, "the histogram has its table");
  });

  it("searches, filters by type, and offers a way back", async () => {
    const { page } = await suite.open(SCENES.profile!);
    await page.waitForSelector(".row-button");
    await page.getByRole("textbox", { name: "Search columns by name" }).fill("BILL");
    await page.waitForFunction(() => document.querySelectorAll(".row-button").length === 2);
    await page.getByRole("combobox", { name: "Type" }).selectOption("category");
    await page.getByText("No column matches.").waitFor();
    await page.getByRole("button", { name: "Show all 7 columns" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".row-button").length === 7);
  });

  it("asks for a profile against the target that was picked, and starts an experiment with it", async () => {
    const panel = await suite.open({
      input: { panel: "profile", folder: "f", file: "penguins.csv" },
      answers: { "dataset/profile": async ({ target }) => penguins(target ?? null) },
    });
    await panel.page.waitForSelector(".row-button");
    assert.equal(await panel.page.locator(".cell-target").count(), 0);
    await panel.page.getByRole("combobox", { name: "Target" }).selectOption("sex");
    await panel.page.waitForSelector(".cell-target");
    assert.deepEqual(panel.calls.at(-1), { method: "dataset/profile", params: { folder: "f", file: "penguins.csv", target: "sex" } });
    await panel.page.getByRole("button", { name: "New experiment" }).click();
    await eventually(() => assert.deepEqual(panel.actions, [{ action: "new-experiment", file: "penguins.csv", target: "sex" }]));
  });

  it("shows progress and cancels on request", async () => {
    let cancelled = false;
    const { page } = await suite.open({
      input: { panel: "profile", folder: "f", file: "large.csv" },
      answers: {
        "dataset/profile": (_, { progress, signal }) => {
          progress({ message: "Profiling columns 120 to 140 of 400", fraction: 0.31 });
          return new Promise((_done, fail) =>
            signal.addEventListener("abort", () => {
              cancelled = true;
              fail(new Error("cancelled"));
            }),
          );
        },
      },
    });
    await page.getByText("Profiling columns 120 to 140 of 400 31 %").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Profiling was cancelled").waitFor();
    await page.getByRole("button", { name: "Profile again" }).waitFor();
    assert.ok(cancelled);
  });

  it("offers a sample while a large file takes long, says that it is one, and reads all rows on request", async () => {
    const panel = await suite.open({
      input: { panel: "profile", folder: "f", file: "large.csv" },
      answers: {
        "dataset/profile": ({ sample }) => (sample === undefined ? new Promise<never>(() => undefined) : Promise.resolve(troubled())),
      },
    });
    await panel.page.getByRole("button", { name: "Read 100,000 rows only" }).click();
    await panel.page.getByText("A sample: 344 of 1,250,000 rows, drawn with seed 0.").waitFor();
    assert.deepEqual(panel.calls.at(-1)?.params, { folder: "f", file: "large.csv", sample: 100_000 });
    assert.deepEqual(((await panel.state()) as { input: unknown }).input, {
      panel: "profile",
      folder: "f",
      file: "large.csv",
      sample: 100_000,
    });
    await panel.page.getByRole("button", { name: "Export HTML" }).click();
    await panel.page.getByRole("button", { name: "Read all rows" }).click();
    await eventually(() => assert.deepEqual(panel.calls.at(-1)?.params, { folder: "f", file: "large.csv" }));
    assert.deepEqual(panel.actions, [{ action: "export-profile", file: "large.csv", sample: 344, target: "species" }]);
  });

  it("shows an error with its place, its code and a way to try again", async () => {
    const { page, actions } = await suite.open(SCENES["profile-error"]!);
    const alert = page.getByRole("alert");
    await alert.waitFor();
    assert.match((await alert.textContent()) ?? "", /data\/gone\.csv is not there\..*Check the path.*data-file-missing/s);
    await alert.getByRole("button", { name: "Show output" }).click();
    await eventually(() => assert.deepEqual(actions, [{ action: "show-output" }]));
  });

  it("comes back after a reload as it was", async () => {
    const panel = await suite.open(SCENES.profile!);
    await panel.page.waitForSelector(".row-button");
    await panel.page.click('[data-column="sex"].row-button');
    await panel.page.waitForSelector(".detail");
    const state = (await panel.state()) as { input: unknown };
    assert.deepEqual(state.input, SCENES.profile!.input, "what the serializer hands to the extension");
    await panel.page.reload();
    await panel.page.waitForSelector(".detail");
    await panel.page.getByRole("button", { name: "sex", expanded: true }).waitFor();
  });

  it("reads a file that changed again by itself where that is quick, and offers it where it is not", async () => {
    let durationMs = 41;
    let rows = 344;
    const panel = await suite.open({
      input: SCENES.profile!.input,
      answers: { "dataset/profile": async () => ({ ...penguins(), rows, durationMs }) },
    });
    await panel.page.getByText("344 rows").waitFor();
    rows = 345;
    durationMs = 60_000;
    panel.notify("panel/changed", { file: "penguins.csv" });
    await panel.page.getByText("345 rows").waitFor();
    rows = 346;
    panel.notify("panel/changed", { file: "penguins.csv" });
    await panel.page.getByText("The file has changed since it was read.").waitFor();
    assert.equal(panel.calls.length, 2);
    await panel.page.getByRole("button", { name: "Profile again" }).click();
    await panel.page.getByText("346 rows").waitFor();
    assert.equal(await panel.page.getByText("The file has changed").count(), 0);
  });

  it("makes each alert's columns links to their pages, and says why it was raised", async () => {
    const { page, actions } = await suite.open({ input: SCENES.profile!.input, answers: { "dataset/profile": async () => rich() } });
    const alerts = page.getByRole("list", { name: "Alerts" });
    await alerts.getByRole("button", { name: "sex" }).click();
    const detail = page.locator('.detail[data-column="sex"]');
    await detail.getByText("MISSING", { exact: true }).waitFor();
    assert.match((await detail.textContent()) ?? "", /MISSING: more than 1 % of the rows have no value/);
    await detail.getByRole("button", { name: "Fill or drop..." }).click();
    await eventually(() => assert.deepEqual(actions, [{ action: "prepare", file: "penguins.csv", target: "species" }]));
    await alerts.getByRole("button", { name: "Details" }).click();
    await page.getByRole("tab", { name: "Missing 19", selected: true }).waitFor();
    await page.getByText("3 rows repeat an earlier one (0.9 %), of 2 different rows.").waitFor();
  });

  it("switches between Pearson and Spearman, and names what may give the target away", async () => {
    const { page } = await suite.open(SCENES["profile-ranks"]!);
    await page.waitForSelector("#tab-relations");
    await SCENES["profile-ranks"]!.act?.(page);
    await page.getByRole("group", { name: "Correlation of the numbers (Spearman)" }).waitFor();
    await page.getByRole("group", { name: "Association of the categories (Cramer's V)" }).waitFor();
    await page.getByRole("group", { name: "Numbers by category (correlation ratio)" }).waitFor();
    await page.getByRole("region", { name: "Leakage suspects" }).getByText("island").waitFor();
    await page.reload();
    await page.getByRole("combobox", { name: "Correlation" }).waitFor();
    assert.equal(await page.getByRole("combobox", { name: "Correlation" }).inputValue(), "spearman");
  });

  it("shows a date column's gaps, and a text column's lengths", async () => {
    const { page } = await suite.open(SCENES["profile-rich"]!);
    await page.waitForSelector(".row-button");
    await page.click('[data-column="observed_on"].row-button');
    await page.getByText("3 gaps, the longest of 250 d:").waitFor();
    await page.getByRole("region", { name: "Rows of observed_on by weekday" }).waitFor();
    await page.click('[data-column="remarks"].row-button');
    await page.getByRole("group", { name: "Lengths of remarks" }).waitFor();
  });

  it("shows text of the data as text", async () => {
    const profile = wide(8);
    profile.columns[0]!.name = "<img src=x onerror=alert(1)>";
    profile.columns[0]!.top = [{ value: "<b>bold</b>", count: 3 }];
    const { page, problems } = await suite.open({
      input: { panel: "profile", folder: "f", file: "x.csv" },
      answers: { "dataset/profile": async () => profile },
    });
    await page.getByRole("button", { name: "<img src=x onerror=alert(1)>" }).click();
    await page.waitForSelector(".detail");
    assert.equal(await page.locator("main img").count(), 0);
    assert.deepEqual(problems, []);
  });
});
