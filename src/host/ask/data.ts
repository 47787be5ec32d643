import { basename, join } from "node:path";
import * as vscode from "vscode";
import type { Ctx } from "../ctx.ts";
import { describeDataset } from "../datasets/text.ts";
import { DATA_EXTENSIONS, kindOf } from "../files.ts";
import { folderOf, folders } from "../folders.ts";
import { type FileArg, fileArgOf } from "./args.ts";

export interface ChosenFile extends FileArg {
  folder: string;
}

type Item = vscode.QuickPickItem & { file?: string; folder?: string };

/** The data file that a command was given, is about, or that the user picks; undefined when they pick none. */
export async function askForData(ctx: Ctx, arg: unknown, title: string): Promise<ChosenFile | undefined> {
  const given = fileArgOf(arg) ?? profileInFront(ctx) ?? activeData();
  if (given) return { ...given, folder: given.folder ?? folderOf(given.file) };
  const items: Item[] = (await Promise.all(folders().map((folder) => listed(ctx, folder)))).flat();
  items.push({ label: "$(folder-opened) Browse...", description: "a file from anywhere", alwaysShow: true });
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: "Data file", matchOnDescription: true });
  if (!chosen) return undefined;
  if (chosen.file && chosen.folder) return { file: chosen.file, folder: chosen.folder };
  const [browsed] = (await vscode.window.showOpenDialog({ title, filters: { Data: [...DATA_EXTENSIONS], "All files": ["*"] } })) ?? [];
  return browsed && { file: browsed.fsPath, folder: folderOf(browsed.fsPath) };
}

async function listed(ctx: Ctx, folder: string): Promise<Item[]> {
  const datasets = await ctx.client.request("dataset/list", { folder });
  return datasets.map((dataset) => ({
    label: `$(table) ${basename(dataset.file)}`,
    description: describeDataset(dataset),
    file: join(folder, dataset.file),
    folder,
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
