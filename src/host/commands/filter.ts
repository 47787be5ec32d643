import * as vscode from "vscode";
import { factsOf } from "../../shared/errors.ts";
import { allRuns } from "../ask/runs.ts";
import type { Ctx } from "../ctx.ts";
import { untrusted } from "../errors.ts";
import { folders } from "../folders.ts";
import { changeSetting } from "../settings.ts";

const QUIET_MS = 250;

/** Hides the runs that do not pass a filter; asks for it where none is given. */
export async function filterRuns(ctx: Ctx, arg?: unknown): Promise<{ filter: string } | undefined> {
  if (!vscode.workspace.isTrusted) throw untrusted();
  const filter = typeof arg === "string" ? arg : await askForFilter(ctx);
  if (filter === undefined) return undefined;
  await allRuns(ctx);
  await ctx.runs.setFilter(filter.trim());
  return { filter: filter.trim() };
}

export async function clearRunFilter(ctx: Ctx): Promise<{ filter: string } | undefined> {
  return filterRuns(ctx, "");
}

export async function groupRuns(): Promise<void> {
  await changeSetting("runs.groupBy", "experiment");
}

export async function ungroupRuns(): Promise<void> {
  await changeSetting("runs.groupBy", "none");
}

function askForFilter(ctx: Ctx): Thenable<string | undefined> {
  let newest = 0;
  return vscode.window.showInputBox({
    title: "Filter Runs",
    value: ctx.runs.filter,
    prompt: "metrics.val_acc > 0.9 and params.optimizer = 'adam'. Empty shows all.",
    placeHolder: "metrics.NAME, params.NAME, attributes.status",
    async validateInput(text) {
      newest += 1;
      const mine = newest;
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      return mine === newest && text.trim() !== "" ? problemWith(ctx, text.trim()) : undefined;
    },
  });
}

async function problemWith(ctx: Ctx, filter: string): Promise<string | undefined> {
  const [folder] = folders();
  if (folder === undefined) return undefined;
  try {
    await ctx.client.request("run/list", { folder, filter, limit: 1 });
    return undefined;
  } catch (error) {
    const { message, remedy } = factsOf(error);
    return `${message} ${remedy}`;
  }
}
