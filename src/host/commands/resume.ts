import * as vscode from "vscode";
import { isResumable } from "../../protocol/resumable.ts";
import type { RunStarted } from "../../protocol/run.ts";
import { askForRun } from "../ask/runs.ts";
import type { Ctx } from "../ctx.ts";
import { untrusted } from "../errors.ts";
import { setting } from "../settings.ts";

/** Goes on with a run that was broken off, as a new run, and shows its curves. */
export async function resume(ctx: Ctx, ...args: unknown[]): Promise<RunStarted | undefined> {
  if (!vscode.workspace.isTrusted) throw untrusted();
  const chosen = await askForRun(ctx, args, "Resume", isResumable);
  if (!chosen) return undefined;
  const started = await ctx.client.request("run/resume", chosen);
  ctx.started.add(started.id);
  if (setting("train.showCurves")) ctx.panels.open({ panel: "run", folder: chosen.folder, runs: [started.id] }, { preserveFocus: true });
  return started;
}
