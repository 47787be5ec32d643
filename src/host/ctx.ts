import { join } from "node:path";
import * as vscode from "vscode";
import type { Contract } from "../protocol/contract.ts";
import { startChild } from "../protocol/process/child.ts";
import { MANY_THREADS } from "../protocol/process/threads.ts";
import type { Client } from "../protocol/rpc.ts";
import { Emitter } from "../shared/emitter.ts";
import { factsOf, formatError, TrainyardError } from "../shared/errors.ts";
import { RunChanges } from "./changes.ts";
import { Connections } from "./connections.ts";
import { Engine } from "./engine.ts";
import { Panels } from "./panels/panels.ts";
import { RunsState } from "./runs/state.ts";
import { setting } from "./settings.ts";
import { guarded } from "./trust.ts";

/** What lives as long as the extension; each piece of state has one owner here. */
export class Ctx {
  readonly extension: vscode.ExtensionContext;
  readonly output: vscode.LogOutputChannel;
  readonly engine: Engine;
  /** What everything asks the engine through. */
  readonly client: Client<Contract>;
  readonly runs: RunsState;
  readonly changes: RunChanges;
  readonly panels: Panels;
  readonly connections: Connections;
  /** More is known of the data files, or it may have changed. */
  readonly onDatasets: Emitter<void>;
  /** An experiment's form is there. */
  readonly onForm: Emitter<void>;
  /** Runs that this window started, by id, until their end was told. */
  readonly started = new Set<string>();

  constructor(extension: vscode.ExtensionContext) {
    const log = (error: unknown) => this.log(error);
    this.extension = extension;
    this.connections = new Connections(extension.globalState, extension.secrets);
    this.output = vscode.window.createOutputChannel("Trainyard", { log: true });
    this.engine = new Engine(() => this.#startEngine(), log);
    this.client = guarded(this.engine, () => vscode.workspace.isTrusted);
    this.runs = new RunsState({ client: this.client, limit: () => setting("runs.limit"), onError: log });
    this.changes = new RunChanges(this.client);
    this.onDatasets = new Emitter(log);
    this.onForm = new Emitter(log);
    this.panels = new Panels(this);
    this.engine.on("engine/log", ({ level, source, message }) => this.output[level](`[${source}] ${message}`));
    extension.subscriptions.push(this.output, this.runs, this.changes, this.panels);
  }

  /** Into the output channel, with the stack of what was not foreseen. */
  log(error: unknown): void {
    const facts = factsOf(error);
    if (facts.code === "cancelled") return;
    this.output.error(formatError(facts));
    const cause = TrainyardError.is(error) ? error.cause : error;
    if (cause instanceof Error) this.output.debug(cause.stack ?? cause.message);
  }

  async #startEngine() {
    const module = join(this.extension.extensionPath, "dist", "engine.cjs");
    this.output.info(`[host] Starting the engine: ${module}`);
    const started = Date.now();
    const child = await startChild<Contract>({ module, name: "engine", env: MANY_THREADS, onOutput: (text) => this.#printed(text) });
    if (this.connections.names().length > 0) await this.connections.handTo(child.client).catch((error: unknown) => this.log(error));
    this.output.info(`[host] The engine is ready: process ${child.pid}, ${Date.now() - started} ms.`);
    void child.exited.then(({ code, signal }) => this.output.info(`[host] The engine ended (${signal ?? `exit code ${code}`}).`));
    return child;
  }

  #printed(text: string): void {
    for (const line of text.split(/\r?\n/)) if (line.trim()) this.output.info(`[engine] ${line}`);
  }
}
