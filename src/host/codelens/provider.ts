import { posix, relative } from "node:path";
import * as vscode from "vscode";
import { throttle } from "../../shared/throttle.ts";
import type { Ctx } from "../ctx.ts";
import { EXPERIMENT_GLOB, kindOf, SCRIPT_GLOB } from "../files.ts";
import { folderOf } from "../folders.ts";
import { onSetting, setting } from "../settings.ts";
import { findFits } from "./detect.ts";
import { type LensFacts, lensesOf } from "./lenses.ts";

const UPDATE_EVERY_MS = 500;

/** Train, the last and the best figure, the runs so far: above experiments and above `fit` calls of scripts. */
export class TrainLenses implements vscode.CodeLensProvider {
  readonly onDidChangeCodeLenses: vscode.Event<void>;
  #ctx: Ctx;
  #changed = new vscode.EventEmitter<void>();

  constructor(ctx: Ctx) {
    this.#ctx = ctx;
    this.onDidChangeCodeLenses = this.#changed.event;
    const update = throttle<null>(() => this.#changed.fire(), UPDATE_EVERY_MS);
    const soon = () => update.push(null);
    const selector = [EXPERIMENT_GLOB, SCRIPT_GLOB].map((pattern) => ({ scheme: "file", pattern }));
    ctx.extension.subscriptions.push(
      this.#changed,
      vscode.languages.registerCodeLensProvider(selector, this),
      ctx.runs.onChange.on(soon),
      ctx.runs.onLive.on(soon),
      onSetting("codeLens.enabled", soon),
      // VS Code loses an answer that comes while a second editor of the same text opens beside it: it is asked once more.
      vscode.window.onDidChangeVisibleTextEditors(() => setTimeout(soon, UPDATE_EVERY_MS)),
      ctx.onForm.on(() => setTimeout(soon, UPDATE_EVERY_MS)),
      vscode.workspace.onDidGrantWorkspaceTrust(soon),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!setting("codeLens.enabled")) return [];
    const line = trainingLine(document);
    if (line === null) return [];
    const range = new vscode.Range(line, 0, line, 0);
    return lensesOf(lensFacts(this.#ctx, document.uri.fsPath)).map(
      ({ title, tooltip, command, args }) => new vscode.CodeLens(range, { title, tooltip, command, arguments: args }),
    );
  }
}

/** What is known of the runs of an experiment or a script; asks for them where they are not known yet. */
export function lensFacts(ctx: Ctx, file: string): LensFacts {
  const folder = folderOf(file);
  if (!vscode.workspace.isTrusted) return { file, folder, runs: null, truncated: false, live: null };
  const known = ctx.runs.peek(folder);
  if (!known) void ctx.runs.load(folder).catch((error) => ctx.log(error));
  const group = known && posix.join(known.prefix, relative(folder, file).replaceAll("\\", "/"));
  const runs = known?.runs.filter((run) => run.group === group) ?? null;
  const live = runs?.flatMap(({ id }) => ctx.runs.snapshot(id) ?? [])[0] ?? null;
  return { file, folder, runs, truncated: known?.truncated ?? false, live };
}

/** Line (from 0) that the lenses of a document stand above; null where it does not train. */
export function trainingLine(document: vscode.TextDocument): number | null {
  const kind = kindOf(document.uri.fsPath);
  if (kind === "experiment") return 0;
  return kind === "script" ? (findFits(document.getText())[0] ?? null) : null;
}
