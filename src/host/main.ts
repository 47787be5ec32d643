import type * as vscode from "vscode";
import { announceEnds } from "./announce.ts";
import { TrainLenses } from "./codelens/provider.ts";
import { registerCommands } from "./commands.ts";
import { keepContexts } from "./contexts.ts";
import { Ctx } from "./ctx.ts";
import { DatasetsView } from "./datasets/view.ts";
import { ExperimentDiagnostics } from "./diagnostics.ts";
import { registerExperimentEditor } from "./experiment/open.ts";
import { RunsView } from "./runs/view.ts";
import { createStatus } from "./status.ts";
import { ModelTests } from "./tests/explorer.ts";
import { watchTrainable } from "./trainable.ts";

let ctx: Ctx | undefined;

/** Puts everything in place; the engine is started by the first that needs it. */
export function activate(extension: vscode.ExtensionContext): void {
  ctx = new Ctx(extension);
  registerCommands(ctx);
  keepContexts(ctx);
  createStatus(ctx);
  new DatasetsView(ctx);
  new RunsView(ctx);
  new TrainLenses(ctx);
  new ExperimentDiagnostics(ctx);
  new ModelTests(ctx);
  extension.subscriptions.push(registerExperimentEditor(ctx), watchTrainable(), announceEnds(ctx), readAgainAfterCrash(ctx));
}

export async function deactivate(): Promise<void> {
  await ctx?.engine.stop();
}

/** What was running when the engine died is over: the next one says how it ended. */
function readAgainAfterCrash(owner: Ctx): vscode.Disposable {
  const { engine, runs } = owner;
  return engine.onLost.on(() => {
    const folders = runs.known().map(({ folder }) => folder);
    runs.dropLive();
    for (const folder of folders) void runs.reload(folder).catch((error) => owner.log(error));
  });
}
