import { dirname } from "node:path";
import * as vscode from "vscode";
import { noFolder } from "./errors.ts";

/** The window's folders on disk, as paths. */
export const folders = (): string[] =>
  (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file").map(({ uri }) => uri.fsPath);

/** The folder that a file is worked on in: its workspace folder, else the directory it lies in. */
export const folderOf = (file: string): string => vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file))?.uri.fsPath ?? dirname(file);

/** The one folder there is, that of the active editor, or the one that the user picks; undefined when they pick none. */
export async function pickFolder(): Promise<string | undefined> {
  const open = folders();
  if (open.length === 0) throw noFolder();
  if (open.length === 1) return open[0];
  const active = vscode.window.activeTextEditor?.document.uri;
  const own = active && vscode.workspace.getWorkspaceFolder(active)?.uri.fsPath;
  if (own && open.includes(own)) return own;
  return (await vscode.window.showWorkspaceFolderPick())?.uri.fsPath;
}
