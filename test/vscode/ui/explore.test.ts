import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import type { Frame } from "playwright-core";
import { showTab } from "../harness/editor.ts";
import { flow } from "../harness/flow.ts";
import { pick, runCommand, saveTo } from "../harness/palette.ts";
import { pictures } from "../harness/screenshot.ts";
import { showContainer, treeRow } from "../harness/sidebar.ts";
import { until } from "../harness/wait.ts";
import { panel } from "../harness/webview.ts";
import { reloadWindow } from "../harness/workbench.ts";
import { openScene, type Scene } from "./story.ts";

const first = (frame: Frame, column: number) => frame.locator(`#cell-0-${column}`).innerText();

flow("looking at data", (step) => {
  let scene: Scene;
  let profile: Frame;

  step("Profile Dataset opens on the alerts, and an alert leads to its column", async (session) => {
    scene = await openScene(session);
    await showContainer(scene.page, "Trainyard");
    await treeRow(scene.page, "penguins.csv").waitFor();
    await runCommand(scene.page, "Trainyard: Profile Dataset");
    await pick(scene.page, "penguins.csv");
    profile = await panel(scene.page, "profile", "344");
    const alerts = profile.getByRole("list", { name: "Alerts" });
    await alerts.getByRole("button", { name: "sex" }).first().click();
    await profile.locator('.detail[data-column="sex"]').getByText("MISSING", { exact: true }).waitFor();
  });

  step("Data shows all rows; a header sorts them", async () => {
    await profile.locator("#tab-data").click();
    await until("the first row of the file", async () => (await first(profile, 0)) === "Adelie");
    assert.equal(await profile.getByRole("grid").getAttribute("aria-rowcount"), "345");
    await profile.getByRole("columnheader", { name: "body_mass_g" }).locator(".grid-sort").click();
    await until("the lightest penguin comes first", async () => (await first(profile, 5)) === "2700");
    await profile.getByRole("columnheader", { name: "body_mass_g" }).locator(".grid-sort").click();
    await until("the heaviest penguin comes first", async () => (await first(profile, 5)) === "6300");
  });

  step("a click on a bar filters, and the chip takes the filter away", async () => {
    await profile.locator("#tab-columns").click();
    await profile.locator('.row-button[data-column="sex"]').waitFor();
    await profile.getByRole("textbox", { name: "Search columns by name" }).fill("bill_length");
    await profile.locator('.row-button[data-column="bill_length_mm"]').click();
    await profile.locator(".detail .pick-bin").nth(3).click();
    await profile.getByText(/^\d+ of 344 rows$/).waitFor();
    const chip = profile.getByRole("button", { name: /^Remove filter: bill_length_mm from/ });
    await chip.waitFor();
    await pictures(scene.page, "data");
    await chip.click();
    await profile.getByText("344 rows", { exact: true }).last().waitFor();
    await profile
      .getByRole("columnheader", { name: "island" })
      .locator(".pick")
      .click({ position: { x: 4, y: 10 } });
    await profile.getByText("168 of 344 rows").waitFor();
  });

  step("the file is held against what git has of it", async () => {
    const { page } = scene;
    scene.edit("penguins.csv", (text) =>
      text
        .split("\n")
        .map((line, at) => (at > 0 && at % 3 === 0 ? line.replace("Adelie", "Emperor") : line))
        .join("\n"),
    );
    await profile.locator("#tab-columns").click();
    await profile.getByRole("textbox", { name: "Search columns by name" }).fill("species");
    await profile.locator(".column-row .cell-distinct", { hasText: /^4$/ }).waitFor();
    await profile.locator("#tab-compare").click();
    await profile.getByRole("button", { name: "Compare with..." }).click();
    await pick(page, "Penguins");
    const table = profile.locator(".compared-columns");
    await table.getByRole("row", { name: /species.*drifted/ }).waitFor();
    await table.getByRole("button", { name: "species" }).click();
    await profile.getByRole("group", { name: "Distribution of species" }).locator("svg").waitFor();
    await pictures(page, "data-compare");
  });

  step("what was found is written as JSON and as HTML", async () => {
    const { page } = scene;
    await profile.getByRole("button", { name: "Export JSON" }).click();
    await saveTo(page, "penguins.profile.json", scene.path("found.json"));
    const text = () => (existsSync(scene.path("found.json")) ? readFileSync(scene.path("found.json"), "utf8") : "");
    await until("the JSON is there", () => text().endsWith("}"));
    const found = JSON.parse(text()) as { rows: number; columns: unknown[] };
    assert.deepEqual([found.rows, found.columns.length], [344, 7]);
    await profile.getByRole("button", { name: "Export HTML" }).click();
    await saveTo(page, "penguins.csv.html", scene.path("found.html"));
    const written = () => (existsSync(scene.path("found.html")) ? readFileSync(scene.path("found.html"), "utf8") : "");
    await until("the page is there", () => written().includes("</html>"));
    assert.match(written(), /<title>penguins\.csv<\/title>/);
  });

  step("filters, order and what was compared are there again after a reload", async () => {
    await reloadWindow(scene.page, /revision/); // what was compared is the last that was written down
    await showTab(scene.page, "Profile: penguins.csv");
    profile = await panel(scene.page, "profile", "1 filter");
    await profile.locator("#tab-data").click();
    await profile.getByRole("button", { name: "Remove filter: island is Biscoe" }).waitFor();
    await until("the heaviest penguin comes first", async () => (await first(profile, 5)) === "6300");
    await profile.locator("#tab-compare").click();
    await profile.locator(".compared-columns").getByRole("button", { name: "species" }).waitFor();
  });
});
