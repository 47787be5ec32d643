import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Frame } from "playwright-core";
import { editorShows, showTab } from "../harness/editor.ts";
import { flow } from "../harness/flow.ts";
import { filesWith } from "../harness/grep.ts";
import { listed } from "../harness/notifications.ts";
import { answer, pick, quickPick, runCommand, saveTo } from "../harness/palette.ts";
import { answeringServer, CLOSED_PORT } from "../harness/postgres.ts";
import { pictures } from "../harness/screenshot.ts";
import type { Session } from "../harness/session.ts";
import { showContainer, treeRow } from "../harness/sidebar.ts";
import { until } from "../harness/wait.ts";
import { panel } from "../harness/webview.ts";
import { reloadWindow } from "../harness/workbench.ts";
import { openScene, type Scene } from "./story.ts";

const WARDS = ["east", "north", "south", "west"];
/** Sixty visits; line 3 lacks two values, line 21 has one too many. */
const VISITS = Array.from({ length: 60 }, (_, i) => {
  const row = [`v${i}`, 20 + ((i * 7) % 60), WARDS[(i * 3) % 4], ((i * 13) % 90) / 10].join(",");
  return i === 1 ? "v1,27" : i === 19 ? `${row},late` : row;
});
const QUERY = "SELECT ward, count(*) AS visits, avg(stay) AS stay\nFROM 'visits.csv' WHERE ward IS NOT NULL GROUP BY ward ORDER BY ward\n";
const SECRETS = ["ledger_clerk", "corn-flower-71", "day_book"];
const url = (port: number) => `postgresql://${SECRETS[0]}:${SECRETS[1]}@127.0.0.1:${port}/${SECRETS[2]}`;

flow("where data come from", (step) => {
  let scene: Scene;
  let visits: Frame;
  const choice = () => visits.getByRole("combobox", { name: "Rows that do not fit" });
  const rowCount = () => visits.getByRole("grid", { name: /visits/ }).getAttribute("aria-rowcount");

  step("a query over a file is listed and profiled like a file", async (session) => {
    scene = await openScene(session);
    const { page } = scene;
    writeFileSync(scene.path("visits.csv"), `visit,age,ward,stay\n${VISITS.join("\n")}\n`);
    writeFileSync(scene.path("by_ward.sql"), QUERY);
    await showContainer(page, "Trainyard");
    await treeRow(page, "visits.csv").waitFor();
    await treeRow(page, "by_ward.sql").waitFor();
    await runCommand(page, "Trainyard: Profile Dataset");
    await pick(page, "by_ward.sql");
    const query = await panel(page, "profile", "4 rows");
    await query.getByText(/2 rows or values do not fit or could not be read \(lines 3, 21\)/).waitFor();
    await query.getByRole("button", { name: "Show them" }).click();
    await query.getByRole("row", { name: /visits\.csv 3 too few values/ }).waitFor();
    await treeRow(page, /by_ward\.sql.*4 \u00d7 3/).waitFor();
  });

  step("rows that do not fit are listed by line, and the user says what becomes of them", async () => {
    const { page } = scene;
    await treeRow(page, "visits.csv").click();
    visits = await panel(page, "profile", "58 rows");
    await visits.getByRole("button", { name: "Show them" }).click();
    await visits.getByRole("row", { name: /^3 too few values \(2 instead of 4\)/ }).waitFor();
    await visits.getByRole("row", { name: /^21 too many values \(5 instead of 4\)/ }).waitFor();
    await choice().selectOption("error");
    await visits
      .getByRole("alert")
      .getByText(/line 3: too few values.*line 21/)
      .waitFor();
    await choice().selectOption("keep");
    await visits.getByText("60 rows", { exact: true }).first().waitFor();
    await visits.getByRole("alert").waitFor({ state: "detached" });
    await pictures(page, "rejected");
  });

  step("the grid, the comparison and the export read them as chosen", async () => {
    const { page } = scene;
    await visits.locator("#tab-data").click();
    await until("all sixty rows are there", async () => (await rowCount()) === "61");
    await visits.locator("#cell-1-2", { hasText: /^missing$/ }).waitFor();
    await visits.locator("#tab-compare").click();
    await visits.getByRole("button", { name: "Compare with..." }).click();
    await pick(page, "penguins.csv");
    await visits.getByText("60 rows against 344 rows").waitFor();
    await runCommand(page, "Trainyard: Export Report");
    await saveTo(page, "visits.csv.html", scene.path("visits.html"));
    const written = () => (existsSync(scene.path("visits.html")) ? readFileSync(scene.path("visits.html"), "utf8") : "");
    await until("the page is there", () => written().includes("</html>"));
    assert.match(written(), /<span>60 rows<\/span>|"rows":60\b/);
  });

  step("the choice is there after a reload, and stands in the experiment", async () => {
    const { page } = scene;
    await reloadWindow(page, /rejectedRows[\\":]+keep/);
    await showTab(page, "Profile: visits.csv");
    visits = await panel(page, "profile", "60 rows");
    await visits.locator("#tab-missing").click();
    await until("the choice is what it was", async () => (await choice().inputValue()) === "keep");
    await visits.getByRole("button", { name: "New experiment..." }).click();
    await pick(page, "ward");
    await pick(page, "Baseline");
    await editorShows(page, '"rejectedRows": "keep"');
    assert.match(readFileSync(scene.path("visits.experiment.json"), "utf8"), /"data": "visits\.csv",\s*"rejectedRows": "keep"/);
  });

  step("a database that does not answer is said to be out of reach", async (session) => {
    await addConnection("closed", CLOSED_PORT);
    await listed(scene.page, /The PostgreSQL server of "closed" \(127\.0\.0\.1.*cannot be reached/);
    await until("the output channel has it", () => filesWith(session.profile.path("data", "logs"), ["cannot be reached"]).length > 0);
    assert.deepEqual(leaks(session), []);
  });

  step("one that answers is kept, in secret storage alone, until it is removed", async (session) => {
    const { page } = scene;
    const server = await answeringServer();
    await addConnection("sales", server.port);
    await listed(page, "PostgreSQL 16.4 answers");
    await server.stop();
    assert.deepEqual(leaks(session), []);
    await runCommand(page, "Trainyard: Remove Database Connection");
    await quickPick(page).filter({ hasText: "sales" }).waitFor();
    assert.equal(await quickPick(page).count(), 1);
    await pick(page, "sales");
    await runCommand(page, "Trainyard: Remove Database Connection");
    await listed(page, "There are no database connections");
    assert.deepEqual(leaks(session), []);
  });

  async function addConnection(name: string, port: number): Promise<void> {
    const { page } = scene;
    const box = page.locator(".quick-input-widget:visible");
    await runCommand(page, "Trainyard: Add Database Connection");
    await box.getByText("(1/2)").waitFor();
    await answer(page, name);
    await box.getByText("(2/2)").waitFor();
    assert.equal(await box.locator("input:not([type=checkbox])").first().getAttribute("type"), "password");
    await answer(page, url(port));
    await box.waitFor({ state: "hidden" });
  }

  /** What has a part of the URL in it, logs and workspace too; but for the browser's own store, where a VS Code of the web keeps secrets. */
  const leaks = ({ profile }: Session) => filesWith(profile.dir, SECRETS, ["browser"]);
});
