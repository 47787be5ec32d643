import * as vscode from "vscode";
import { folderArgOf } from "../ask/args.ts";
import { allRuns, askedRuns, askForRun, type ChosenRun, itemOf } from "../ask/runs.ts";
import type { Ctx } from "../ctx.ts";
import { needsTwoRuns } from "../errors.ts";
import { pickFolder } from "../folders.ts";

export interface OpenedRuns {
  folder: string;
  runs: string[];
}

/** Opens a run's panel. */
export async function openRun(ctx: Ctx, ...args: unknown[]): Promise<OpenedRuns | undefined> {
  const chosen = await askForRun(ctx, args, "Open Run");
  return chosen && open(ctx, chosen.folder, [chosen.run]);
}

/** Opens two or more runs over one another; asks for the others where one is given, and for all where none is. */
export async function compareRuns(ctx: Ctx, ...args: unknown[]): Promise<OpenedRuns | undefined> {
  const asked = await askedRuns(ctx, args);
  const runs = asked.length > 1 ? asked : await pickMany(ctx, asked[0]);
  if (!runs) return undefined;
  const [first] = runs;
  if (!first || runs.length < 2) throw needsTwoRuns();
  return open(
    ctx,
    first.folder,
    runs.map(({ run }) => run),
  );
}

export async function showRunHistory(ctx: Ctx, arg?: unknown): Promise<{ folder: string } | undefined> {
  const folder = folderArgOf(arg) ?? (await pickFolder());
  if (folder === undefined) return undefined;
  ctx.panels.open({ panel: "history", folder });
  return { folder };
}

function open(ctx: Ctx, folder: string, runs: string[]): OpenedRuns {
  ctx.panels.open({ panel: "run", folder, runs });
  return { folder, runs };
}

async function pickMany(ctx: Ctx, first: ChosenRun | undefined): Promise<readonly ChosenRun[] | undefined> {
  const all = await allRuns(ctx);
  const folder = first?.folder ?? all[0]?.folder;
  const items = all
    .filter((run) => run.folder === folder)
    .map((run) => ({ ...itemOf(ctx, run.folder, run.run), picked: run.run.id === first?.run }));
  if (items.length < 2) throw needsTwoRuns();
  return vscode.window.showQuickPick(items, {
    title: "Compare Runs",
    placeHolder: "Two or more runs",
    canPickMany: true,
    matchOnDescription: true,
  });
}
