import * as vscode from "vscode";
import type { RunSummary } from "../protocol/run.ts";
import type { Disposable } from "../shared/disposable.ts";
import type { Ctx } from "./ctx.ts";
import { say } from "./notify.ts";
import { headlineText } from "./runs/text.ts";

/** Tells how a run that this window started has ended, unless the user is watching it. */
export function announceEnds(ctx: Ctx): Disposable {
  return ctx.runs.onLive.on(({ folder, run }) => {
    if (run.status === "RUNNING" || !ctx.started.delete(run.id)) return;
    if (vscode.window.state.focused && ctx.panels.isVisible(run.id)) return;
    say(endText(run), [{ title: "Open Run", command: "trainyard.openRun", args: [{ folder, run: run.id }] }]);
  });
}

function endText(run: RunSummary): string {
  if (run.status === "FAILED") return `${run.name} failed: ${run.error?.message ?? "unknown reason."} ${run.error?.remedy ?? ""}`.trim();
  const figure = headlineText(run);
  return `${run.name} ${run.status === "FINISHED" ? "finished" : "was stopped"}${figure ? `: ${figure}` : ""}.`;
}
