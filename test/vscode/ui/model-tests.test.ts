import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openFile } from "../harness/editor.ts";
import { flow } from "../harness/flow.ts";
import { runCommand } from "../harness/palette.ts";
import { ROOT } from "../harness/places.ts";
import { pictures } from "../harness/screenshot.ts";
import { showContainer } from "../harness/sidebar.ts";
import { until } from "../harness/wait.ts";
import { demoWorkspace } from "../harness/workspace.ts";
import { type Scene, sceneOf } from "./story.ts";

const EXPERIMENT = `{ "data": "penguins.csv", "target": "species", "task": "multiclass", "model": { "algorithm": "gradient-boosted-trees", "iterations": 10 } }`;

const TESTS = `{
  "tests": [
    // what the model has to get right
    { "test": "minimum-cases", "name": "Penguins of Torgersen are Gentoo", "cases": [
      { "rows": { "where": "island == \\"Torgersen\\"", "count": 3 }, "expect": "Gentoo" }] },
    { "test": "repeatability", "name": "Predicts the same twice" }
  ]
}
`;

flow("tests of a model", (step) => {
  let scene: Scene;
  const results = () => scene.page.locator(".test-explorer .monaco-list-row");

  step("stand in the Test Explorer, file by file", async (session) => {
    const folder = demoWorkspace(session.profile.path("model tests"));
    writeFileSync(join(folder, "penguins.experiment.json"), EXPERIMENT);
    writeFileSync(join(folder, "penguins.modeltest.json"), TESTS);
    const trained = spawnSync(process.execPath, [join(ROOT, "dist", "cli.js"), "train", "penguins.experiment.json"], { cwd: folder });
    assert.equal(trained.status, 0, String(trained.stderr));
    scene = sceneOf(await session.open(folder), folder);
    await openFile(scene.page, "penguins.modeltest.json");
    await showContainer(scene.page, "Testing");
    await results().filter({ hasText: "penguins.modeltest.json" }).first().waitFor();
  });

  step("say at the line of a test what was expected and what came", async () => {
    const { page } = scene;
    const failing = results().filter({ hasText: "Penguins of Torgersen are Gentoo" }).first();
    await until("the tests of the file are listed", async () => {
      await results().filter({ hasText: "penguins.modeltest.json" }).first().click();
      await page.keyboard.press("ArrowRight");
      return failing.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    });
    await runCommand(page, "Test: Run All Tests");
    await failing.locator(".codicon-testing-failed-icon").waitFor();
    await page
      .getByText(/3 of 3 rows are not as expected/)
      .first()
      .waitFor();
    await pictures(page, "model-tests");
  });
});
