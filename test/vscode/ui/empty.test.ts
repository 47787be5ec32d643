import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { clickLens, tab } from "../harness/editor.ts";
import { flow } from "../harness/flow.ts";
import { dialog, listed } from "../harness/notifications.ts";
import { commandTitles, pick, runCommand } from "../harness/palette.ts";
import { picture } from "../harness/screenshot.ts";
import { showContainer, treeRow, welcome } from "../harness/sidebar.ts";
import { until } from "../harness/wait.ts";
import { openScene, type Scene } from "./story.ts";

const COMMANDS = [
  ...["Profile Dataset", "New Experiment from Dataset", "Train", "Stop", "Open Run", "Compare Runs"],
  ...["Show Run History", "Select Backend", "Reset", "Show Output"],
];

flow("without a folder", (step) => {
  step("the views say so and lead on", async (session) => {
    const page = await session.open();
    await showContainer(page, "Trainyard");
    await welcome(page).filter({ hasText: "No folder is open" }).first().waitFor();
    assert.ok((await welcome(page).getByRole("button", { name: "Open Folder" }).count()) > 0);
    await picture(page, "empty-no-folder");
  });

  step("a command that needs one says what to do", async (session) => {
    const [page] = session.context.pages().slice(-1);
    assert.ok(page);
    await runCommand(page, "Trainyard: Show Run History");
    await listed(page, "No folder is open.");
  });
});

flow("without a repository", (step) => {
  let scene: Scene;

  step("the run explorer offers to make one", async (session) => {
    scene = await openScene(session, { repository: false });
    const { page } = scene;
    await showContainer(page, "Trainyard");
    await welcome(page).filter({ hasText: "not in a repository yet" }).waitFor();
    await picture(page, "empty-no-repository");
  });

  step("the palette has every command of the issue", async () => {
    for (const title of COMMANDS.map((each) => `Trainyard: ${each}`))
      await until(`the palette has ${title}`, async () => (await commandTitles(scene.page, title)).includes(title));
  });

  step("training asks first, and does nothing when told no", async () => {
    const { page } = scene;
    await runCommand(page, "Trainyard: New Experiment from Dataset");
    await pick(page, "penguins.csv");
    await pick(page, "species");
    await pick(page, "Neural network");
    await tab(page, "penguins.experiment.json").waitFor();
    await clickLens(page, "Train");
    await dialog(page).filter({ hasText: "not in a repository" }).waitFor();
    await dialog(page).getByRole("button", { name: "Cancel" }).click();
    await dialog(page).waitFor({ state: "detached" });
    assert.equal(existsSync(scene.path(".git")), false);
  });

  step("Initialize Repository makes one, and training works", async () => {
    const { page } = scene;
    await welcome(page).getByRole("button", { name: "Initialize Repository" }).click();
    await welcome(page).filter({ hasText: "No runs yet" }).waitFor();
    assert.equal(existsSync(scene.path(".git")), true);
    await clickLens(page, "Train");
    await until("there is a run in git, on a branch without a commit", () => scene.runs().length === 1, 120_000);
    await treeRow(page, /\d\.\d{3}/)
      .first()
      .waitFor();
  });
});
