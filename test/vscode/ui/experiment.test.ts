import assert from "node:assert/strict";
import { clickLens, codeLens, editorShows, openFile, showTab, statusBarItem, tab } from "../harness/editor.ts";
import { flow } from "../harness/flow.ts";
import { clearNotifications, toast, toastButton } from "../harness/notifications.ts";
import { pick, pickFirst, quickPick, runCommand } from "../harness/palette.ts";
import { pictures } from "../harness/screenshot.ts";
import { inlineAction, showContainer, treeRow, welcome } from "../harness/sidebar.ts";
import { until } from "../harness/wait.ts";
import { panel, textOf } from "../harness/webview.ts";
import { reloadWindow } from "../harness/workbench.ts";
import { git } from "../harness/workspace.ts";
import { endless, openScene, type Scene, sceneOf, smaller } from "./story.ts";

const FILE = "penguins.experiment.json";
const TRAINING_MS = 120_000;

flow("from a CSV to committed runs", (step) => {
  let scene: Scene;
  let head: string;

  step("the side bar shows the data and what to do next", async (session) => {
    scene = await openScene(session);
    head = git(scene.folder, "rev-parse", "HEAD");
    const { page } = scene;
    await showContainer(page, "Trainyard");
    await treeRow(page, "penguins.csv").waitFor();
    await welcome(page).filter({ hasText: "No runs yet" }).waitFor();
  });

  step("Profile Dataset shows what is in it", async () => {
    const { page } = scene;
    await runCommand(page, "Trainyard: Profile Dataset");
    await pick(page, "penguins.csv");
    const profile = await panel(page, "profile", "344");
    for (const column of ["species", "island", "bill_length_mm", "body_mass_g"]) assert.match(await textOf(profile), new RegExp(column));
    await treeRow(page, /penguins\.csv.*344/).waitFor();
    await pictures(page, "eda");
  });

  step("New Experiment from Dataset asks for the target of the data in front, and writes the file", async () => {
    const { page } = scene;
    await runCommand(page, "Trainyard: New Experiment from Dataset");
    await pick(page, "species");
    await pick(page, "Neural network");
    await tab(page, FILE).waitFor();
    await codeLens(page, "Train").waitFor();
    assert.equal(await page.locator(".editor-instance .squiggly-error").count(), 0, "the file that we wrote has no error");
  });

  step("training starts from the CodeLens and the curve moves", async () => {
    const { page } = scene;
    scene.edit(FILE, endless);
    await editorShows(page, "1000000");
    await clickLens(page, "Train");
    const live = await panel(page, "run", /epoch|loss/i, TRAINING_MS);
    const canvas = live.locator("canvas").first();
    await canvas.waitFor();
    const before = { picture: await canvas.screenshot(), text: await textOf(live) };
    await until("the curve is drawn anew", async () => !(await canvas.screenshot()).equals(before.picture));
    await until("the figures change", async () => (await textOf(live)) !== before.text);
    await treeRow(page, /epoch \d+/).waitFor();
    await codeLens(page, /epoch \d+/)
      .first()
      .waitFor();
    await statusBarItem(page, "Trainyard").first().waitFor();
    await pictures(page, "live");
  });

  step("Stop ends it and keeps what it learnt", async () => {
    const { page } = scene;
    // beside a figure that changes all the time the lens is drawn anew, under the mouse too
    await until("it has stopped", async () => {
      await codeLens(page, "Stop")
        .first()
        .click({ timeout: 2_000 })
        .catch(() => undefined);
      return (await treeRow(page, "stopped").count()) > 0;
    });
    await panel(page, "run", /stopped|killed/i);
    assert.equal(scene.runs().length, 1);
  });

  step("a training that ends by itself is found in the explorer and in the CodeLens", async () => {
    const { page } = scene;
    scene.edit(FILE, (text) =>
      text
        .replace('"epochs": 1000000', '"epochs": 40')
        .replace('"learningRate": 0.00002', '"learningRate": 0.003')
        .replace('"earlyStopping": false', '"earlyStopping": { "patience": 10 }'),
    );
    await editorShows(page, '"patience": 10');
    await clickLens(page, "Train");
    await until("there is a second run in git", () => scene.runs().length === 2, TRAINING_MS);
    await codeLens(page, /^last .*\d\.\d/)
      .first()
      .waitFor();
    await codeLens(page, /best \d\.\d+/)
      .first()
      .waitFor();
    await codeLens(page, "2 runs").first().waitFor();
    await treeRow(page, /\d\.\d{3}/)
      .first()
      .waitFor();
    await panel(page, "run", /finished/i);
    await pictures(page, "run");
  });

  step("nothing else of the repository has changed", async () => {
    assert.equal(git(scene.folder, "rev-parse", "HEAD"), head);
    assert.equal(git(scene.folder, "status", "--porcelain"), `?? ${FILE}`);
    assert.equal(git(scene.folder, "stash", "list"), "");
    assert.equal(git(scene.folder, "branch", "--list").trim(), "* main");
  });

  step("two runs are compared", async () => {
    const { page } = scene;
    scene.edit(FILE, smaller);
    await editorShows(page, '"hidden": [4]');
    await clickLens(page, "Train");
    await until("there is a third run in git", () => scene.runs().length === 3, TRAINING_MS);
    await codeLens(page, "3 runs").first().waitFor();
    await runCommand(page, "Trainyard: Compare Runs");
    await pickFirst(page, 2);
    const compared = await panel(page, "run", /hidden/);
    await compared.locator("canvas").first().waitFor();
    await pictures(page, "compare");
  });

  step("the history lists them all", async () => {
    const { page } = scene;
    await runCommand(page, "Trainyard: Show Run History");
    const history = await panel(page, "history", /penguins/);
    await until("three rows", async () => (await history.locator("[role=row]").count()) >= 4);
    await pictures(page, "history");
  });

  step("Delete Run in the explorer, and Undo", async () => {
    const { page } = scene;
    await clearNotifications(page);
    await inlineAction(treeRow(page, "stopped"), "Delete");
    await toast(page, "Deleted").hover(); // else it goes after some seconds
    await until("two runs are left", () => scene.runs().length === 2);
    await treeRow(page, "stopped").waitFor({ state: "detached" });
    await toastButton(page, "Deleted", "Undo").click();
    await treeRow(page, "stopped").waitFor();
    await until("three runs are there", () => scene.runs().length === 3);
  });

  step("after a reload everything is there again", async () => {
    const { page } = scene;
    await reloadWindow(page, /panel\W+history/);
    await showTab(page, "Run History");
    await panel(page, "history", /penguins/);
    await showContainer(page, "Trainyard");
    await treeRow(page, "stopped").waitFor();
    await openFile(page, FILE);
    await codeLens(page, "3 runs").first().waitFor();
    await pictures(page, "explorer");
  });

  step("a second window on the folder sees the runs, and what the first one does", async (session) => {
    const second = sceneOf(await session.open(scene.folder), scene.folder);
    await showContainer(second.page, "Trainyard");
    await treeRow(second.page, "stopped").waitFor();
    await scene.page.bringToFront();
    await inlineAction(treeRow(scene.page, "stopped"), "Delete");
    await second.page.bringToFront();
    await treeRow(second.page, "stopped").waitFor({ state: "detached" });
    await second.page.close();
  });

  step("no quick pick or dialog is left open", async () => {
    assert.equal(await quickPick(scene.page).count(), 0);
  });
});
