import * as vscode from "vscode";
import type { ExperimentProblem } from "../protocol/experiment.ts";
import type { ModelTestProblem } from "../protocol/modeltest.ts";
import type { Ctx } from "./ctx.ts";
import { kindOf } from "./files.ts";
import { folderOf } from "./folders.ts";

const QUIET_MS = 300;

/** What checks the text of each kind of file. */
const CHECKS = { experiment: "experiment/check", modeltest: "modeltest/check" } as const;

/** Underlines what is wrong in experiment files and files of tests, shortly after each pause in typing. */
export class ExperimentDiagnostics {
  #ctx: Ctx;
  #problems = vscode.languages.createDiagnosticCollection("trainyard");
  #waiting = new Map<string, NodeJS.Timeout>();

  constructor(ctx: Ctx) {
    this.#ctx = ctx;
    const { workspace } = vscode;
    ctx.extension.subscriptions.push(
      this.#problems,
      workspace.onDidOpenTextDocument((document) => this.#soon(document, 0)),
      workspace.onDidChangeTextDocument(({ document }) => this.#soon(document, QUIET_MS)),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      { dispose: () => [...this.#waiting.values()].forEach(clearTimeout) },
    );
    for (const document of workspace.textDocuments) this.#soon(document, 0);
  }

  #soon(document: vscode.TextDocument, delay: number): void {
    if (document.uri.scheme !== "file" || !checkOf(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.set(
      key,
      setTimeout(() => {
        this.#waiting.delete(key);
        void this.#check(document).catch((error) => this.#ctx.log(error));
      }, delay),
    );
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    const { version, uri } = document;
    const file = uri.fsPath;
    const method = checkOf(document);
    if (!method) return;
    const problems = await this.#ctx.client.request(method, { folder: folderOf(file), file, text: document.getText() });
    if (document.version !== version || document.isClosed) return; // a later check is on its way
    // VS Code's own JSON support already says what is wrong with the syntax.
    const ours = problems.filter(({ code }) => !code.endsWith("-not-json"));
    this.#problems.set(
      uri,
      ours.map((problem) => diagnosticOf(document, problem)),
    );
  }

  #forget(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.delete(key);
    this.#problems.delete(document.uri);
  }
}

function checkOf({ uri }: vscode.TextDocument) {
  const kind = kindOf(uri.fsPath);
  return kind === "experiment" || kind === "modeltest" ? CHECKS[kind] : null;
}

function diagnosticOf(
  document: vscode.TextDocument,
  { severity, code, message, remedy, place }: ExperimentProblem | ModelTestProblem,
): vscode.Diagnostic {
  const at = document.validatePosition(new vscode.Position(Math.max(0, (place.line ?? 1) - 1), Math.max(0, (place.column ?? 1) - 1)));
  const range = document.getWordRangeAtPosition(at, /"(?:\\.|[^"\\])*"|[\w.+-]+/) ?? new vscode.Range(at, at.translate(0, 1));
  const level = severity === "error" ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(range, `${message} ${remedy}`, level);
  diagnostic.source = "Trainyard";
  diagnostic.code = code;
  return diagnostic;
}
