import * as vscode from "vscode";
import type { ModelTestProgress, ModelTestQuery, TestResult } from "../../protocol/modeltest.ts";
import { factsOf } from "../../shared/errors.ts";
import type { Ctx } from "../ctx.ts";
import { notSaved } from "../errors.ts";
import { folderOf } from "../folders.ts";
import { errorMessage, messagesOf } from "./messages.ts";

/** Tests to run of one file. */
export interface FileTests {
  file: vscode.TestItem;
  tests: vscode.TestItem[];
  /** All that the file has. */
  whole: boolean;
}

let count = 0;

/** Runs the tests of a file on its experiment's best run, or on `model`, and tells the Test Explorer of each as it ends. */
export async function runFile(
  ctx: Ctx,
  run: vscode.TestRun,
  { file, tests, whole }: FileTests,
  model: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new Map(tests.map((item) => [item.label, item]));
  for (const item of tests) run.enqueued(item);
  count += 1;
  const token = `test-explorer-${process.pid}-${count}`;
  const end = (result: TestResult) => {
    const item = waiting.get(result.name);
    if (item) report(run, item, result);
    waiting.delete(result.name);
  };
  const heard = ctx.client.on("modeltest/progress", (progress: ModelTestProgress) => {
    if (progress.token !== token) return;
    const item = waiting.get(progress.name);
    if (progress.result) end(progress.result);
    else if (item) run.started(item);
  });
  try {
    const path = await saved(file);
    const query: ModelTestQuery = {
      file: path,
      token,
      ...(model === undefined ? {} : { model }),
      ...(whole ? {} : { only: [...waiting.keys()] }),
    };
    const outcome = await ctx.client.request("modeltest/run", { folder: folderOf(path), ...query }, { signal });
    for (const { results } of outcome.suites) for (const result of results) end(result);
    run.appendOutput(`Tested ${outcome.runName}${outcome.backend ? ` on ${outcome.backend}` : ""}.\r\n`);
    for (const note of outcome.notes) run.appendOutput(`${note}\r\n`);
  } catch (error) {
    if (factsOf(error).code !== "cancelled") for (const item of waiting.values()) run.errored(item, errorMessage(error, item));
  } finally {
    heard.dispose();
    for (const item of waiting.values()) if (signal.aborted) run.skipped(item);
  }
}

function report(run: vscode.TestRun, item: vscode.TestItem, result: TestResult): void {
  const { status, sentence, duration } = result;
  run.appendOutput(`${item.label}: ${sentence}\r\n`, undefined, item);
  if (status === "passed") run.passed(item, duration);
  else if (status === "skipped") run.skipped(item);
  else if (status === "failed") run.failed(item, messagesOf(result, item), duration);
  else run.errored(item, messagesOf(result, item), duration);
}

/** The engine reads the file from disk. */
async function saved({ uri }: vscode.TestItem): Promise<string> {
  const path = uri?.fsPath ?? "";
  const open = vscode.workspace.textDocuments.find((document) => document.uri.fsPath === path);
  if (open?.isDirty && !(await open.save())) throw notSaved(path);
  return path;
}
