import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Frame } from "playwright-core";
import { clickLens, codeLens, editorShows, saveFile, showTab } from "../harness/editor.ts";
import { flow } from "../harness/flow.ts";
import { pick, runCommand } from "../harness/palette.ts";
import { pictures } from "../harness/screenshot.ts";
import { showContainer, treeRow } from "../harness/sidebar.ts";
import { panel } from "../harness/webview.ts";
import { openScene, type Scene } from "./story.ts";

const FILE = "penguins.experiment.json";
const BARE = `{
  // A bird's species from its size.
  "data": "penguins.csv",
  "target": "species",
  "task": "multiclass",
  "recipe": [
    { "step": "one-hot-encode", "columns": "category" } // island and sex
  ],
  "model": { "algorithm": "linear" }
}
`;

flow("preparing data", (step) => {
  let scene: Scene;
  let recipe: Frame;
  /** Texts of the file as it went. */
  const texts: string[] = [];
  const saved = () => readFileSync(scene.path(FILE), "utf8");
  const shown = (at: number) => recipe.locator(`[data-at="${at}"]`);
  const stepsOf = (text: string) => [...text.matchAll(/"step": "([^"]*)"/g)].map(([, name]) => name);

  const save = () => saveFile(scene.page, saved);

  step("Prepare Data writes an experiment where there is none, and opens its recipe", async (session) => {
    scene = await openScene(session);
    const { page } = scene;
    await showContainer(page, "Trainyard");
    await treeRow(page, "penguins.csv").waitFor();
    await runCommand(page, "Trainyard: Prepare Data");
    await pick(page, "penguins.csv");
    await pick(page, "species");
    await pick(page, "Neural network");
    recipe = await panel(page, "experiment", /one-hot encode/i);
    await recipe.locator(".grid-cell.added").first().waitFor();
    await codeLens(page, "Prepare").first().waitFor();
    await pictures(page, "prepare");
  });

  step("what is written in the text editor is seen in the panel at once", async () => {
    scene.edit(FILE, () => BARE);
    await shown(1).waitFor({ state: "detached" });
    await shown(0).filter({ hasText: "One-hot encode" }).waitFor();
    texts.push(saved());
  });

  step("a suggestion is taken with one click, and stands in the text", async () => {
    await recipe.getByRole("button", { name: /^Add: Scale/ }).waitFor();
    await recipe.getByRole("button", { name: /^Add: Fill missing values of bill/ }).click();
    await shown(1).waitFor();
    await editorShows(scene.page, "fill-missing");
    await recipe.getByRole("button", { name: /^Add: Scale/ }).click();
    await shown(2).waitFor();
    texts.push(await save());
    assert.deepEqual(stepsOf(texts[1] as string), ["fill-missing", "standard-scale", "one-hot-encode"]);
    assert.ok(texts[1]?.includes('"category" } // island and sex'), texts[1]);
    assert.ok(texts[1]?.startsWith(BARE.slice(0, BARE.indexOf("["))), texts[1]);
  });

  step("steps are reordered with the keyboard and switched off", async () => {
    await shown(2).focus();
    await recipe.locator('[data-at="2"]').press("Alt+ArrowUp");
    await shown(1).filter({ hasText: "One-hot encode" }).waitFor();
    await recipe.getByRole("checkbox", { name: "Step 3 on" }).uncheck();
    await shown(2).filter({ hasText: "switched off" }).waitFor();
    texts.push(await save());
    assert.deepEqual(stepsOf(texts[2] as string), ["fill-missing", "one-hot-encode", "standard-scale"]);
    assert.match(texts[2] ?? "", /"standard-scale", .*"enabled": false \}/);
    assert.match(texts[2] ?? "", /"one-hot-encode", .*\/\/ island and sex/);
  });

  step("Undo takes the changes back one by one, down to the byte", async () => {
    const undo = recipe.getByRole("button", { name: "Undo", exact: true });
    await undo.click();
    await recipe.getByRole("checkbox", { name: "Step 3 on", checked: true }).waitFor();
    await undo.click();
    await shown(1).filter({ hasText: "Standard scale" }).waitFor();
    assert.equal(await save(), texts[1]);
    await undo.click();
    await shown(2).waitFor({ state: "detached" });
    await undo.click();
    await shown(1).waitFor({ state: "detached" });
    assert.equal(await save(), texts[0]);
    const redo = recipe.getByRole("button", { name: "Redo", exact: true });
    await redo.click();
    await shown(1).waitFor();
    await redo.click();
    await shown(2).waitFor();
    assert.equal(await save(), texts[1]);
  });

  step("the CodeLens of an experiment opens its recipe", async () => {
    const { page } = scene;
    await showTab(page, FILE);
    await clickLens(page, "Prepare");
    recipe = await panel(page, "experiment", /standard scale/i);
  });

  step("Show as code opens it as a TypeScript file", async () => {
    await recipe.getByRole("button", { name: "Show as code" }).click();
    await editorShows(scene.page, "It stands alone");
  });
});
