import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { flow } from "../harness/flow.ts";
import { pick, runCommand } from "../harness/palette.ts";
import { ROOT } from "../harness/places.ts";
import { pictures } from "../harness/screenshot.ts";
import { showContainer, treeRow } from "../harness/sidebar.ts";
import { until } from "../harness/wait.ts";
import { panel } from "../harness/webview.ts";
import { openScene, type Scene } from "./story.ts";

const EXPERIMENT = {
  data: "penguins.csv",
  target: "sex",
  task: "binary",
  split: { method: "stratified" },
  model: { algorithm: "random-forest", trees: 20 },
  report: { groups: ["species"], costs: { falseNegative: 3 } },
};

const REPORT = /How the training went.*Better than the baseline.*Calibration.*Threshold.*Groups of species.*Worst errors/s;

flow("the report of a run", (step) => {
  let scene: Scene;
  let run: Frame;

  /** The panel of a run in the explorer, opened by two clicks on its row, which must not be drawn anew between them. */
  const opened = (name: string, says: string | RegExp) =>
    until(`the panel of ${name}`, async () => {
      await treeRow(scene.page, name).dblclick();
      return panel(scene.page, "run", says, 20_000).catch(() => undefined);
    });

  step("the run panel says how the training went, how good the model is, and where it is weak", async (session) => {
    scene = await openScene(session);
    const { page, folder } = scene;
    await showContainer(page, "Trainyard");
    writeFileSync(scene.path("sex.experiment.json"), JSON.stringify(EXPERIMENT));
    execFileSync(process.execPath, [join(ROOT, "dist", "cli.js"), "train", "sex.experiment.json", "--name", "judged"], { cwd: folder });
    run = await opened("judged", "Where the model is weak");
    await until("the report is whole", async () => REPORT.test(await run.locator("main").innerText()));
    await run.getByRole("heading", { name: "What the model goes by" }).scrollIntoViewIfNeeded();
    await pictures(page, "report");
  });

  step("a cell of the confusion matrix opens its rows, by keyboard", async () => {
    const cell = run.locator(".confusion .cell-button").first();
    await cell.focus();
    await cell.press("Enter");
    const rows = run.locator(".cell-rows");
    await rows.getByRole("table").waitFor();
    assert.match(await rows.innerText(), /\d+ rows? of female predicted female/);
    await rows.scrollIntoViewIfNeeded();
    await pictures(scene.page, "confusion-rows");
  });

  step("a click on the worst error shows its row in the data", async () => {
    const worst = run.getByRole("region", { name: "Worst errors" }).first();
    const row = await worst.locator("tbody th button").first().innerText();
    await worst.locator("tbody th button").first().click();
    const data = await panel(scene.page, "profile", `row is ${row}`);
    await data.getByText("1 of 344 rows", { exact: true }).waitFor();
  });

  step("Make Champion stars a run, and the report of the next one compares with it", async () => {
    const { page, folder } = scene;
    await runCommand(page, "Trainyard: Make Champion");
    await pick(page, "judged");
    await treeRow(page, "judged").locator(".codicon-star-full").waitFor();
    execFileSync(process.execPath, [join(ROOT, "dist", "cli.js"), "train", "sex.experiment.json", "--name", "later"], { cwd: folder });
    const later = await opened("later", /Champion: .*judged/);
    const champion = later.getByRole("region", { name: "Champion" }).first();
    await until("the two are held against each other", async () => /this run\s+champion\s+difference/.test(await champion.innerText()));
    await pictures(page, "champion");
  });
});
