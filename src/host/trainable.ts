import * as vscode from "vscode";
import { trainingLine } from "./codelens/provider.ts";
import { setContext } from "./contexts.ts";
import { CONTEXT } from "./ids.ts";

/** Keeps the context key that puts Train into the editor's title and menu. */
export function watchTrainable(): vscode.Disposable {
  let shown: boolean | undefined;
  const update = (editor: vscode.TextEditor | undefined) => {
    const trains = editor?.document.uri.scheme === "file" && trainingLine(editor.document) !== null;
    if (trains === shown) return;
    shown = trains;
    setContext(CONTEXT.trainable, trains);
  };
  update(vscode.window.activeTextEditor);
  const current = () => update(vscode.window.activeTextEditor);
  return vscode.Disposable.from(vscode.window.onDidChangeActiveTextEditor(update), vscode.workspace.onDidSaveTextDocument(current));
}
