import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { until } from "../harness/wait.ts";
import { git } from "../harness/workspace.ts";
import { command, engines, folder, lensTitles, makeExperiment, panels } from "./support.ts";

describe("an experiment", () => {
  it("is written beside its data and opened, and needs the engine for it", async () => {
    const file = await makeExperiment();
    assert.equal(file, join(folder(), "penguins.experiment.json"));
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);
    assert.match(readFileSync(file, "utf8"), /"target": "species"/);
    assert.equal(engines().length, 1, "one engine for the window");
  });

  it("does not overwrite the one before", async () => {
    assert.equal(await makeExperiment(), join(folder(), "penguins-2.experiment.json"));
  });

  it("has a lens to train it", async () => {
    const file = join(folder(), "penguins.experiment.json");
    assert.match((await lensTitles(file)).join("\n"), /Train/);
  });

  it("shows a mistake where it is", async () => {
    const file = join(folder(), "broken.experiment.json");
    const text = readFileSync(join(folder(), "penguins.experiment.json"), "utf8");
    writeFileSync(file, text.replace('"multiclass"', '"multclass"'));
    await vscode.window.showTextDocument(vscode.Uri.file(file));
    const problems = await until("the misspelt task is underlined", () => {
      const found = vscode.languages.getDiagnostics(vscode.Uri.file(file)).filter(({ source }) => source === "Trainyard");
      return found.length > 0 ? found : undefined;
    });
    const line = text.split("\n").findIndex((each) => each.includes('"multiclass"'));
    assert.equal(problems[0]?.range.start.line, line);
    assert.match(problems[0]?.message ?? "", /multiclass/, "the remedy names what was meant");
    await vscode.workspace.fs.delete(vscode.Uri.file(file));
  });

  it("trains to a commit, and its lens tells the figures", async () => {
    const file = join(folder(), "penguins.experiment.json");
    const head = git(folder(), "rev-parse", "HEAD");
    const run = await command<{ id: string; name: string }>("train", { file });
    const titles = await until("the lens tells how it ended", async () => {
      const all = await lensTitles(file);
      return all.some((title) => /^last .*\d\.\d/.test(title)) ? all : undefined;
    });
    assert.ok(
      titles.some((title) => title.startsWith("best ") && title.endsWith(run.name)),
      titles.join(" | "),
    );
    assert.equal(git(folder(), "for-each-ref", "--format=%(refname)", "refs/trainyard/runs"), `refs/trainyard/runs/${run.id}`);
    assert.equal(git(folder(), "rev-parse", "HEAD"), head, "the branch did not move");
    assert.equal(git(folder(), "diff", "--cached", "--name-only"), "", "the index is untouched");
  });

  it("opened the run's panel", () => assert.equal(panels("run").length, 1));
});
