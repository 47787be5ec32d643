import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import type { Disposable } from "../../shared/disposable.ts";
import { throttle } from "../../shared/throttle.ts";

const EVERY_MS = 500;

/** Calls back, at most twice a second, when the file at `path` changes on disk. */
export function watchFile(path: string, changed: () => void): Disposable {
  const soon = throttle<null>(changed, EVERY_MS);
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.file(dirname(path)), escapeGlob(basename(path))),
  );
  watcher.onDidChange(() => soon.push(null));
  watcher.onDidCreate(() => soon.push(null));
  return watcher;
}

const escapeGlob = (name: string): string => name.replaceAll(/[[\]{}*?]/g, "[$&]");
