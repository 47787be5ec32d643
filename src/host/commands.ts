import * as vscode from "vscode";
import { selectBackend } from "./commands/backend.ts";
import { modelCard } from "./commands/card.ts";
import { makeChampion } from "./commands/champion.ts";
import { revealCode, showCodeChanges } from "./commands/code.ts";
import { addConnection, removeConnection } from "./commands/connections.ts";
import { debug } from "./commands/debug.ts";
import { deleteRun, restoreRun } from "./commands/delete.ts";
import { reset, showOutput, showStatus } from "./commands/engine.ts";
import { clearRunFilter, filterRuns, groupRuns, ungroupRuns } from "./commands/filter.ts";
import { newExperiment } from "./commands/new-experiment.ts";
import { newModel } from "./commands/new-model.ts";
import { compareRuns, openRun, showRunHistory } from "./commands/open.ts";
import { openForm } from "./commands/open-form.ts";
import { profileDataset } from "./commands/profile.ts";
import { refresh } from "./commands/refresh.ts";
import { exportReport } from "./commands/report.ts";
import { initRepository } from "./commands/repository.ts";
import { resume } from "./commands/resume.ts";
import { stop } from "./commands/stop.ts";
import { train } from "./commands/train.ts";
import { trainSample } from "./commands/train-sample.ts";
import type { Ctx } from "./ctx.ts";
import type { CommandId } from "./ids.ts";
import { showError } from "./notify.ts";
import { prepareData } from "./prepare/command.ts";

/** A command: what it is given by a menu, a lens, a panel or another extension, and what it returns to them. */
type Command = (ctx: Ctx, ...args: unknown[]) => Promise<unknown>;

const TABLE: Record<CommandId, Command> = {
  "trainyard.profileDataset": profileDataset,
  "trainyard.newModel": newModel,
  "trainyard.newExperiment": newExperiment,
  "trainyard.openForm": openForm,
  "trainyard.prepareData": prepareData,
  "trainyard.train": train,
  "trainyard.trainSample": trainSample,
  "trainyard.debug": debug,
  "trainyard.stop": stop,
  "trainyard.resume": resume,
  "trainyard.openRun": openRun,
  "trainyard.compareRuns": compareRuns,
  "trainyard.showRunHistory": showRunHistory,
  "trainyard.revealCode": revealCode,
  "trainyard.showCodeChanges": showCodeChanges,
  "trainyard.exportReport": exportReport,
  "trainyard.modelCard": modelCard,
  "trainyard.makeChampion": makeChampion,
  "trainyard.deleteRun": deleteRun,
  "trainyard.restoreRun": restoreRun,
  "trainyard.filterRuns": filterRuns,
  "trainyard.clearRunFilter": clearRunFilter,
  "trainyard.groupRuns": groupRuns,
  "trainyard.ungroupRuns": ungroupRuns,
  "trainyard.refresh": refresh,
  "trainyard.initRepository": initRepository,
  "trainyard.addConnection": addConnection,
  "trainyard.removeConnection": removeConnection,
  "trainyard.selectBackend": selectBackend,
  "trainyard.reset": reset,
  "trainyard.showOutput": showOutput,
  "trainyard.showStatus": showStatus,
};

/** Registers every command. One that fails shows its error with the remedy, and returns nothing. */
export function registerCommands(ctx: Ctx): void {
  for (const [id, command] of Object.entries(TABLE)) {
    const run = async (...args: unknown[]): Promise<unknown> => {
      try {
        return await command(ctx, ...args);
      } catch (error) {
        showError(ctx, error);
        return undefined;
      }
    };
    ctx.extension.subscriptions.push(vscode.commands.registerCommand(id, run));
  }
}
