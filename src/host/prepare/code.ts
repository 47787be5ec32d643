import { basename } from "node:path";
import * as vscode from "vscode";
import { cancelled } from "../../shared/errors.ts";
import type { Ctx } from "../ctx.ts";

/** Shows the recipe of an experiment's text as a TypeScript file of its own, not saved yet. */
export async function showAsCode(ctx: Ctx, folder: string, file: string, text: string): Promise<void> {
  const title = `Fitting the recipe of ${basename(file)}`;
  const location = vscode.ProgressLocation.Notification;
  const code = await vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort(cancelled()));
    try {
      return await ctx.client.request("recipe/code", { folder, file, text }, { signal: controller.signal });
    } finally {
      listener.dispose();
    }
  });
  const document = await vscode.workspace.openTextDocument({ language: "typescript", content: code.text });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
}
