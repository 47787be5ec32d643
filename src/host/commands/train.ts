import { basename } from "node:path";
import * as vscode from "vscode";
import type { RunStarted } from "../../protocol/run.ts";
import type { ChosenFile } from "../ask/data.ts";
import { askForTrainable } from "../ask/trainable.ts";
import type { Ctx } from "../ctx.ts";
import { notSaved, notTrainable, untrusted } from "../errors.ts";
import { kindOf } from "../files.ts";
import { setting } from "../settings.ts";
import { ensureRepository } from "./repository.ts";

/** Starts a run of an experiment or a script and shows its curves. `arg` may also hold `seed` and `name`. */
export async function train(ctx: Ctx, arg?: unknown): Promise<RunStarted | undefined> {
  return (await startRun(ctx, arg))?.started;
}

/** The same, for who also needs to know what was chosen. */
export async function startRun(
  ctx: Ctx,
  arg: unknown,
  more: { debug?: true; sample?: string } = {},
): Promise<(ChosenFile & { started: RunStarted }) | undefined> {
  if (!vscode.workspace.isTrusted) throw untrusted();
  const chosen = await askForTrainable(arg);
  if (!chosen) return undefined;
  const { folder, file } = chosen;
  const kind = kindOf(file);
  if (kind !== "experiment" && kind !== "script") throw notTrainable(basename(file));
  await save(file);
  if (!(await ensureRepository(ctx, folder))) return undefined;
  const started = await ctx.client.request("run/start", { folder, file, backend: setting("backend"), ...optionsOf(arg), ...more });
  ctx.started.add(started.id);
  if (setting("train.showCurves"))
    ctx.panels.open({ panel: "run", folder, runs: [started.id] }, { preserveFocus: true, owner: `train ${file}` });
  return { folder, file, started };
}

async function save(file: string): Promise<void> {
  const document = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === file);
  if (document?.isDirty && !(await document.save())) throw notSaved(basename(file));
}

function optionsOf(arg: unknown): { seed?: number; name?: string } {
  if (typeof arg !== "object" || arg === null) return {};
  const { seed, name } = arg as Record<string, unknown>;
  return { ...(typeof seed === "number" ? { seed } : {}), ...(typeof name === "string" ? { name } : {}) };
}
