import * as vscode from "vscode";
import { askedRuns, askForRun, type ChosenRun } from "../ask/runs.ts";
import type { Ctx } from "../ctx.ts";
import { noDeletedRuns } from "../errors.ts";
import { subjectOf } from "../files.ts";
import { folders } from "../folders.ts";
import { say } from "../notify.ts";
import { describeRun } from "../runs/text.ts";

/** Deletes runs and offers to bring them back. */
export async function deleteRun(ctx: Ctx, ...args: unknown[]): Promise<{ runs: string[] } | undefined> {
  const asked = await askedRuns(ctx, args);
  const picked = asked.length > 0 ? asked : [await askForRun(ctx, [], "Delete Run", ({ status }) => status !== "RUNNING")];
  const runs = picked.filter((run) => run !== undefined);
  if (runs.length === 0) return undefined;
  const names = runs.map(({ run }) => ctx.runs.find(run)?.run.name ?? run);
  for (const { folder, run } of runs) await ctx.client.request("run/delete", { folder, run });
  const what = names.length > 3 ? `${names.length} runs` : names.join(", ");
  say(`Deleted ${what}.`, [{ title: "Undo", command: "trainyard.restoreRun", args: [runs] }]);
  return { runs: runs.map(({ run }) => run) };
}

/** Brings deleted runs back. */
export async function restoreRun(ctx: Ctx, ...args: unknown[]): Promise<{ runs: string[] } | undefined> {
  const asked = await askedRuns(ctx, args);
  const runs = asked.length > 0 ? asked : await pickDeleted(ctx);
  if (!runs) return undefined;
  for (const { folder, run } of runs) await ctx.client.request("run/undelete", { folder, run });
  return { runs: runs.map(({ run }) => run) };
}

async function pickDeleted(ctx: Ctx): Promise<readonly ChosenRun[] | undefined> {
  const lists = folders().map(async (folder) => {
    const runs = await ctx.client.request("run/list", { folder, deleted: true });
    return runs.map((run) => ({
      label: run.name,
      description: `${subjectOf(run.group)}  ${describeRun({ run, snapshot: null, lead: null }, Date.now())}`,
      folder,
      run: run.id,
    }));
  });
  const items = (await Promise.all(lists)).flat();
  if (items.length === 0) throw noDeletedRuns();
  return vscode.window.showQuickPick(items, {
    title: "Restore Run",
    placeHolder: "Deleted runs",
    canPickMany: true,
    matchOnDescription: true,
  });
}
