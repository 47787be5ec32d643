import * as vscode from "vscode";
import type { Ctx } from "../ctx.ts";
import { EXPERIMENT_EDITOR } from "../ids.ts";
import { ExperimentEditor } from "./editor.ts";

const open = new Set<ExperimentEditor>();
/** Section that an editor is to show which is about to be opened, by its file. */
const wanted = new Map<string, string>();

/** Opens an experiment as a form at a section; beside its text where that is in sight. */
export async function openExperiment(file: string, section: string, column?: vscode.ViewColumn): Promise<void> {
  const uri = vscode.Uri.file(file);
  const asText = vscode.window.visibleTextEditors.some(({ document }) => document.uri.fsPath === uri.fsPath);
  const there = [...open].filter((editor) => editor.file === uri.fsPath);
  wanted.set(uri.fsPath, section);
  const viewColumn = column ?? (asText ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
  await vscode.commands.executeCommand("vscode.openWith", uri, EXPERIMENT_EDITOR, { viewColumn });
  for (const editor of there) editor.show(section);
  if (there.length > 0) wanted.delete(uri.fsPath);
}

/** Lets VS Code open experiments as forms. */
export function registerExperimentEditor(ctx: Ctx): vscode.Disposable {
  const provider: vscode.CustomTextEditorProvider = {
    resolveCustomTextEditor(document, view) {
      const editor = new ExperimentEditor(ctx, document, view, wanted.get(document.uri.fsPath));
      wanted.delete(document.uri.fsPath);
      open.add(editor);
      view.onDidDispose(() => open.delete(editor));
    },
  };
  return vscode.window.registerCustomEditorProvider(EXPERIMENT_EDITOR, provider, { webviewOptions: { retainContextWhenHidden: true } });
}
