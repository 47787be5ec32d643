import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { FormEdit } from "../../protocol/form.ts";
import type { PanelAction, PanelInput } from "../../protocol/panel.ts";
import type { PrepareDocument, RecipeEdit } from "../../protocol/prepare.ts";
import { DisposableStore } from "../../shared/disposable.ts";
import { lensFacts } from "../codelens/provider.ts";
import type { Ctx } from "../ctx.ts";
import { folderOf } from "../folders.ts";
import { showError } from "../notify.ts";
import { doAction } from "../panels/actions.ts";
import { type PageHandlers, servePage } from "../panels/channel.ts";
import { pageOf } from "../panels/html.ts";
import { showAsCode } from "../prepare/code.ts";
import { readDocument } from "../prepare/document.ts";
import { editRecipe } from "../prepare/edit.ts";
import { editRefused, textChanged } from "../prepare/errors.ts";
import { smallestEdit } from "../prepare/smallest.ts";
import { answersOf } from "./answers.ts";
import { applyForm } from "./change.ts";
import { figuresOf } from "./figures.ts";

type ExperimentInput = Extract<PanelInput, { panel: "experiment" }>;

/**
 * An experiment as a form, and its recipe step by step: an editor of the file, whose text is the one that every editor of it
 * shows. What is written here or there is seen at once in both, and is saved and undone by VS Code as any text is.
 */
export class ExperimentEditor {
  readonly #ctx: Ctx;
  readonly #document: vscode.TextDocument;
  readonly #view: vscode.WebviewPanel;
  readonly #page;
  #input: ExperimentInput;
  #last: PrepareDocument;

  constructor(ctx: Ctx, document: vscode.TextDocument, view: vscode.WebviewPanel, section: string | undefined) {
    this.#ctx = ctx;
    this.#document = document;
    this.#view = view;
    const file = document.uri.fsPath;
    this.#input = { panel: "experiment", folder: folderOf(file), file, ...(section && { section }) };
    this.#last = this.#read();
    const { webview } = view;
    const port = {
      post: (message: unknown) => void webview.postMessage(message),
      listen: (listener: (message: unknown) => void) => webview.onDidReceiveMessage(listener),
    };
    const owned = new DisposableStore();
    this.#page = owned.add(
      servePage(
        port,
        (session) => this.#handlers(session),
        (error) => ctx.log(error),
      ),
    );
    const changed = (other: vscode.TextDocument) => {
      if (other.uri.toString() === document.uri.toString()) this.#page.notify("prepare/changed", this.#read());
    };
    const moved = () => this.#page.notify("experiment/figures-changed", this.#figures());
    owned.add(vscode.workspace.onDidChangeTextDocument((event) => changed(event.document)));
    owned.add(vscode.workspace.onDidSaveTextDocument(changed));
    owned.add(ctx.runs.onChange.on(moved));
    owned.add(ctx.runs.onLive.on(moved));
    view.onDidDispose(() => owned.dispose());
    webview.options = { enableScripts: true, localResourceRoots: [this.#resource("dist", "webview")] };
    webview.html = this.#html();
  }

  get file(): string {
    return this.#document.uri.fsPath;
  }

  /** Brings a section of the form forward. */
  show(section: string): void {
    this.#page.notify("panel/show", { ...this.#input, section });
  }

  #read(): PrepareDocument {
    this.#last = readDocument(this.#document.getText(), this.#document.version, this.#document.isDirty, this.#last);
    return this.#last;
  }

  #figures = () => figuresOf(lensFacts(this.#ctx, this.file));

  #handlers(session: AbortSignal): PageHandlers {
    return {
      "panel/start": async () => {
        const input = this.#input;
        const { section: _, ...rest } = input;
        this.#input = rest; // a page that is loaded again shows what it showed last
        this.#ctx.onForm.fire();
        return input;
      },
      "panel/do": (action) => this.#do(action),
      "prepare/document": async () => this.#read(),
      "prepare/edit": ({ edit, version }) => this.#change(version, (text) => editRecipe(text, edit as RecipeEdit)),
      "experiment/edit": ({ edit, version }) => this.#change(version, (text) => applyForm(text, edit as FormEdit)),
      "experiment/figures": async () => this.#figures(),
      ...answersOf({
        client: this.#ctx.client,
        input: this.#input,
        text: () => this.#document.getText(),
        content: () => this.#read().content,
        schema: this.#resource("dist", "experiment.schema.json").fsPath,
        session,
      }),
    };
  }

  async #change(version: number, change: (text: string) => string): Promise<null> {
    if (version !== this.#document.version) throw textChanged();
    const before = this.#document.getText();
    const after = change(before);
    if (after === before) return null;
    const { from, to, text } = smallestEdit(before, after);
    const changes = new vscode.WorkspaceEdit();
    changes.replace(this.#document.uri, new vscode.Range(this.#document.positionAt(from), this.#document.positionAt(to)), text);
    if (!(await vscode.workspace.applyEdit(changes))) throw editRefused();
    return null;
  }

  async #do(action: PanelAction): Promise<null> {
    if (action.action === "undo" || action.action === "redo") {
      this.#view.reveal(); // VS Code undoes what the editor in front has done
      await vscode.commands.executeCommand(action.action);
      return null;
    }
    if (action.action === "show-code") {
      const { folder } = this.#input;
      await showAsCode(this.#ctx, folder, this.file, this.#document.getText()).catch((error) => showError(this.#ctx, error));
      return null;
    }
    if (action.action !== "open-text") return doAction(this.#input, action);
    const at = new vscode.Position(Math.max(0, (action.line ?? 1) - 1), Math.max(0, (action.column ?? 1) - 1));
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document === this.#document)?.viewColumn;
    const beside = this.#view.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
    await vscode.window.showTextDocument(this.#document, { viewColumn: shown ?? beside, selection: new vscode.Range(at, at) });
    return null;
  }

  #html(): string {
    const { webview } = this.#view;
    const bundle = (extension: string) => webview.asWebviewUri(this.#resource("dist", "webview", `experiment.${extension}`)).toString();
    return pageOf({
      title: "Experiment",
      cspSource: webview.cspSource,
      script: bundle("js"),
      style: bundle("css"),
      nonce: randomBytes(16).toString("base64url"),
      panel: "experiment",
    });
  }

  #resource(...path: string[]): vscode.Uri {
    return vscode.Uri.joinPath(this.#ctx.extension.extensionUri, ...path);
  }
}
