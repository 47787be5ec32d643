import assert from "node:assert/strict";
import type { PageQuery } from "../../src/protocol/rows.ts";
import { endlessTable, pageOfTable, penguinsTable } from "./fixtures/rows.ts";
import { dataAnswers } from "./profile-scenes.ts";
import { SCENES } from "./scenes.ts";
import { eventually } from "./support/eventually.ts";
import type { OpenPanel } from "./support/panel.ts";
import { withChromium } from "./support/suite.ts";

const lastPage = ({ calls }: OpenPanel) => calls.filter(({ method }) => method === "data/page").at(-1)?.params as PageQuery;

describe("webviews: the rows of a data file", function () {
  this.timeout(300_000);
  const suite = withChromium();

  async function open(name = "profile-data", table = penguinsTable()): Promise<OpenPanel> {
    const panel = await suite.open({ input: SCENES[name]!.input, answers: dataAnswers(table) });
    await panel.page.click("#tab-data");
    await panel.page.waitForSelector(".grid-number");
    return panel;
  }

  it("are a grid that says how much there is, with few rows of it in the page", async () => {
    const panel = await open("profile-data-endless", endlessTable());
    const grid = panel.page.getByRole("grid", { name: "Rows of penguins.csv" });
    assert.equal(await grid.getAttribute("aria-rowcount"), "10000001");
    assert.equal(await grid.getAttribute("aria-colcount"), "6");
    assert.ok((await panel.page.locator(".grid-row").count()) < 60);
    assert.equal(await panel.page.locator(".grid-row").first().getAttribute("aria-rowindex"), "2");
    await panel.page.getByRole("gridcell", { name: "missing" }).first().waitFor();
    await panel.page.getByRole("gridcell", { name: "empty text" }).first().waitFor();
  });

  it("reach the last of ten million by the scroll bar, step row by row there, and never ask for more than a page", async () => {
    const panel = await open("profile-data-endless", endlessTable());
    const box = panel.page.locator(".grid");
    await box.evaluate((element) => (element.scrollTop = element.scrollHeight));
    await panel.page.locator(".grid-number", { hasText: /^10,000,000$/ }).waitFor();
    await box.hover();
    await panel.page.mouse.wheel(0, -250);
    await panel.page.locator(".grid-number", { hasText: /^9,999,970$/ }).waitFor();
    assert.equal(await panel.page.locator(".grid-number", { hasText: /^9,999,000$/ }).count(), 0);
    await box.evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
    await panel.page
      .locator(".grid-number", { hasText: /^5,000,/ })
      .first()
      .waitFor();
    assert.ok(panel.calls.every(({ params }) => ((params as PageQuery).count ?? 0) <= 1000));
    assert.deepEqual(panel.problems, []);
  });

  it("are gone through by keyboard, with the cell in focus told to a screen reader", async () => {
    const { page } = await open();
    const grid = page.locator(".grid");
    await grid.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    assert.equal(await grid.getAttribute("aria-activedescendant"), "cell-1-1");
    assert.equal(await page.locator("#cell-1-1").textContent(), "Torgersen");
    await page.keyboard.press("Control+End");
    await page.locator(".grid-number", { hasText: /^344$/ }).waitFor();
    assert.equal(await grid.getAttribute("aria-activedescendant"), "cell-343-6");
    await page.keyboard.press("Home");
    await page.keyboard.press("PageUp");
    assert.match((await grid.getAttribute("aria-activedescendant")) ?? "", /^cell-3\d\d-0$/);
  });

  it("sort by a header, several with Shift, from the keyboard too, and keep the order over a reload", async () => {
    const panel = await open();
    const { page } = panel;
    const header = page.getByRole("columnheader", { name: "body_mass_g" });
    await header.locator(".grid-sort").click();
    await page.locator('[role="columnheader"][aria-sort="ascending"]').waitFor();
    await eventually(() => assert.deepEqual(lastPage(panel).order, [{ column: "body_mass_g" }]));
    await page
      .getByRole("columnheader", { name: "species" })
      .locator(".grid-sort")
      .click({ modifiers: ["Shift"] });
    await eventually(() => assert.deepEqual(lastPage(panel).order, [{ column: "body_mass_g" }, { column: "species" }]));
    await page.locator(".grid").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    const order = [{ column: "species", descending: true }];
    await eventually(() => assert.deepEqual(lastPage(panel).order, order));
    await page.reload();
    await page.waitForSelector(".grid-number");
    assert.deepEqual(lastPage(panel).order, order);
    await page.getByRole("button", { name: "Order of the file" }).click();
    await eventually(() => assert.equal(lastPage(panel).order, undefined));
  });

  it("are filtered by a click on a bar or a value anywhere, each filter a chip that a click removes", async () => {
    const panel = await suite.open({ input: SCENES.profile!.input, answers: dataAnswers(penguinsTable()) });
    const { page } = panel;
    await page.click('[data-column="bill_length_mm"].row-button');
    await page.locator(".detail .pick-bin").nth(4).click();
    await page.getByRole("tab", { name: "Data 1 filter", selected: true }).waitFor();
    await eventually(() => assert.equal(lastPage(panel).filters?.length, 1));
    const [filter] = lastPage(panel).filters ?? [];
    assert.ok(
      filter?.test === "range" && filter.column === "bill_length_mm" && Math.abs((filter.from ?? 0) - 37.6) < 0.01,
      JSON.stringify(filter),
    );
    await page.click("#tab-columns");
    await page.click('[data-column="island"].row-button');
    await page.getByRole("button", { name: "Show rows where island is Dream" }).click();
    await page.getByRole("button", { name: "Remove filter: island is Dream" }).waitFor();
    await eventually(() => assert.equal(lastPage(panel).filters?.length, 2));
    await page.getByText(/^\d+ of 344 rows$/).waitFor();
    await page.getByRole("button", { name: "Remove filter: island is Dream" }).click();
    await eventually(() => assert.equal(lastPage(panel).filters?.length, 1));
    await page.reload();
    await page.getByRole("button", { name: "Remove filter: bill_length_mm from 37.6 to below 38.98" }).waitFor();
    await page
      .getByRole("columnheader", { name: "sex" })
      .locator(".pick")
      .click({ position: { x: 5, y: 10 } });
    await page.getByRole("button", { name: "Remove filter: sex is male" }).waitFor();
    await page.locator('.grid-cell[data-column="0"]').first().click();
    await page.getByRole("button", { name: "Not this value" }).click();
    await eventually(() =>
      assert.deepEqual(lastPage(panel).filters?.at(-1), { column: "species", test: "equals", values: ["Adelie"], not: true }),
    );
  });

  it("have the distribution of the rows that pass in front of that of all, above each column", async () => {
    const panel = await open();
    const bars = (column: string) =>
      panel.page
        .getByRole("columnheader", { name: column })
        .locator(".pick .spark.data rect")
        .evaluateAll((rects) => rects.map((rect) => rect.getAttribute("height")));
    assert.deepEqual(
      (await bars("island")).map((height) => height !== "0"),
      [true, true, true],
    );
    await panel.page
      .getByRole("columnheader", { name: "species" })
      .locator(".pick")
      .click({ position: { x: 3, y: 10 } });
    await panel.page.getByRole("columnheader", { name: "island" }).locator(".spark.plain").waitFor();
    await panel.page
      .getByRole("columnheader", { name: "island" })
      .locator(".pick")
      .click({ position: { x: 3, y: 10 } });
    await eventually(async () =>
      assert.deepEqual(
        (await bars("island")).map((height) => height !== "0"),
        [true, false, false],
      ),
    );
    const asked = panel.calls.filter(({ method }) => method === "data/column-values");
    assert.ok(asked.length <= 4, `${asked.length} requests`);
    await panel.page.getByRole("button", { name: "Remove all" }).click();
    await eventually(async () => assert.equal(await panel.page.locator(".spark.plain").count(), 0));
  });

  it("are searched in all columns, with a way back when nothing is found", async () => {
    const panel = await open();
    const field = panel.page.getByRole("textbox", { name: "Search all columns" });
    await field.fill("torg");
    await panel.page.getByText("52 of 344 rows").waitFor();
    await field.fill("walrus");
    await panel.page.getByRole("button", { name: "Show all rows" }).click();
    await panel.page.getByText("344 rows", { exact: true }).last().waitFor();
    await eventually(async () => assert.equal(await field.inputValue(), ""));
  });

  it("never show an older answer over a newer one, and keep what is shown until there is something new", async () => {
    const table = penguinsTable();
    const held = new Map<string, () => void>();
    const panel = await suite.open({
      input: SCENES.profile!.input,
      answers: {
        ...dataAnswers(table),
        "data/page": async (query) => {
          if (query.search) await new Promise<void>((done) => held.set(query.search ?? "", done));
          return pageOfTable(table, query);
        },
      },
    });
    const { page } = panel;
    await page.click("#tab-data");
    await page.locator("#cell-0-0", { hasText: "Adelie" }).waitFor();
    const field = page.getByRole("textbox", { name: "Search all columns" });
    await field.fill("gentoo");
    await eventually(() => assert.ok(held.has("gentoo")));
    assert.equal(await page.locator("#cell-0-0").textContent(), "Adelie", "the old rows stay");
    await eventually(async () => assert.equal(await page.locator(".grid").getAttribute("aria-busy"), "true"));
    await field.fill("chinstrap");
    await eventually(() => assert.ok(held.has("chinstrap")));
    held.get("chinstrap")?.();
    await page.locator("#cell-0-0", { hasText: "Chinstrap" }).waitFor();
    held.get("gentoo")?.();
    await eventually(async () => assert.equal(await page.locator(".grid").getAttribute("aria-busy"), "false"));
    assert.equal(await page.locator("#cell-0-0").textContent(), "Chinstrap");
  });

  it("copy a cell and a selection", async () => {
    const panel = await open();
    const { page } = panel;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await page.locator("#cell-0-1").click();
    await page.keyboard.press("Control+c");
    await page.getByText("Copied 1 cell.").waitFor();
    assert.equal(await clipboard(), "Torgersen");
    await page.locator("#cell-3-2").click();
    await page.locator("#cell-4-3").click({ modifiers: ["Shift"] });
    await page.getByText("4 cells selected").waitFor();
    await page.keyboard.press("Control+c");
    await page.getByText("Copied 4 cells.").waitFor();
    assert.equal(await clipboard(), "\t\n36.7\t19.3");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    await page.getByText("Copied 2,408 cells.").waitFor();
    assert.equal((await clipboard()).split("\n").length, 344);
  });

  it("have columns of a width of one's own, kept over a reload", async () => {
    const { page } = await open();
    const width = () => page.getByRole("columnheader", { name: "island" }).evaluate((cell) => cell.getBoundingClientRect().width);
    const before = await width();
    const handle = await page.locator('[data-resize="1"]').boundingBox();
    assert.ok(handle);
    await page.mouse.move(handle.x + 4, handle.y + 8);
    await page.mouse.down();
    await page.mouse.move(handle.x + 64, handle.y + 8, { steps: 4 });
    await page.mouse.up();
    assert.equal(Math.round((await width()) - before), 60);
    await page.reload();
    await page.waitForSelector(".grid-number");
    assert.equal(Math.round((await width()) - before), 60);
    await page.locator("#cell-0-1").click();
    await page.keyboard.press("Alt+ArrowLeft");
    await eventually(async () => assert.equal(Math.round((await width()) - before), 44));
  });

  it("are where they were when one comes back from another tab", async () => {
    const panel = await open("profile-data-endless", endlessTable());
    const { page } = panel;
    await page.locator(".grid").evaluate((box) => (box.scrollTop = box.scrollHeight / 2));
    await page
      .locator(".grid-number", { hasText: /^5,000,/ })
      .first()
      .waitFor();
    const first = await page.locator(".grid-number").first().innerText();
    let asked = 0;
    await eventually(async () => {
      asked = panel.calls.length;
      await page.waitForTimeout(300);
      assert.equal(panel.calls.length, asked, "it is still asking for rows");
    });
    await page.click("#tab-relations");
    await page.locator(".grid").waitFor({ state: "hidden" });
    await page.click("#tab-data");
    await eventually(async () => assert.equal(await page.locator(".grid-number").first().innerText(), first));
    assert.equal(panel.calls.length, asked);
  });

  it("show long text whole on demand", async () => {
    const { page } = await open("profile-data-endless", endlessTable());
    await page.locator("#cell-3-2").click();
    await page.getByRole("button", { name: "Whole text" }).click();
    await page.locator(".grid-foot.open", { hasText: "any column that one would like to look at" }).waitFor();
  });

  it("say what went wrong and try again", async () => {
    let broken = true;
    const table = penguinsTable();
    const panel = await suite.open({
      input: SCENES.profile!.input,
      answers: {
        ...dataAnswers(table),
        "data/page": async (query) => {
          if (broken) throw new Error("disk on fire");
          return pageOfTable(table, query);
        },
      },
    });
    await panel.page.click("#tab-data");
    await panel.page.getByRole("alert").waitFor();
    broken = false;
    await panel.page.getByRole("button", { name: "Try again" }).click();
    await panel.page.locator("#cell-0-0", { hasText: "Adelie" }).waitFor();
    assert.equal(await panel.page.getByRole("alert").count(), 0);
  });
});
