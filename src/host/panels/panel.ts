import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import * as vscode from "vscode";
import type { InFolder } from "../../protocol/contract.ts";
import type { RequestsOf } from "../../protocol/method.ts";
import type { PanelContract, PanelInput } from "../../protocol/panel.ts";
import type { ProfileQuery } from "../../protocol/profile.ts";
import type { HandlerContext, Handlers } from "../../protocol/rpc.ts";
import { type Disposable, DisposableStore } from "../../shared/disposable.ts";
import { nameOf } from "../../shared/names.ts";
import { askForComparison } from "../ask/comparison.ts";
import type { Ctx } from "../ctx.ts";
import { setting } from "../settings.ts";
import { doAction } from "./actions.ts";
import { servePage } from "./channel.ts";
import { pageOf } from "./html.ts";
import { keyOf, titleOf } from "./subject.ts";
import { watchFile } from "./watch.ts";

type Forwarded = Exclude<keyof RequestsOf<PanelContract>, `panel/${string}` | Editing>;
/** What only the form of an experiment asks, which is an editor of its file. */
type Editing = `prepare/${string}` | `experiment/${string}` | "recipe/steps";

/** One webview panel: its page on one side, engine and commands on the other. */
export class Panel {
  readonly view: vscode.WebviewPanel;
  #ctx: Ctx;
  #input: PanelInput;
  #page;
  #owned = new DisposableStore();
  #watcher: Disposable | undefined;

  constructor(ctx: Ctx, view: vscode.WebviewPanel, input: PanelInput) {
    this.#ctx = ctx;
    this.view = view;
    this.#input = input;
    const { webview } = view;
    const port = {
      post: (message: unknown) => void webview.postMessage(message),
      listen: (listener: (message: unknown) => void) => webview.onDidReceiveMessage(listener),
    };
    this.#page = this.#owned.add(
      servePage(
        port,
        (session) => this.#handlers(session),
        (error) => ctx.log(error),
      ),
    );
    this.#owned.add(
      ctx.engine.on("run/changed", (snapshot) => snapshot.folder === this.#input.folder && this.#page.notify("run/changed", snapshot)),
    );
    this.#owned.add(
      ctx.engine.on("runs/changed", (changed) => changed.folder === this.#input.folder && this.#page.notify("runs/changed", changed)),
    );
    this.#owned.add(ctx.runs.onChange.on(() => this.#dress()));
    view.onDidDispose(() => {
      this.#owned.dispose();
      this.#watcher?.dispose();
    });
    this.#watch();
    this.#dress();
    webview.options = { enableScripts: true, localResourceRoots: [this.#resource("dist", "webview")] };
    webview.html = this.#html();
  }

  get input(): PanelInput {
    return this.#input;
  }

  get key(): string {
    return keyOf(this.#input);
  }

  /** Shows something else of the same kind. */
  show(input: PanelInput): void {
    this.#input = input;
    this.#dress();
    this.#page.notify("panel/show", input);
    this.#watch();
  }

  /** The page's own choices become the panel's: commands go by them. */
  #follow({ folder, file, target, sample, rejectedRows }: ProfileQuery & InFolder): void {
    if (this.#input.panel !== "profile" || this.#input.file !== file) return;
    this.#input = {
      panel: "profile",
      folder,
      file,
      ...(target === undefined ? {} : { target }),
      ...(sample === undefined ? {} : { sample }),
      ...(rejectedRows && { rejectedRows }),
    };
  }

  /** A page that shows a data file is told when it changes. */
  #watch(): void {
    this.#watcher?.dispose();
    const input = this.#input;
    if (input.panel !== "profile") return;
    const { folder, file } = input;
    this.#watcher = watchFile(resolve(folder, file), () => this.#page.notify("panel/changed", { file }));
  }

  #dress(): void {
    this.view.title = titleOf(this.#input, (run) => this.#ctx.runs.find(run)?.run.name ?? nameOf(run));
    const icon = (theme: string) => this.#resource("media", `${this.#input.panel}-${theme}.svg`);
    this.view.iconPath = { light: icon("light"), dark: icon("dark") };
  }

  #handlers(session: AbortSignal): Omit<Handlers<PanelContract>, Editing> {
    const { client, onDatasets } = this.#ctx;
    const forward = <K extends Forwarded>(method: K) =>
      ((params: never, { signal, progress }: HandlerContext) =>
        client.request(method, params, { signal: AbortSignal.any([signal, session]), onProgress: progress })) as Handlers<PanelContract>[K];
    return {
      "panel/start": async () => this.#input,
      "panel/do": async (action) => doAction(this.#input, action),
      "panel/compare-with": ({ file }) => askForComparison(this.#ctx, this.#input.folder, file),
      "dataset/profile": async (params, context) => {
        this.#follow(params);
        const profile = await forward("dataset/profile")({ thresholds: setting("profile.thresholds"), ...params }, context);
        onDatasets.fire();
        return profile;
      },
      "data/page": forward("data/page"),
      "data/column-values": forward("data/column-values"),
      "data/compare": forward("data/compare"),
      "data/row-changes": forward("data/row-changes"),
      "store/state": forward("store/state"),
      "run/list": forward("run/list"),
      "run/show": async (params, context) => {
        const run = await forward("run/show")(params, context);
        const snapshot = this.#ctx.runs.snapshot(run.id);
        if (snapshot) this.#page.notify("run/changed", snapshot); // one that is live may have nothing new to say for a while
        return run;
      },
      "run/curve": forward("run/curve"),
      "run/report": forward("run/report"),
      "run/confusion-rows": forward("run/confusion-rows"),
    };
  }

  #html(): string {
    const { webview } = this.view;
    const kind = this.#input.panel;
    const bundle = (extension: string) => webview.asWebviewUri(this.#resource("dist", "webview", `${kind}.${extension}`)).toString();
    return pageOf({
      title: this.view.title,
      cspSource: webview.cspSource,
      script: bundle("js"),
      style: bundle("css"),
      nonce: randomBytes(16).toString("base64url"),
      panel: kind,
    });
  }

  #resource(...path: string[]): vscode.Uri {
    return vscode.Uri.joinPath(this.#ctx.extension.extensionUri, ...path);
  }
}
