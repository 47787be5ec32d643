import * as vscode from "vscode";
import type { RunStarted } from "../../protocol/run.ts";
import type { Ctx } from "../ctx.ts";
import { attachConfiguration } from "../debug/configuration.ts";
import { debuggerRefused } from "../errors.ts";
import { startRun } from "./train.ts";

/** Runs a script, or an experiment with code of the user's own, and attaches the debugger before its first line. */
export async function debug(ctx: Ctx, arg?: unknown): Promise<RunStarted | undefined> {
  const ports = new Map<string, number>();
  let onPort: (run: string, port: number) => void = (run, port) => void ports.set(run, port);
  const listener = ctx.client.on("run/changed", ({ run, debugPort }) => {
    if (debugPort !== undefined) onPort(run.id, debugPort);
  });
  const waiting = await startRun(ctx, arg, { debug: true }).catch((error) => {
    listener.dispose();
    throw error;
  });
  if (!waiting) {
    listener.dispose();
    return undefined;
  }
  const { started, folder, file } = waiting;
  const attach = (port: number) => {
    listener.dispose();
    const configuration = attachConfiguration({ file, port, extension: ctx.extension.extensionPath });
    return vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file)), configuration);
  };
  const attached = new Promise<boolean>((resolve, reject) => {
    const early = ports.get(started.id);
    if (early !== undefined) return void attach(early).then(resolve, reject);
    onPort = (run, port) => {
      if (run === started.id) void attach(port).then(resolve, reject);
    };
  });
  // A run that ends before it could be attached to has said why by itself.
  const ended = ctx.client.request("run/wait", { folder, run: started.id }).then(
    () => null,
    () => null,
  );
  if ((await Promise.race([attached, ended])) === false) {
    await ctx.client.request("run/stop", { folder, run: started.id });
    throw debuggerRefused();
  }
  void ended.then(() => listener.dispose());
  return started;
}
