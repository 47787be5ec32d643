import { basename, join } from "node:path";
import * as vscode from "vscode";
import { fileArgOf } from "../ask/args.ts";
import { askedRuns, askForRun } from "../ask/runs.ts";
import type { Ctx } from "../ctx.ts";
import { codeGone, needsTwoRuns } from "../errors.ts";
import { say } from "../notify.ts";

/** Opens the experiment or script that a run, or a group of runs, was made from. */
export async function revealCode(ctx: Ctx, ...args: unknown[]): Promise<{ file: string } | undefined> {
  const file = fileArgOf(args[0])?.file ?? (await fileOfRun(ctx, args));
  if (file === undefined) return undefined;
  const uri = vscode.Uri.file(file);
  const there = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!there) throw codeGone(basename(file));
  await vscode.window.showTextDocument(uri);
  return { file };
}

/** Opens the differences between the code of two runs, as it ran. */
export async function showCodeChanges(ctx: Ctx, ...args: unknown[]): Promise<{ files: string[] } | undefined> {
  const [first, second] = await askedRuns(ctx, args);
  if (!first || !second) throw needsTwoRuns();
  const pair = { folder: first.folder, runs: [first.run, second.run] as [string, string] };
  const changes = await ctx.changes.of(pair);
  const [before, after] = pair.runs.map((run) => ctx.runs.find(run)?.run.name ?? run);
  if (changes.length === 0) say(`${before} and ${after} ran the same code.`);
  else
    await vscode.commands.executeCommand(
      "vscode.changes",
      `${before} \u2194 ${after}`,
      changes.map(({ path }) => ctx.changes.uris(pair, path)),
    );
  return { files: changes.map(({ path }) => path) };
}

async function fileOfRun(ctx: Ctx, args: unknown[]): Promise<string | undefined> {
  const chosen = await askForRun(ctx, args.slice(0, 1), "Reveal Code");
  if (!chosen) return undefined;
  const { store } = await ctx.runs.load(chosen.folder);
  const run = ctx.runs.find(chosen.run)?.run ?? (await ctx.client.request("run/show", chosen));
  return join(store.root ?? chosen.folder, run.code.file);
}
