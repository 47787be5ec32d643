import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import { plural } from "../../shared/format.ts";
import type { Ctx } from "../ctx.ts";
import type { CommandId } from "../ids.ts";

/** Longest that runs may take to be kept before the engine is ended. */
const KEEP_WITHIN_MS = 10_000;

/** Stops the engine and forgets what the window knows, so that everything is read anew. Asks first where runs would be stopped. */
export async function reset(ctx: Ctx): Promise<{ reset: boolean }> {
  const live = ctx.runs.live();
  if (live.length > 0) {
    const yes = "Stop and Reset";
    const detail = "What they have learnt so far is kept.";
    const chosen = await vscode.window.showWarningMessage(`${plural(live.length, "run")} would be stopped.`, { modal: true, detail }, yes);
    if (chosen !== yes) return { reset: false };
  }
  await Promise.race([Promise.allSettled(live.map(({ folder, run }) => end(ctx, folder, run.id))), delay(KEEP_WITHIN_MS)]);
  await ctx.engine.reset();
  ctx.runs.clear();
  ctx.onDatasets.fire();
  return { reset: true };
}

async function end(ctx: Ctx, folder: string, run: string): Promise<void> {
  await ctx.client.request("run/stop", { folder, run });
  await ctx.client.request("run/wait", { folder, run });
}

export async function showOutput(ctx: Ctx): Promise<void> {
  ctx.output.show(true);
}

/** What one can do about the engine and its backend. */
export async function showStatus(ctx: Ctx): Promise<void> {
  const items: (vscode.QuickPickItem & { command: CommandId })[] = [
    { label: "$(server-process) Select Backend", command: "trainyard.selectBackend" },
    { label: "$(output) Show Output", command: "trainyard.showOutput" },
    { label: "$(debug-restart) Reset", description: "stop the engine; it starts again when needed", command: "trainyard.reset" },
  ];
  for (const { run, folder } of ctx.runs.live())
    items.push({ label: `$(debug-stop) Stop ${run.name}`, description: folder, command: "trainyard.stop" });
  const chosen = await vscode.window.showQuickPick(items, { title: "Trainyard", placeHolder: `Engine: ${ctx.engine.state}` });
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}
