import { basename, join } from "node:path";
import * as vscode from "vscode";
import type { Ctx } from "../ctx.ts";
import { describeDataset } from "../datasets/text.ts";
import { DATA_EXTENSIONS, kindOf } from "../files.ts";
import { folderOf, folders } from "../folders.ts";
import { type FileArg, fileArgOf } from "./args.ts";
import { askStep, BACK } from "./step.ts";

export interface ChosenFile extends FileArg {
  folder: string;
}

type Item = vscode.QuickPickItem & { value?: ChosenFile | "browse" };

/** The data file that a command was given, is about, or that the user picks; undefined when they pick none. */
export async function askForData(ctx: Ctx, arg: unknown, title: string): Promise<ChosenFile | undefined> {
  const given = fileArgOf(arg) ?? profileInFront(ctx) ?? activeData();
  if (given) return { ...given, folder: given.folder ?? folderOf(given.file) };
  return pickData(ctx, title);
}

/** The data file that the user picks: one of the window's folders, or any. `at`: which question of how many this is. */
export async function pickData(ctx: Ctx, title: string, at?: { step: number; of: number }): Promise<ChosenFile | undefined> {
  const items: Item[] = (await Promise.all(folders().map((folder) => listed(ctx, folder)))).flat();
  items.push({ label: "$(folder-opened) Browse...", description: "a file from anywhere", alwaysShow: true, value: "browse" });
  const placeholder = at ? "Which data? A table: a row for each case, a column for each fact" : "Data file";
  const chosen = at
    ? await askStep({ title, placeholder, ...at, items, back: false })
    : (await vscode.window.showQuickPick(items, { title, placeHolder: placeholder, matchOnDescription: true }))?.value;
  if (chosen === undefined || chosen === BACK) return undefined;
  if (chosen !== "browse") return chosen;
  const [browsed] = (await vscode.window.showOpenDialog({ title, filters: { Data: [...DATA_EXTENSIONS], "All files": ["*"] } })) ?? [];
  return browsed && { file: browsed.fsPath, folder: folderOf(browsed.fsPath) };
}

async function listed(ctx: Ctx, folder: string): Promise<Item[]> {
  const datasets = await ctx.client.request("dataset/list", { folder });
  return datasets.map((dataset) => ({
    label: `$(table) ${basename(dataset.file)}`,
    description: describeDataset(dataset),
    value: { file: join(folder, dataset.file), folder },
  }));
}

function profileInFront(ctx: Ctx): FileArg | undefined {
  const { active } = ctx.panels;
  if (active?.panel !== "profile") return undefined;
  const { folder, file, rejectedRows } = active;
  return { folder, file, ...(rejectedRows && { rejectedRows }) };
}

function activeData(): FileArg | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === "file" && kindOf(uri.fsPath) === "data" ? { file: uri.fsPath } : undefined;
}
