import { basename, join } from "node:path";
import * as vscode from "vscode";
import { readingOf } from "../../protocol/reading.ts";
import { algorithmArgOf } from "../ask/args.ts";
import { askForData } from "../ask/data.ts";
import { askForModel, type ModelChoice } from "../ask/model.ts";
import { working } from "../ask/working.ts";
import type { Ctx } from "../ctx.ts";
import { freeName } from "../files.ts";

/** Writes an experiment beside a data file and opens it. */
export async function newExperiment(ctx: Ctx, arg?: unknown): Promise<{ file: string; target: string | null } | undefined> {
  const title = "New Experiment from Dataset";
  const data = await askForData(ctx, arg, title);
  if (!data) return undefined;
  const choice = await askForModel(ctx, title, { data, algorithm: algorithmArgOf(arg) });
  if (!choice) return undefined;
  const uri = await writeExperiment(ctx, choice);
  await vscode.window.showTextDocument(uri, { preview: false });
  return { file: uri.fsPath, target: choice.target };
}

/** Writes the experiment that was chosen beside its data, under a name that is free. */
export async function writeExperiment(ctx: Ctx, { data, target, task, algorithm }: ModelChoice): Promise<vscode.Uri> {
  const query = {
    folder: data.folder,
    file: data.file,
    algorithm,
    ...(target !== null && { target }),
    ...(target === null && task && { task }),
    ...readingOf(data),
  };
  const draft = await working(`Drafting an experiment for ${basename(data.file)}`, (options) =>
    ctx.client.request("experiment/draft", query, options),
  );
  const folder = draft.directory;
  const taken = new Set((await vscode.workspace.fs.readDirectory(vscode.Uri.file(folder))).map(([name]) => name));
  const name = freeName(draft.file, (one) => taken.has(one));
  const uri = vscode.Uri.file(join(folder, name));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(draft.text));
  return uri;
}
