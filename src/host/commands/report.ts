import { basename, join } from "node:path";
import * as vscode from "vscode";
import { readingOf } from "../../protocol/reading.ts";
import type { ReportFormat } from "../../protocol/run.ts";
import { fileArgOf, runArgsOf } from "../ask/args.ts";
import { askForRun } from "../ask/runs.ts";
import type { Ctx } from "../ctx.ts";
import { folderOf } from "../folders.ts";
import { say } from "../notify.ts";
import { setting } from "../settings.ts";

/** Writes the report of a run, a data file, or the profile in front: a page, Markdown or JSON, by the ending. `{ out }` says where; asks where it is not given. */
export async function exportReport(ctx: Ctx, ...args: unknown[]): Promise<{ path: string } | undefined> {
  const subject = fileAskedFor(args) ?? profileInFront(ctx, args) ?? (await runAskedFor(ctx, args));
  if (!subject) return undefined;
  const { folder, name, ...target } = subject;
  const out =
    outOf(args[0]) ??
    (await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.file(join(folder, `${name}.html`)), filters: FILTERS }))?.fsPath;
  if (out === undefined) return undefined;
  const written = await ctx.client.request("report/write", {
    folder,
    thresholds: setting("profile.thresholds"),
    ...target,
    format: formatOf(out),
    out,
  });
  const title = formatOf(out) === "html" ? "Open in Browser" : "Open";
  say(`Wrote ${basename(written.path)}.`, [{ title, command: "vscode.open", args: [vscode.Uri.file(written.path)] }]);
  return written;
}

const FILTERS = { HTML: ["html"], Markdown: ["md"], JSON: ["json"] };
const formatOf = (out: string): ReportFormat => (/\.md$/i.test(out) ? "markdown" : /\.json$/i.test(out) ? "json" : "html");

function fileAskedFor([arg]: unknown[]) {
  const asked = fileArgOf(arg);
  if (!asked || typeof arg !== "object") return undefined;
  const { file, target, folder = folderOf(file) } = asked;
  const sample = arg !== null && "sample" in arg && typeof arg.sample === "number" ? { sample: arg.sample } : {};
  return { folder, name: basename(file), file, ...(target === undefined ? {} : { target }), ...sample, ...readingOf(asked) };
}

function profileInFront(ctx: Ctx, args: unknown[]) {
  const { active } = ctx.panels;
  if (active?.panel !== "profile" || runArgsOf(args[0]).length > 0) return undefined;
  const { panel: _, folder, file, ...options } = active;
  return { folder, name: basename(file), file, ...options };
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
