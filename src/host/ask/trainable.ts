import { basename, relative } from "node:path";
import * as vscode from "vscode";
import { trainingLine } from "../codelens/provider.ts";
import { noTrainable } from "../errors.ts";
import { EXPERIMENT_GLOB } from "../files.ts";
import { folderOf } from "../folders.ts";
import { fileArgOf } from "./args.ts";
import type { ChosenFile } from "./data.ts";

const MOST = 200;

/** The experiment or script that a command was given, is in front, or that the user picks; undefined when they pick none. */
export async function askForTrainable(arg: unknown): Promise<ChosenFile | undefined> {
  const given = fileArgOf(arg);
  if (given) return { ...given, folder: given.folder ?? folderOf(given.file) };
  const active = vscode.window.activeTextEditor?.document;
  if (active?.uri.scheme === "file" && trainingLine(active) !== null) return chosen(active.uri.fsPath);
  const found = await vscode.workspace.findFiles(EXPERIMENT_GLOB, "**/node_modules/**", MOST);
  if (found.length === 0) throw noTrainable();
  const items = found.map(({ fsPath }) => ({
    label: `$(beaker) ${basename(fsPath)}`,
    description: relative(folderOf(fsPath), fsPath),
    file: fsPath,
  }));
  items.sort((a, b) => (a.description < b.description ? -1 : 1));
  const [only, second] = items;
  if (only && !second) return chosen(only.file);
  const picked = await vscode.window.showQuickPick(items, { title: "Train", placeHolder: "Experiment", matchOnDescription: true });
  return picked && chosen(picked.file);
}

const chosen = (file: string): ChosenFile => ({ file, folder: folderOf(file) });
