import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import type { Frame } from "playwright-core";
import { editorShows, saveFile, showTab } from "../harness/editor.ts";
import { flow } from "../harness/flow.ts";
import { pick, quickPick, runCommand } from "../harness/palette.ts";
import { pictures } from "../harness/screenshot.ts";
import { showContainer, welcome } from "../harness/sidebar.ts";
import { until } from "../harness/wait.ts";
import { panel } from "../harness/webview.ts";
import { openScene, type Scene } from "./story.ts";

const FILE = "penguins.experiment.json";

flow("a first model", (step) => {
  let scene: Scene;
  let form: Frame;
  const saved = () => readFileSync(scene.path(FILE), "utf8");

  const save = () => saveFile(scene.page, saved);

  step("New Model asks for data, for what to predict and how, and can be left at any question: nothing is written", async (session) => {
    scene = await openScene(session);
    const { page } = scene;
    await showContainer(page, "Trainyard");
    await welcome(page).getByText("New Model...").click();
    await pick(page, "penguins.csv");
    await quickPick(page).filter({ hasText: "Adelie, Gentoo, Chinstrap" }).first().waitFor();
    await pick(page, "species");
    await quickPick(page).filter({ hasText: "good to begin with" }).first().waitFor();
    await page.locator(".quick-input-widget:visible .quick-input-left-action-bar .action-label").click();
    await quickPick(page).filter({ hasText: "Adelie, Gentoo, Chinstrap" }).first().waitFor();
    await page.keyboard.press("Escape");
    await quickPick(page).first().waitFor({ state: "detached" });
    assert.equal(existsSync(scene.path(FILE)), false);
  });

  step("the experiment is written after the last question, and opened as a form beside its text", async () => {
    const { page } = scene;
    await runCommand(page, "Trainyard: New Model...");
    await pick(page, "penguins.csv");
    await pick(page, "species");
    await pick(page, "Random forest");
    form = await panel(page, "experiment", "Random forest");
    await editorShows(page, '"algorithm": "random-forest"');
    await form.getByRole("radio", { name: /^Linear model/ }).waitFor();
    await pictures(page, "form");
  });

  step("what the form changes stands in the text, and what is typed there in the form", async () => {
    const before = saved();
    await form.getByRole("textbox", { name: "Trees", exact: true }).fill("12");
    await form.getByRole("textbox", { name: "Trees", exact: true }).press("Tab");
    await editorShows(scene.page, '"trees": 12');
    const after = await save();
    assert.equal(after, before.replace('"trees": 100', '"trees": 12'));
    scene.edit(FILE, (text) => text.replace('"trees": 12', '"trees": 0'));
    await form.locator(".option.wrong").getByText("Give at least 1").waitFor();
    scene.edit(FILE, (text) => text.replace('"trees": 0', '"trees": 12'));
    await form.locator(".option.wrong").waitFor({ state: "detached" });
  });

  step("Undo takes back what the form did, to the byte", async () => {
    const before = saved();
    await form.getByRole("tab", { name: "Split", exact: true }).click();
    await form.getByRole("textbox", { name: "Seed", exact: true }).fill("7");
    await form.getByRole("textbox", { name: "Seed", exact: true }).press("Tab");
    await editorShows(scene.page, '"seed": 7');
    await form.getByRole("button", { name: "Undo", exact: true }).click();
    await until(
      "the seed is what it was",
      async () => (await form.getByRole("textbox", { name: "Seed", exact: true }).inputValue()) === "42",
    );
    assert.equal(await save(), before);
  });

  step("Train is one click, the live view opens, and the form says how it went", async () => {
    const { page } = scene;
    await form.getByRole("button", { name: "Train", exact: true }).click();
    await panel(page, "run", /finished/i, 120_000);
    assert.equal(scene.runs().length, 1);
    await showTab(page, FILE);
    form = await panel(page, "experiment", /1 run/);
    assert.match(await form.locator(".figures").innerText(), /best \d\.\d+/);
  });
});
