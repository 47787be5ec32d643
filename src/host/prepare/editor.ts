import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { PanelAction, PanelInput } from "../../protocol/panel.ts";
import type { PrepareDocument, PreviewWanted, RecipeEdit } from "../../protocol/prepare.ts";
import type { HandlerContext } from "../../protocol/rpc.ts";
import { DisposableStore } from "../../shared/disposable.ts";
import type { Ctx } from "../ctx.ts";
import { folderOf } from "../folders.ts";
import { showError } from "../notify.ts";
import { doAction } from "../panels/actions.ts";
import { type PageHandlers, servePage } from "../panels/channel.ts";
import { pageOf } from "../panels/html.ts";
import { showAsCode } from "./code.ts";
import { readDocument } from "./document.ts";
import { editRecipe } from "./edit.ts";
import { editRefused, textChanged } from "./errors.ts";
import { smallestEdit } from "./smallest.ts";

/**
 * The recipe of an experiment, as an editor of the file: its text is the one that every editor of it shows, so that what is
 * written here or there is seen at once in both, and is saved and undone by VS Code as any text is.
 */
export class PrepareEditor {
  readonly #ctx: Ctx;
  readonly #document: vscode.TextDocument;
  readonly #view: vscode.WebviewPanel;
  readonly #input: PanelInput;
  #last: PrepareDocument;

  constructor(ctx: Ctx, document: vscode.TextDocument, view: vscode.WebviewPanel) {
    this.#ctx = ctx;
    this.#document = document;
    this.#view = view;
    const file = document.uri.fsPath;
    this.#input = { panel: "prepare", folder: folderOf(file), file };
    this.#last = this.#read();
    const { webview } = view;
    const port = {
      post: (message: unknown) => void webview.postMessage(message),
      listen: (listener: (message: unknown) => void) => webview.onDidReceiveMessage(listener),
    };
    const owned = new DisposableStore();
    const page = owned.add(
      servePage(
        port,
        (session) => this.#handlers(session),
        (error) => ctx.log(error),
      ),
    );
    const changed = (other: vscode.TextDocument) => {
      if (other.uri.toString() === document.uri.toString()) page.notify("prepare/changed", this.#read());
    };
    owned.add(vscode.workspace.onDidChangeTextDocument((event) => changed(event.document)));
    owned.add(vscode.workspace.onDidSaveTextDocument(changed));
    view.onDidDispose(() => owned.dispose());
    webview.options = { enableScripts: true, localResourceRoots: [this.#resource("dist", "webview")] };
    webview.html = this.#html();
  }

  #read(): PrepareDocument {
    this.#last = readDocument(this.#document.getText(), this.#document.version, this.#document.isDirty, this.#last);
    return this.#last;
  }

  #handlers(session: AbortSignal): PageHandlers {
    const { client } = this.#ctx;
    const { folder } = this.#input;
    const file = this.#document.uri.fsPath;
    const options = ({ signal, progress }: HandlerContext) => ({ signal: AbortSignal.any([signal, session]), onProgress: progress });
    return {
      "panel/start": async () => this.#input,
      "panel/do": (action) => this.#do(action),
      "prepare/document": async () => this.#read(),
      "prepare/edit": ({ edit, version }) => this.#edit(edit, version),
      "prepare/preview": async ({ edit, ...wanted }: PreviewWanted, context) => {
        const text = this.#document.getText();
        return client.request("recipe/preview", { folder, file, text: edit ? editRecipe(text, edit) : text, ...wanted }, options(context));
      },
      "prepare/suggest": async (_, context) =>
        client.request("recipe/suggest", { folder, file, text: this.#document.getText() }, options(context)),
      "recipe/steps": (params) => client.request("recipe/steps", params),
    };
  }

  async #edit(edit: RecipeEdit, version: number): Promise<null> {
    if (version !== this.#document.version) throw textChanged();
    const before = this.#document.getText();
    const { from, to, text } = smallestEdit(before, editRecipe(before, edit));
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
      await showAsCode(this.#ctx, folder, this.#document.uri.fsPath, this.#document.getText()).catch((error) =>
        showError(this.#ctx, error),
      );
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
    const bundle = (extension: string) => webview.asWebviewUri(this.#resource("dist", "webview", `prepare.${extension}`)).toString();
    return pageOf({
      title: "Prepare",
      cspSource: webview.cspSource,
      script: bundle("js"),
      style: bundle("css"),
      nonce: randomBytes(16).toString("base64url"),
      panel: "prepare",
    });
  }

  #resource(...path: string[]): vscode.Uri {
    return vscode.Uri.joinPath(this.#ctx.extension.extensionUri, ...path);
  }
}

/** Lets VS Code open experiments as recipes. */
export function registerPrepareEditor(ctx: Ctx, viewType: string): vscode.Disposable {
  const provider: vscode.CustomTextEditorProvider = {
    resolveCustomTextEditor: (document, view) => void new PrepareEditor(ctx, document, view),
  };
  return vscode.window.registerCustomEditorProvider(viewType, provider, { webviewOptions: { retainContextWhenHidden: true } });
}
