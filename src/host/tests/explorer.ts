import * as vscode from "vscode";
import { askForRun } from "../ask/runs.ts";
import type { Ctx } from "../ctx.ts";
import { kindOf, MODEL_TEST_GLOB } from "../files.ts";
import { showError } from "../notify.ts";
import { findTests } from "./find.ts";
import { type FileTests, runFile } from "./run.ts";

/** The tests of models in VS Code's Test Explorer: each `*.modeltest.json` with what it names. Finding them runs nothing. */
export class ModelTests {
  #ctx: Ctx;
  #controller: vscode.TestController;

  constructor(ctx: Ctx) {
    this.#ctx = ctx;
    const { workspace, tests, TestRunProfileKind } = vscode;
    const controller = tests.createTestController("trainyard.modelTests", "Trainyard");
    this.#controller = controller;
    controller.resolveHandler = (item) => (item ? this.#read(item.uri) : this.#findAll());
    controller.refreshHandler = () => this.#findAll();
    controller.createRunProfile("Run on the Best Run", TestRunProfileKind.Run, (request, token) => this.#run(request, token), true);
    controller.createRunProfile("Run on a Chosen Run...", TestRunProfileKind.Run, (request, token) => this.#runOnChosen(request, token));
    const watcher = workspace.createFileSystemWatcher(MODEL_TEST_GLOB);
    const read = (uri: vscode.Uri) => void this.#read(uri).catch((error) => ctx.log(error));
    const take = (document: vscode.TextDocument) => isOfTests(document) && read(document.uri);
    ctx.extension.subscriptions.push(
      controller,
      watcher,
      watcher.onDidCreate(read),
      watcher.onDidChange(read),
      watcher.onDidDelete((uri) => controller.items.delete(uri.toString())),
      workspace.onDidChangeTextDocument(({ document }) => take(document)),
      workspace.onDidOpenTextDocument(take),
    );
    void this.#findAll().catch((error) => ctx.log(error));
  }

  async #findAll(): Promise<void> {
    const uris = await vscode.workspace.findFiles(MODEL_TEST_GLOB, "**/node_modules/**");
    const known = new Set(uris.map(String));
    for (const [id] of this.#controller.items) if (!known.has(id)) this.#controller.items.delete(id);
    await Promise.all(uris.map((uri) => this.#read(uri)));
  }

  /** Reads from disk what no editor has open: to open a document has its problems looked for, and that takes the engine. One that is open may outlive its file. */
  async #read(uri: vscode.Uri | undefined): Promise<void> {
    if (!uri) return;
    const { fs, textDocuments } = vscode.workspace;
    const open = textDocuments.find((document) => document.uri.toString() === uri.toString());
    const onDisk = await unlessGone(open ? fs.stat(uri).then(() => "") : fs.readFile(uri).then((bytes) => new TextDecoder().decode(bytes)));
    if (onDisk === undefined) return this.#controller.items.delete(uri.toString());
    this.#show(uri, open?.getText() ?? onDisk);
  }

  /** The tests of a file as its text names them. */
  #show(uri: vscode.Uri, text: string): void {
    const { items } = this.#controller;
    const id = uri.toString();
    const file = items.get(id) ?? this.#controller.createTestItem(id, vscode.workspace.asRelativePath(uri), uri);
    items.add(file);
    file.children.replace(
      findTests(text).map(({ name, kind, from, to }) => {
        const item = this.#controller.createTestItem(name, name, uri);
        item.range = new vscode.Range(from.line, from.column, to.line, to.column);
        item.description = kind;
        return item;
      }),
    );
  }

  async #runOnChosen(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    try {
      const chosen = await askForRun(this.#ctx, [], "Test a Run", ({ kind, status }) => kind === "experiment" && status === "FINISHED");
      if (chosen) await this.#run(request, token, chosen.run);
    } catch (error) {
      showError(this.#ctx, error);
    }
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken, model?: string): Promise<void> {
    const controller = new AbortController();
    const cancelled = token.onCancellationRequested(() => controller.abort());
    const run = this.#controller.createTestRun(request);
    try {
      for (const file of this.#wanted(request)) await runFile(this.#ctx, run, file, model, controller.signal);
    } finally {
      run.end();
      cancelled.dispose();
    }
  }

  #wanted({ include, exclude = [] }: vscode.TestRunRequest): FileTests[] {
    const files = [...this.#controller.items].map(([, item]) => item);
    return files.flatMap((file) => {
      const all = [...file.children].map(([, item]) => item);
      const asked = include === undefined || include.includes(file) ? all : all.filter((item) => include.includes(item));
      const tests = asked.filter((item) => !exclude.includes(item) && !exclude.includes(file));
      return tests.length === 0 ? [] : [{ file, tests, whole: tests.length === all.length }];
    });
  }
}

const isOfTests = ({ uri }: vscode.TextDocument): boolean => uri.scheme === "file" && kindOf(uri.fsPath) === "modeltest";

/** Undefined where there is no such file any more. */
async function unlessGone(reading: PromiseLike<string>): Promise<string | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
}
