import { basename, join } from "node:path";
import * as vscode from "vscode";
import { readingOf } from "../../protocol/reading.ts";
import type { CallOptions } from "../../protocol/rpc.ts";
import { cancelled } from "../../shared/errors.ts";
import { askForData, type ChosenFile } from "../ask/data.ts";
import { targetsOf } from "../ask/targets.ts";
import type { Ctx } from "../ctx.ts";
import { noTarget } from "../errors.ts";
import { freeName } from "../files.ts";
import { setting } from "../settings.ts";

/** Writes an experiment beside a data file and opens it. */
export async function newExperiment(ctx: Ctx, arg?: unknown): Promise<{ file: string; target: string } | undefined> {
  const data = await askForData(ctx, arg, "New Experiment from Dataset");
  if (!data) return undefined;
  const target = data.target ?? (await askForTarget(ctx, data));
  if (target === undefined) return undefined;
  const draft = await working(`Drafting an experiment for ${basename(data.file)}`, (options) =>
    ctx.client.request("experiment/draft", { folder: data.folder, file: data.file, target, ...readingOf(data) }, options),
  );
  const folder = draft.directory;
  const taken = new Set((await vscode.workspace.fs.readDirectory(vscode.Uri.file(folder))).map(([name]) => name));
  const uri = vscode.Uri.file(
    join(
      folder,
      freeName(draft.file, (name) => taken.has(name)),
    ),
  );
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(draft.text));
  await vscode.window.showTextDocument(uri, { preview: false });
  return { file: uri.fsPath, target };
}

async function askForTarget(ctx: Ctx, data: ChosenFile): Promise<string | undefined> {
  const { folder, file } = data;
  const sample = setting("profile.sampleRows");
  const query = { folder, file, ...(sample > 0 ? { sample } : {}), ...readingOf(data) };
  const profile = await working(`Looking at ${basename(file)}`, (options) => ctx.client.request("dataset/profile", query, options));
  ctx.onDatasets.fire();
  const targets = targetsOf(profile);
  if (targets.length === 0) throw noTarget(basename(file));
  const items = targets.map(({ name, what }) => ({ label: name, description: what }));
  const options = { title: "New Experiment from Dataset", placeHolder: "Column to predict" };
  return (await vscode.window.showQuickPick(items, options))?.label;
}

/** Shows progress that can be cancelled. */
function working<T>(title: string, work: (options: CallOptions) => Promise<T>): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      const listener = token.onCancellationRequested(() => controller.abort(cancelled()));
      let done = 0;
      const onProgress: CallOptions["onProgress"] = ({ message, fraction }) => {
        const increment = fraction === undefined ? 0 : Math.max(0, fraction * 100 - done);
        done += increment;
        progress.report({ message, increment });
      };
      try {
        return await work({ signal: controller.signal, onProgress });
      } finally {
        listener.dispose();
      }
    },
  );
}
