import * as vscode from "vscode";
import type { PanelInput, PanelKind } from "../../protocol/panel.ts";
import type { Ctx } from "../ctx.ts";
import { PANELS } from "../ids.ts";
import { Panel } from "./panel.ts";
import { inputFrom, keyOf } from "./subject.ts";

export interface OpenOptions {
  preserveFocus?: boolean;
  /** Opened by us, not asked for by name: the next one of this owner takes its place. */
  owner?: string;
}

/** The open panels: one for each subject. */
export class Panels {
  #ctx: Ctx;
  #open = new Set<Panel>();
  #owners = new Map<string, Panel>();

  constructor(ctx: Ctx) {
    this.#ctx = ctx;
    for (const kind of Object.keys(PANELS) as PanelKind[]) {
      ctx.extension.subscriptions.push(
        vscode.window.registerWebviewPanelSerializer(PANELS[kind], {
          deserializeWebviewPanel: async (view, state) => this.#revive(kind, view, state),
        }),
      );
    }
  }

  /** The subject of the panel in front, if one is. */
  get active(): PanelInput | undefined {
    return [...this.#open].find(({ view }) => view.active)?.input;
  }

  /** Whether the user can see this run in a panel now. */
  isVisible(run: string): boolean {
    return [...this.#open].some(({ view, input }) => view.visible && input.panel === "run" && input.runs.includes(run));
  }

  /** Reveals the subject's panel, or opens one: with the other panels of ours if there are any, else beside the editor. */
  open(input: Extract<PanelInput, { panel: PanelKind }>, { preserveFocus = false, owner }: OpenOptions = {}): void {
    const same = [...this.#open].find(({ key }) => key === keyOf(input));
    const owned = owner === undefined ? undefined : this.#owners.get(owner);
    const there = same ?? owned;
    if (there) {
      if (there !== same) there.show(input);
      else if (input.panel === "profile" && (input.target !== undefined || input.filters)) there.show({ ...there.input, ...input });
      there.view.reveal(undefined, preserveFocus);
      return;
    }
    const viewColumn = [...this.#open].find(({ view }) => view.visible)?.view.viewColumn ?? vscode.ViewColumn.Beside;
    const view = vscode.window.createWebviewPanel(
      PANELS[input.panel],
      "",
      { viewColumn, preserveFocus },
      { enableScripts: true, retainContextWhenHidden: true },
    );
    const panel = this.#adopt(view, input);
    if (owner !== undefined) this.#owners.set(owner, panel);
  }

  dispose(): void {
    for (const { view } of [...this.#open]) view.dispose();
  }

  #adopt(view: vscode.WebviewPanel, input: PanelInput): Panel {
    const panel = new Panel(this.#ctx, view, input);
    this.#open.add(panel);
    view.onDidDispose(() => {
      this.#open.delete(panel);
      for (const [owner, owned] of this.#owners) if (owned === panel) this.#owners.delete(owner);
    });
    return panel;
  }

  #revive(kind: PanelKind, view: vscode.WebviewPanel, state: unknown): void {
    const input = inputFrom(state);
    if (input?.panel === kind) this.#adopt(view, input);
    else view.dispose();
  }
}
