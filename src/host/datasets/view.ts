import { basename, join } from "node:path";
import * as vscode from "vscode";
import type { Dataset } from "../../protocol/dataset.ts";
import { factsOf } from "../../shared/errors.ts";
import { throttle } from "../../shared/throttle.ts";
import type { Ctx } from "../ctx.ts";
import { DATA_GLOB } from "../files.ts";
import { folders } from "../folders.ts";
import { VIEWS } from "../ids.ts";
import { describeDataset, explainDataset, sayDataset, splitPath } from "./text.ts";

/** A row of the datasets view; commands read `file` and `folder` off it. */
export interface DatasetNode {
  folder: string;
  /** Absolute path. */
  file: string;
  dataset: Dataset;
  /** Name of its folder, where the window has several; else empty. */
  place: string;
}

const REFRESH_EVERY_MS = 1000;

/** The data files of the window's folders. */
export class DatasetsView implements vscode.TreeDataProvider<DatasetNode> {
  readonly onDidChangeTreeData: vscode.Event<undefined>;
  #ctx: Ctx;
  #changed = new vscode.EventEmitter<undefined>();
  #view: vscode.TreeView<DatasetNode>;

  constructor(ctx: Ctx) {
    this.#ctx = ctx;
    this.onDidChangeTreeData = this.#changed.event;
    this.#view = vscode.window.createTreeView(VIEWS.datasets, { treeDataProvider: this });
    const refresh = throttle<null>(() => this.refresh(), REFRESH_EVERY_MS);
    const soon = () => refresh.push(null);
    const files = vscode.workspace.createFileSystemWatcher(DATA_GLOB);
    ctx.extension.subscriptions.push(
      this.#view,
      this.#changed,
      files,
      files.onDidCreate(soon),
      files.onDidChange(soon),
      files.onDidDelete(soon),
      vscode.workspace.onDidChangeWorkspaceFolders(soon),
      ctx.onDatasets.on(soon),
    );
  }

  refresh(): void {
    if (this.#view.visible) this.#changed.fire(undefined);
  }

  async getChildren(node?: DatasetNode): Promise<DatasetNode[]> {
    if (node) return [];
    const results = await Promise.allSettled(folders().map((folder) => this.#list(folder)));
    const failed = results.find((result) => result.status === "rejected");
    if (failed) this.#ctx.log(failed.reason);
    const facts = failed && factsOf(failed.reason);
    this.#view.message = facts ? `${facts.message} ${facts.remedy}` : "";
    return results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
  }

  getTreeItem({ dataset, folder, file, place }: DatasetNode): vscode.TreeItem {
    const item = new vscode.TreeItem(splitPath(dataset.file).name, vscode.TreeItemCollapsibleState.None);
    item.id = file;
    item.resourceUri = vscode.Uri.file(file);
    item.iconPath = new vscode.ThemeIcon("table");
    item.description = [describeDataset(dataset), place].filter(Boolean).join("  ");
    item.tooltip = new vscode.MarkdownString(explainDataset(dataset, vscode.env.language));
    item.contextValue = dataset.rows === null ? "dataset.new" : "dataset.profiled";
    item.accessibilityInformation = { label: sayDataset(dataset) };
    item.command = { command: "trainyard.profileDataset", title: "Profile Dataset", arguments: [{ folder, file }] };
    return item;
  }

  async #list(folder: string): Promise<DatasetNode[]> {
    const datasets = await this.#ctx.client.request("dataset/list", { folder });
    const place = folders().length > 1 ? basename(folder) : "";
    return datasets.map((dataset) => ({ folder, file: join(folder, dataset.file), dataset, place }));
  }
}
