import { basename, dirname, relative, resolve } from "node:path";
import { parse } from "jsonc-parser";
import * as vscode from "vscode";
import { type FileArg, fileArgOf } from "../ask/args.ts";
import { newExperiment } from "../commands/new-experiment.ts";
import type { Ctx } from "../ctx.ts";
import { openExperiment } from "../experiment/open.ts";
import { EXPERIMENT_GLOB, kindOf } from "../files.ts";
import { folderOf } from "../folders.ts";

const MOST = 500;

/** Opens the recipe of an experiment: the one given, the one in front, or one for a data file, which is written first where there is none. */
export async function prepareData(ctx: Ctx, arg?: unknown): Promise<{ file: string } | undefined> {
  const given = fileArgOf(arg) ?? inFront(ctx);
  const file = given && kindOf(given.file) === "experiment" ? given.file : await experimentFor(ctx, given);
  if (file === undefined) return undefined;
  await openExperiment(file, "recipe");
  return { file };
}

type Given = Pick<FileArg, "file" | "target" | "rejectedRows">;

function inFront(ctx: Ctx): Given | undefined {
  const { active } = ctx.panels;
  if (active?.panel === "profile") {
    const { file, target, rejectedRows } = active;
    return { file, ...(target === undefined ? {} : { target }), ...(rejectedRows && { rejectedRows }) };
  }
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = tab instanceof vscode.TabInputCustom ? tab.uri : vscode.window.activeTextEditor?.document.uri;
  const kind = uri?.scheme === "file" ? kindOf(uri.fsPath) : null;
  return uri && (kind === "experiment" || kind === "data") ? { file: uri.fsPath } : undefined;
}

/** The experiment on a data file, or any: the user picks where there are several. */
async function experimentFor(ctx: Ctx, data: Given | undefined): Promise<string | undefined> {
  const found = await experiments();
  const fitting = data ? found.filter((one) => one.data === resolve(data.file)) : found;
  const [only, second] = fitting;
  if (data && only && !second) return only.file;
  if (!only) return (await newExperiment(ctx, data))?.file;
  const items: (vscode.QuickPickItem & { file?: string })[] = fitting.map(({ file }) => ({
    label: `$(beaker) ${basename(file)}`,
    description: relative(folderOf(file), file),
    file,
  }));
  items.push({ label: "$(add) New experiment...", alwaysShow: true });
  const picked = await vscode.window.showQuickPick(items, { title: "Prepare Data", placeHolder: "Experiment", matchOnDescription: true });
  return picked && (picked.file ?? (await newExperiment(ctx, data))?.file);
}

/** Experiments of the window's folders, each with its data file. */
async function experiments(): Promise<{ file: string; data: string }[]> {
  const found = await vscode.workspace.findFiles(EXPERIMENT_GLOB, "**/node_modules/**", MOST);
  const read = found.map(async ({ fsPath: file }) => {
    const document = await vscode.workspace.openTextDocument(file);
    const { data } = (parse(document.getText()) ?? {}) as { data?: unknown };
    return { file, data: typeof data === "string" ? resolve(dirname(file), data) : "" };
  });
  return (await Promise.all(read)).sort((a, b) => (a.file < b.file ? -1 : 1));
}
