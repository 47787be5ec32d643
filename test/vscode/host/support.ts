import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { descendants, type ProcessInfo } from "../harness/processes.ts";

const EXTENSION = "trainyard.trainyard";

export const extension = () => {
  const found = vscode.extensions.getExtension(EXTENSION);
  if (!found) throw new Error(`${EXTENSION} is not there`);
  return found;
};

/** The workspace's one folder. */
export const folder = () => {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (!first) throw new Error("no folder is open");
  return first.uri.fsPath;
};

/** Engines that this extension host has started and that are alive. What an engine starts itself looks like it for an instant. */
export function engines(): ProcessInfo[] {
  const found = descendants(process.pid, "engine.cjs");
  return found.filter(({ parent }) => !found.some(({ pid }) => pid === parent));
}

export const command = <T = unknown>(id: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`trainyard.${id}`, ...args);

/** Writes an experiment for the penguins, changed by `edit`, and returns its path. */
export async function makeExperiment(edit: (text: string) => string = (text) => text): Promise<string> {
  const made = await command<{ file: string }>("newExperiment", {
    file: join(folder(), "penguins.csv"),
    target: "species",
    algorithm: "mlp",
  });
  writeFileSync(made.file, edit(readFileSync(made.file, "utf8")));
  return made.file;
}

export async function lensTitles(file: string): Promise<string[]> {
  await vscode.workspace.openTextDocument(file);
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", vscode.Uri.file(file), 20);
  return lenses.map((lens) => lens.command?.title ?? "");
}

/** Our panels that are open, as `viewType label`. */
export const panels = (kind: string) =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(`trainyard.${kind}`))
    .map(({ label }) => label);
