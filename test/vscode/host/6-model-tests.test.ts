import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { until } from "../harness/wait.ts";
import { git } from "../harness/workspace.ts";
import { command, folder } from "./support.ts";

const file = () => join(folder(), "penguins.modeltest.json");
const uri = () => vscode.Uri.file(file());

/** What lies in git of the tests of the one run that was tested. */
function kept(): { suites: { file: string; results: { name: string; status: string }[] }[] } | undefined {
  const [ref] = git(folder(), "for-each-ref", "--format=%(refname)", "refs/trainyard/tests").split("\n").filter(Boolean);
  return ref ? JSON.parse(git(folder(), "show", `${ref}:tests.json`)) : undefined;
}

/** Whether the Test Explorer shows any test of ours. */
async function areShown(): Promise<boolean> {
  const controllers = await vscode.commands.executeCommand<string[]>("vscode.testing.getControllersWithTests");
  return controllers.includes("trainyard.modelTests");
}

describe("tests of models", () => {
  it("are found in their files", async () => {
    const passing = { test: "repeatability", name: "Predicts the same twice" };
    const row = { island: "Dream", bill_length_mm: 40, bill_depth_mm: 18, flipper_length_mm: 190, body_mass_g: 3500, sex: "male" };
    const failing = { test: "minimum-cases", name: "Says what no penguin is", cases: [{ row, expect: "Ostrich" }] };
    writeFileSync(file(), `{\n  // of penguins\n  "tests": [\n    ${JSON.stringify(passing)},\n    ${JSON.stringify(failing)}\n  ]\n}\n`);
    await until("the Test Explorer has them", areShown);
  });

  it("have what is wrong with them underlined", async () => {
    const broken = join(folder(), "broken.modeltest.json");
    writeFileSync(broken, '{\n  "experiment": "penguins.experiment.json",\n  "tests": [\n    { "test": "stres", "name": "a" }\n  ]\n}\n');
    await vscode.window.showTextDocument(vscode.Uri.file(broken));
    const [problem] = await until("the misspelt kind is underlined", () => {
      const all = vscode.languages.getDiagnostics(vscode.Uri.file(broken)).filter(({ source }) => source === "Trainyard");
      return all.length > 0 ? all : undefined;
    });
    assert.equal(problem?.range.start.line, 3);
    assert.match(problem?.message ?? "", /"stress"/);
    await vscode.workspace.fs.delete(vscode.Uri.file(broken));
  });

  it("are run on the experiment's best run, and what they find is kept beside it", async () => {
    await vscode.window.showTextDocument(uri());
    await vscode.commands.executeCommand("testing.runCurrentFile");
    const { suites } = await until("the results are in git", kept);
    assert.deepEqual(
      suites.map((suite) => [suite.file, ...suite.results.map(({ name, status }) => `${name}: ${status}`)]),
      [["penguins.modeltest.json", "Predicts the same twice: passed", "Says what no penguin is: failed"]],
    );
  });

  it("stand on the model card, which opens as Markdown", async () => {
    const run = git(folder(), "for-each-ref", "--format=%(refname:lstrip=3)", "refs/trainyard/tests").split("\n")[0];
    await command("modelCard", { folder: folder(), run });
    const { document } = vscode.window.activeTextEditor ?? {};
    assert.equal(document?.languageId, "markdown");
    assert.match(document?.getText() ?? "", /^# Model card: [\s\S]*Says what no penguin is[\s\S]*## License/);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("are forgotten with their file", async () => {
    await vscode.workspace.fs.delete(uri());
    await until("the Test Explorer has none", async () => !(await areShown()));
  });
});
