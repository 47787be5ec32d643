import * as vscode from "vscode";
import { factsOf, TrainyardError } from "../../shared/errors.ts";
import { throttle } from "../../shared/throttle.ts";
import { setContext } from "../contexts.ts";
import type { Ctx } from "../ctx.ts";
import { folders } from "../folders.ts";
import { CONTEXT, VIEWS } from "../ids.ts";
import { onSetting, setting } from "../settings.ts";
import { itemOf } from "./item.ts";
import { nodesOf, type RunNode, type RunsNode } from "./nodes.ts";
import type { FolderRuns } from "./state.ts";
import { explainRun } from "./text.ts";

const LIVE_EVERY_MS = 500;
const AGES_EVERY_MS = 60_000;

/** The run explorer. */
export class RunsView implements vscode.TreeDataProvider<RunsNode> {
  readonly onDidChangeTreeData: vscode.Event<RunsNode | undefined>;
  #ctx: Ctx;
  #changed = new vscode.EventEmitter<RunsNode | undefined>();
  #rows = new Map<string, RunNode>();
  #view: vscode.TreeView<RunsNode>;

  constructor(ctx: Ctx) {
    this.#ctx = ctx;
    this.onDidChangeTreeData = this.#changed.event;
    this.#view = vscode.window.createTreeView(VIEWS.runs, { treeDataProvider: this, canSelectMany: true, showCollapseAll: true });
    const moved = new Set<string>();
    const refreshMoved = throttle<null>(() => {
      for (const run of moved) this.#refreshRow(run);
      moved.clear();
    }, LIVE_EVERY_MS);
    const ages = setInterval(() => this.#view.visible && this.refresh(), AGES_EVERY_MS);
    ctx.extension.subscriptions.push(
      this.#view,
      this.#changed,
      { dispose: () => clearInterval(ages) },
      ctx.runs.onChange.on(() => {
        this.#count();
        this.refresh();
      }),
      ctx.runs.onLive.on(({ run }) => {
        moved.add(run.id);
        refreshMoved.push(null);
      }),
      onSetting("runs.groupBy", () => this.refresh()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => ctx.runs.clear()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
    );
  }

  /** The rows that are selected. */
  get selection(): readonly RunsNode[] {
    return this.#view.selection;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(node?: RunsNode): Promise<RunsNode[]> {
    if (node) return node.kind === "group" ? node.children : [];
    if (!vscode.workspace.isTrusted) return [];
    const known = await this.#load();
    const grouped = setting("runs.groupBy") !== "none";
    const nodes = nodesOf(known, { grouped, snapshot: (run) => this.#ctx.runs.snapshot(run) });
    this.#rows = new Map(nodes.flatMap((row) => (row.kind === "group" ? row.children : [row])).map((row) => [row.run.id, row]));
    this.#say(known);
    return nodes;
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem(node: RunsNode): vscode.TreeItem {
    return itemOf(node, Date.now());
  }

  resolveTreeItem(item: vscode.TreeItem, node: RunsNode): vscode.TreeItem {
    if (node.kind === "run") item.tooltip = new vscode.MarkdownString(explainRun(node.run, vscode.env.language));
    return item;
  }

  async #load(): Promise<FolderRuns[]> {
    const results = await Promise.allSettled(folders().map((folder) => this.#ctx.runs.load(folder)));
    const failed = results.find((result) => result.status === "rejected");
    if (failed) this.#ctx.log(failed.reason);
    setContext(CONTEXT.failed, failed !== undefined && ENGINE_TROUBLE.some((code) => TrainyardError.is(failed.reason, code)));
    const facts = failed && factsOf(failed.reason);
    this.#view.message = facts ? `${facts.message} ${facts.remedy}` : "";
    return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  }

  #say(known: FolderRuns[]): void {
    const { filter } = this.#ctx.runs;
    this.#view.description = filter;
    if (known.some(({ truncated }) => truncated))
      this.#view.message = `The newest ${setting("runs.limit").toLocaleString("en-US")} runs. Run History shows all.`;
  }

  #count(): void {
    const training = this.#ctx.runs.live().length;
    this.#view.badge = training > 0 ? { value: training, tooltip: `${training} training` } : undefined;
  }

  #refreshRow(run: string): void {
    const row = this.#rows.get(run);
    const snapshot = this.#ctx.runs.snapshot(run);
    if (!row || !snapshot) return;
    row.snapshot = snapshot;
    row.run = snapshot.run;
    this.#changed.fire(row);
  }
}

const ENGINE_TROUBLE = ["engine-crashing", "process-not-ready", "engine-stopped"];
