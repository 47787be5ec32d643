import assert from "node:assert/strict";
import type { PageQuery } from "../../src/protocol/rows.ts";
import { inputError } from "../../src/shared/errors.ts";
import { troubled } from "./fixtures/profile.ts";
import { penguinsTable } from "./fixtures/rows.ts";
import { dataAnswers } from "./profile-scenes.ts";
import { eventually } from "./support/eventually.ts";
import type { OpenPanel } from "./support/panel.ts";
import { withChromium } from "./support/suite.ts";

const input = { panel: "profile", folder: "f", file: "penguins.csv" } as const;
const asked = ({ calls }: OpenPanel, method: string) => calls.filter((call) => call.method === method).at(-1)?.params;
const choice = ({ page }: OpenPanel) => page.getByRole("combobox", { name: "Rows that do not fit" });

describe("webviews: rows that do not fit", function () {
  this.timeout(300_000);
  const suite = withChromium();
  const answers = dataAnswers(penguinsTable(), troubled());

  it("are told above the pages and listed with their lines, with the choice of what becomes of them", async () => {
    const panel = await suite.open({ input, answers });
    await panel.page.getByText("1,204 rows or values do not fit or could not be read (lines 17, 40, 212, ...)").waitFor();
    await panel.page.getByRole("button", { name: "Show them" }).click();
    const table = panel.page.getByRole("region", { name: "Rows that could not be read" });
    await table.getByRole("row", { name: "40 9 values instead of 7" }).waitFor();
    assert.equal(await choice(panel).inputValue(), "drop");
    assert.deepEqual(asked(panel, "dataset/profile"), { folder: "f", file: "penguins.csv" });
    assert.deepEqual(panel.problems, []);
  });

  it("are read as chosen by the profile, the rows, the comparison, the export and the experiment, also after a reload", async () => {
    const panel = await suite.open({ input, answers });
    const { page } = panel;
    await page.locator("#tab-missing").click();
    await choice(panel).selectOption("keep");
    const kept = { file: "penguins.csv", rejectedRows: "keep" };
    await eventually(() => assert.deepEqual(asked(panel, "dataset/profile"), { folder: "f", ...kept }));
    assert.deepEqual(((await panel.state()) as { input: unknown }).input, { ...input, rejectedRows: "keep" });
    await page.locator("#tab-data").click();
    await eventually(() => assert.equal((asked(panel, "data/page") as PageQuery).rejectedRows, "keep"));
    await page.locator("#tab-compare").click();
    await page.getByRole("button", { name: "Compare with..." }).click();
    const sides = { before: { ...kept, revision: "4f".repeat(20) }, after: kept };
    await eventually(() => assert.deepEqual(asked(panel, "data/compare"), { folder: "f", ...sides }));
    await page.getByRole("combobox", { name: "Key" }).selectOption({ label: "island" });
    await eventually(() => {
      const { before, after } = asked(panel, "data/row-changes") as typeof sides;
      assert.deepEqual({ before, after }, sides);
    });
    for (const name of ["Export HTML", "New experiment...", "Prepare..."]) await page.getByRole("button", { name }).click();
    await eventually(() => assert.equal(panel.actions.length, 3));
    assert.ok(panel.actions.every((action) => "rejectedRows" in action && action.rejectedRows === "keep"));
  });

  it("are left out again without a word of it, as where nothing was chosen", async () => {
    const panel = await suite.open({ input: { ...input, rejectedRows: "keep" }, answers });
    await panel.page.locator("#tab-missing").click();
    assert.equal(await choice(panel).inputValue(), "keep");
    await choice(panel).selectOption("drop");
    await eventually(() => assert.deepEqual(asked(panel, "dataset/profile"), { folder: "f", file: "penguins.csv" }));
    assert.deepEqual(((await panel.state()) as { input: unknown }).input, input);
  });

  it("offer another choice where they stopped the work", async () => {
    const unfit = inputError({
      code: "data-rows-unfit",
      message: "2 rows cannot be read: line 3; line 9.",
      remedy: "Correct these lines.",
    });
    const panel = await suite.open({
      input: { ...input, rejectedRows: "error" },
      answers: { "dataset/profile": async ({ rejectedRows }) => (rejectedRows === "error" ? Promise.reject(unfit) : troubled()) },
    });
    await panel.page.getByRole("alert").getByText("line 3; line 9").waitFor();
    assert.equal(await choice(panel).inputValue(), "error");
    await choice(panel).selectOption("keep");
    await panel.page.getByRole("button", { name: "Show them" }).waitFor();
    assert.equal(await panel.page.getByRole("alert").count(), 0);
  });
});
