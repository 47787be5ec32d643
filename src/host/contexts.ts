import * as vscode from "vscode";
import type { Ctx } from "./ctx.ts";
import { CONTEXT } from "./ids.ts";
import { bestStore } from "./runs/state.ts";
import { onSetting, setting } from "./settings.ts";

/** Keeps the context keys of the manifest's `when` clauses true to what is known. */
export function keepContexts({ runs, extension }: Ctx): void {
  const update = () => {
    setContext(CONTEXT.store, bestStore(runs.known()));
    setContext(CONTEXT.filtered, runs.filter !== "");
    setContext(CONTEXT.grouped, setting("runs.groupBy") !== "none");
    setContext(CONTEXT.training, runs.live().length > 0);
  };
  extension.subscriptions.push(runs.onChange.on(update), onSetting("runs.groupBy", update));
  update();
}

export const setContext = (key: string, value: unknown): void => void vscode.commands.executeCommand("setContext", key, value);
