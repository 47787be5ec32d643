import * as vscode from "vscode";
import { fileArgOf } from "../ask/args.ts";
import { askForModel } from "../ask/model.ts";
import type { Ctx } from "../ctx.ts";
import { openExperiment } from "../experiment/open.ts";
import { folderOf } from "../folders.ts";
import { writeExperiment } from "./new-experiment.ts";

/**
 * A first model in three questions: which data, what to predict, how. Only then is the experiment written, and opened as a
 * form with its text beside it, where Train is one click.
 */
export async function newModel(ctx: Ctx, arg?: unknown): Promise<{ file: string } | undefined> {
  const given = fileArgOf(arg);
  const data = given && { ...given, folder: given.folder ?? folderOf(given.file) };
  const choice = await askForModel(ctx, "New Model", data ? { data } : {});
  if (!choice) return undefined;
  const uri = await writeExperiment(ctx, choice);
  await openExperiment(uri.fsPath, "model", vscode.ViewColumn.One);
  await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Two, preview: false, preserveFocus: true });
  return { file: uri.fsPath };
}
