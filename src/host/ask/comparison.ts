import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import * as vscode from "vscode";
import type { RowsOf } from "../../protocol/rows.ts";
import { formatAgo } from "../../shared/format.ts";
import type { Ctx } from "../ctx.ts";
import { EXPERIMENT_GLOB } from "../files.ts";
import { dataOf } from "./experiment-data.ts";

export interface ComparedPair {
  before: RowsOf;
  after: RowsOf;
}

type Item = vscode.QuickPickItem & { pair?: ComparedPair; ask?: () => Promise<ComparedPair | null> };

const MOST_EXPERIMENTS = 100;

/** What to look at beside a data file: an earlier revision of it, the splits of an experiment on it, or another file. */
export async function askForComparison(ctx: Ctx, folder: string, file: string): Promise<ComparedPair | null> {
  const path = resolve(folder, file);
  const items: Item[] = [
    ...(await revisions(ctx, folder, file)),
    ...(await splits(folder, path)),
    ...(await others(ctx, folder, file, path)),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: `Compare ${basename(file)} with...`,
    placeHolder: "A revision, a split or another file",
    matchOnDescription: true,
  });
  return chosen?.pair ?? (await chosen?.ask?.()) ?? null;
}

const heading = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });

async function revisions(ctx: Ctx, folder: string, file: string): Promise<Item[]> {
  const known = await ctx.client.request("data/revisions", { folder, file });
  if (known.length === 0) return [];
  const before = (revision: string): ComparedPair => ({ before: { file, revision }, after: { file } });
  const ask = async () => {
    const revision = await vscode.window.showInputBox({
      title: "Compare with a revision",
      prompt: "A commit, tag or branch, such as HEAD~1",
    });
    return revision ? before(revision) : null;
  };
  return [
    heading("Revisions of this file"),
    ...known.map(({ commit, subject, author, time }) => ({
      label: `$(git-commit) ${commit.slice(0, 7)}`,
      description: `${subject}, ${author}, ${formatAgo(time, Date.now())}`,
      pair: before(commit),
    })),
    { label: "$(edit) Another revision...", alwaysShow: true, ask },
  ];
}

async function splits(folder: string, path: string): Promise<Item[]> {
  const pattern = new vscode.RelativePattern(folder, EXPERIMENT_GLOB);
  const found = await vscode.workspace.findFiles(pattern, "**/node_modules/**", MOST_EXPERIMENTS);
  const items: Item[] = [];
  for (const { fsPath } of found) {
    const data = dataOf(await readFile(fsPath, "utf8").catch(() => ""));
    if (data === null || resolve(dirname(fsPath), data) !== path) continue;
    for (const split of ["validation", "test"] as const) {
      items.push({
        label: `$(beaker) train and ${split}`,
        description: relative(folder, fsPath),
        pair: { before: { file: fsPath, split: "train" }, after: { file: fsPath, split } },
      });
    }
  }
  return items.length > 0 ? [heading("Splits of an experiment"), ...items] : [];
}

async function others(ctx: Ctx, folder: string, file: string, path: string): Promise<Item[]> {
  const datasets = await ctx.client.request("dataset/list", { folder });
  const pair = (other: string): ComparedPair => ({ before: { file }, after: { file: other } });
  const ask = async () => {
    const [browsed] = (await vscode.window.showOpenDialog({ title: `Compare ${basename(file)} with` })) ?? [];
    return browsed ? pair(browsed.fsPath) : null;
  };
  return [
    heading("Another file"),
    ...datasets
      .filter((dataset) => join(folder, dataset.file) !== path)
      .map((dataset) => ({ label: `$(table) ${basename(dataset.file)}`, description: dataset.file, pair: pair(dataset.file) })),
    { label: "$(folder-opened) Browse...", alwaysShow: true, ask },
  ];
}
