import * as vscode from "vscode";
import type { PanelAction, PanelInput } from "../../protocol/panel.ts";
import type { CommandId } from "../ids.ts";

/** Does what a panel asks of VS Code. Failures are shown by the commands themselves. */
export async function doAction({ folder }: PanelInput, action: PanelAction): Promise<null> {
  const run = (command: CommandId, args: object = {}) => vscode.commands.executeCommand(command, { folder, ...args });
  switch (action.action) {
    case "open-runs":
      await run(
        action.runs.length > 1 ? "trainyard.compareRuns" : "trainyard.openRun",
        action.runs.length > 1 ? { runs: action.runs } : { run: action.runs[0] },
      );
      break;
    case "reveal-code":
      await run("trainyard.revealCode", { run: action.run });
      break;
    case "show-code-changes":
      await run("trainyard.showCodeChanges", { runs: action.runs });
      break;
    case "stop-run":
      await run("trainyard.stop", { run: action.run });
      break;
    case "resume-run":
      await run("trainyard.resume", { run: action.run });
      break;
    case "delete-run":
      await run("trainyard.deleteRun", { run: action.run });
      break;
    case "train":
      await run("trainyard.train", { file: action.file });
      break;
    case "new-experiment":
      await run("trainyard.newExperiment", { file: action.file, target: action.target, rejectedRows: action.rejectedRows });
      break;
    case "profile":
      await run("trainyard.profileDataset", { file: action.file, target: action.target, filters: action.filters });
      break;
    case "export-profile":
      await run("trainyard.exportReport", {
        file: action.file,
        target: action.target,
        sample: action.sample,
        rejectedRows: action.rejectedRows,
      });
      break;
    case "prepare":
      await run("trainyard.prepareData", { file: action.file, target: action.target, rejectedRows: action.rejectedRows });
      break;
    case "show-history":
      await run("trainyard.showRunHistory");
      break;
    case "init-repository":
      await run("trainyard.initRepository");
      break;
    case "show-output":
      await run("trainyard.showOutput");
      break;
    case "save-as":
      await saveAs(folder, action.name, action.text);
      break;
  }
  return null;
}

async function saveAs(folder: string, name: string, text: string): Promise<void> {
  const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(vscode.Uri.file(folder), name) });
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
}
