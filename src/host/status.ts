import * as vscode from "vscode";
import type { SupervisorState } from "../protocol/process/supervise.ts";
import { throttle } from "../shared/throttle.ts";
import type { Ctx } from "./ctx.ts";
import { onSetting, setting } from "./settings.ts";
import { type StatusFacts, statusOf } from "./status-text.ts";

const UPDATE_EVERY_MS = 500;

/** The status bar item: engine, backend, what is training. A click leads to `trainyard.showStatus`. */
export function createStatus(ctx: Ctx): void {
  const item = vscode.window.createStatusBarItem("trainyard.status", vscode.StatusBarAlignment.Left, 0);
  item.name = "Trainyard";
  item.command = "trainyard.showStatus";
  let backend: StatusFacts["backend"] = null;
  const draw = () => {
    const engine: SupervisorState = ctx.engine.state;
    const { text, tooltip, accessible, warns } = statusOf({ engine, choice: setting("backend"), backend, live: ctx.runs.live() });
    item.text = text;
    item.tooltip = new vscode.MarkdownString(tooltip);
    item.accessibilityInformation = { label: accessible, role: "button" };
    item.backgroundColor = warns ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
  };
  const soon = throttle<null>(draw, UPDATE_EVERY_MS);
  const lookUp = async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (ctx.engine.state !== "ready" || !folder) return;
    const info = await ctx.client.request("engine/info", { folder: folder.uri.fsPath });
    backend = info.backend?.chosen ?? backend;
    soon.push(null);
  };
  const lookAtRun = async (folder: string, run: string) => {
    backend = (await ctx.client.request("run/show", { folder, run })).backend ?? backend;
    soon.push(null);
  };
  const look = () => void lookUp().catch((error) => ctx.log(error));
  ctx.extension.subscriptions.push(
    item,
    ctx.engine.onState.on((state) => (state === "ready" ? look() : soon.push(null))),
    ctx.runs.onLive.on(({ folder, run }) => {
      soon.push(null);
      if (run.status === "FINISHED") void lookAtRun(folder, run.id).catch((error) => ctx.log(error));
    }),
    ctx.runs.onChange.on(look),
    onSetting("backend", look),
  );
  draw();
  item.show();
}
