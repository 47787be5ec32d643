import * as vscode from "vscode";
import type { RunSummary } from "../../protocol/run.ts";
import type { Ctx } from "../ctx.ts";
import { noRuns, untrusted } from "../errors.ts";
import { subjectOf } from "../files.ts";
import { folders } from "../folders.ts";
import { describeRun } from "../runs/text.ts";
import { runArgsOf } from "./args.ts";

export interface ChosenRun {
  folder: string;
  /** Id. */
  run: string;
}

export interface RunItem extends vscode.QuickPickItem {
  folder: string;
  run: string;
}

/** The one run that a command was called for or that the user picks; undefined when they pick none. */
export async function askForRun(
  ctx: Ctx,
  args: readonly unknown[],
  title: string,
  accept: (run: RunSummary) => boolean = () => true,
): Promise<ChosenRun | undefined> {
  const [given] = await askedRuns(ctx, args);
  if (given) return given;
  const items = (await allRuns(ctx)).filter(({ run }) => accept(run)).map(({ folder, run }) => itemOf(ctx, folder, run));
  if (items.length === 0) throw noRuns();
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: "Run", matchOnDescription: true, matchOnDetail: true });
  return picked && { folder: picked.folder, run: picked.run };
}

/** The runs that a command was given, each with its folder; a name counts as well as an id. */
export async function askedRuns(ctx: Ctx, [first, selection]: readonly unknown[]): Promise<ChosenRun[]> {
  const asked = runArgsOf(first, selection);
  if (asked.some(({ folder }) => folder === undefined)) await allRuns(ctx);
  return asked.flatMap(({ folder, run }) => {
    const found = ctx.runs.find(run);
    const place = folder ?? found?.folder ?? folders()[0];
    return place === undefined ? [] : [{ folder: place, run: found?.run.id ?? run }];
  });
}

/** Every run of the window, newest first. */
export async function allRuns(ctx: Ctx): Promise<{ folder: string; run: RunSummary }[]> {
  if (!vscode.workspace.isTrusted) throw untrusted();
  const known = await Promise.all(folders().map((folder) => ctx.runs.load(folder)));
  return known.flatMap(({ folder, runs }) => runs.map((run) => ({ folder, run }))).sort((a, b) => b.run.startTime - a.run.startTime);
}

export function itemOf(ctx: Ctx, folder: string, run: RunSummary): RunItem {
  const description = describeRun({ run, snapshot: ctx.runs.snapshot(run.id) ?? null, lead: null }, Date.now());
  return { label: run.name, description: `${subjectOf(run.group)}  ${description}`, folder, run: run.id };
}
