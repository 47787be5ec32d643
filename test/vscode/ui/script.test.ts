import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { clickLens, codeLens, editorShows, openFile } from "../harness/editor.ts";
import { flow } from "../harness/flow.ts";
import { runCommand } from "../harness/palette.ts";
import { pictures } from "../harness/screenshot.ts";
import { showContainer, treeRow } from "../harness/sidebar.ts";
import { until } from "../harness/wait.ts";
import { panel } from "../harness/webview.ts";
import { demoWorkspace, git } from "../harness/workspace.ts";
import { type Scene, sceneOf } from "./story.ts";

const SCRIPT = "train.ts";

/** As anybody writes it: nothing of Trainyard's in it. */
const TEXT = `import * as tf from "@tensorflow/tfjs";

const x: tf.Tensor2D = tf.randomNormal([200, 4], 0, 1, "float32", 7);
const y = x.sum(1, true).greater(0).toFloat();

const model = tf.sequential({
  layers: [tf.layers.dense({ units: 8, activation: "relu", inputShape: [4] }), tf.layers.dense({ units: 1, activation: "sigmoid" })],
});
model.compile({ optimizer: "adam", loss: "binaryCrossentropy", metrics: ["acc"] });
await model.fit(x, y, { epochs: 20, batchSize: 16, validationSplit: 0.2 });
`;

flow("a TensorFlow.js script", (step) => {
  let scene: Scene;

  step("has a lens above its fit, without any change to it", async (session) => {
    const folder = demoWorkspace(session.profile.path("scripts"));
    writeFileSync(join(folder, SCRIPT), TEXT);
    git(folder, "add", ".");
    git(folder, "-c", "user.name=Test Person", "-c", "user.email=test@example.invalid", "commit", "--quiet", "--message=Script");
    scene = sceneOf(await session.open(folder), folder);
    await openFile(scene.page, SCRIPT);
    await codeLens(scene.page, "Train").first().waitFor();
  });

  step("trains through it, to a commit", async () => {
    const { page } = scene;
    await clickLens(page, "Train");
    await panel(page, "run", /loss/i, 90_000);
    await until("there is a run in git", () => scene.runs().length === 1, 120_000);
    await codeLens(page, "1 run").first().waitFor();
    const [run] = scene.runs();
    assert.match(git(scene.folder, "ls-tree", "-r", "--name-only", `refs/trainyard/runs/${run}`), new RegExp(`^source/.*${SCRIPT}$`, "m"));
    assert.equal(git(scene.folder, "status", "--porcelain"), "");
  });

  step("is found in the explorer under its name", async () => {
    const { page } = scene;
    await showContainer(page, "Trainyard");
    await treeRow(page, SCRIPT).first().waitFor();
    await pictures(page, "script");
  });

  step("that throws becomes a failed run with what it said", async () => {
    const { page } = scene;
    scene.edit(SCRIPT, (text) => text.replace("const model", 'throw new Error("the penguins have left");\nconst model'));
    await editorShows(page, "the penguins have left");
    await runCommand(page, "Trainyard: Train");
    await treeRow(page, /failed.*the penguins have left/).waitFor({ timeout: 120_000 });
    await codeLens(page, "last failed").first().waitFor();
  });
});
