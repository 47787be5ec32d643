import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { until } from "../harness/wait.ts";
import { git } from "../harness/workspace.ts";
import { command, folder, lensTitles, panels } from "./support.ts";

const file = () => join(folder(), "endless.experiment.json");
const refs = () => git(folder(), "for-each-ref", "--format=%(refname)", "refs/trainyard/runs").split("\n");

describe("runs", () => {
  let stopped = "";

  before(() => {
    const text = readFileSync(join(folder(), "penguins.experiment.json"), "utf8");
    writeFileSync(
      file(),
      text.replace(/"epochs": \d+/, '"epochs": 1000000').replace(/"earlyStopping": \{[^}]*\}/, '"earlyStopping": false'),
    );
  });

  it("can be stopped, and keep what they learnt", async () => {
    const { id } = await command<{ id: string }>("train", { file: file() });
    stopped = id;
    await until("it is under way", async () => (await lensTitles(file())).some((title) => /epoch \d+/.test(title)));
    await command("stop", { folder: folder(), run: id });
    await until("the lens says that it was stopped", async () => (await lensTitles(file())).some((title) => /Train/.test(title)));
    await until("both are kept", () => refs().length === 2);
  });

  it("can be compared", async () => {
    const runs = refs().map((ref) => ref.replace(/.*\//, ""));
    await command("compareRuns", { folder: folder(), runs });
    await until("the comparison is open", () => panels("run").some((label) => label.startsWith("Compare: ")));
  });

  it("can be deleted and brought back", async () => {
    const [run = ""] = refs().map((ref) => ref.replace(/.*\//, ""));
    await command("deleteRun", { folder: folder(), run });
    assert.equal(refs().length, 1);
    await command("restoreRun", { folder: folder(), run });
    assert.equal(refs().length, 2);
  });

  it("can be resumed where they were stopped, by their row", async () => {
    const { id } = await command<{ id: string }>("resume", { folder: folder(), run: stopped });
    await until("it is under way", async () => (await lensTitles(file())).some((title) => /epoch \d+/.test(title)));
    await command("stop", { folder: folder(), run: id });
    await until("both are kept", () => refs().length === 3);
    const run = JSON.parse(git(folder(), "show", `refs/trainyard/runs/${id}:run.json`)) as { resumedFrom: string; notes: string[] };
    assert.equal(run.resumedFrom, stopped);
    assert.match(run.notes.join(), /^Resumed from .* after \d+ epochs?/m);
  });

  it("leave the lens out where the setting says so", async () => {
    const settings = vscode.workspace.getConfiguration("trainyard");
    await settings.update("codeLens.enabled", false, vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(await lensTitles(file()), []);
    await settings.update("codeLens.enabled", undefined, vscode.ConfigurationTarget.Workspace);
    assert.notDeepEqual(await lensTitles(file()), []);
  });
});
