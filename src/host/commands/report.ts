import { basename, join } from "node:path";
import * as vscode from "vscode";
import { runArgsOf } from "../ask/args.ts";
import { askForRun } from "../ask/runs.ts";
import type { Ctx } from "../ctx.ts";
import { say } from "../notify.ts";

/** Writes a self-contained HTML page of a run, or of the profile in front. `{ out }` says where; asks where it is not given. */
export async function exportReport(ctx: Ctx, ...args: unknown[]): Promise<{ path: string } | undefined> {
  const subject = profileInFront(ctx, args) ?? (await runAskedFor(ctx, args));
  if (!subject) return undefined;
  const { folder, name, ...target } = subject;
  const out =
    outOf(args[0]) ??
    (await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.file(join(folder, `${name}.html`)), filters: { HTML: ["html"] } }))
      ?.fsPath;
  if (out === undefined) return undefined;
  const written = await ctx.client.request("report/write", { folder, ...target, out });
  say(`Wrote ${basename(written.path)}.`, [{ title: "Open in Browser", command: "vscode.open", args: [vscode.Uri.file(written.path)] }]);
  return written;
}

function profileInFront(ctx: Ctx, args: unknown[]) {
  const { active } = ctx.panels;
  if (active?.panel !== "profile" || runArgsOf(args[0]).length > 0) return undefined;
  const { folder, file, target } = active;
  return { folder, name: basename(file), file, ...(target === undefined ? {} : { target }) };
}

async function runAskedFor(ctx: Ctx, args: unknown[]) {
  const { active } = ctx.panels;
  const given = runArgsOf(args[0]).length > 0 ? args : active?.panel === "run" ? [active] : [];
  const chosen = await askForRun(ctx, given, "Export Report");
  return chosen && { ...chosen, name: ctx.runs.find(chosen.run)?.run.name ?? chosen.run };
}

const outOf = (arg: unknown): string | undefined => {
  const out = typeof arg === "object" && arg !== null && "out" in arg ? arg.out : undefined;
  return typeof out === "string" ? out : undefined;
};
