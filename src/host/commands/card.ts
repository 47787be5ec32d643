import * as vscode from "vscode";
import { runArgsOf } from "../ask/args.ts";
import { askForRun } from "../ask/runs.ts";
import type { Ctx } from "../ctx.ts";

/** Opens a run's model card as Markdown in an editor of its own, to be looked at, completed and saved. */
export async function modelCard(ctx: Ctx, ...args: unknown[]): Promise<{ uri: string } | undefined> {
  const { active } = ctx.panels;
  const given = runArgsOf(args[0]).length === 0 && active?.panel === "run" ? [active] : args;
  const chosen = await askForRun(ctx, given, "Model Card", ({ status }) => status !== "RUNNING");
  if (!chosen) return undefined;
  const { markdown } = await ctx.client.request("run/card", chosen);
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content: markdown });
  await vscode.window.showTextDocument(document, { preview: false });
  return { uri: document.uri.toString() };
}
