import * as vscode from "vscode";
import { plural } from "../../shared/format.ts";
import { contextValueOf, type GroupNode, type RunNode, type RunsNode } from "./nodes.ts";
import { describeRun, escapeMarkdown, headlineText, sayRun } from "./text.ts";

/** A row of the run explorer as VS Code draws it. Its tooltip is made when asked for. */
export const itemOf = (node: RunsNode, now: number): vscode.TreeItem => (node.kind === "group" ? groupItem(node) : runItem(node, now));

function groupItem(node: GroupNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.Expanded);
  const best = node.best ? `best ${headlineText(node.best)}` : "";
  const count = plural(node.children.length, "run");
  item.id = node.key;
  item.description = [node.place, best, node.training > 0 ? `${node.training} training` : ""].filter(Boolean).join("  ");
  item.tooltip = new vscode.MarkdownString(
    [`**${escapeMarkdown(node.group)}**`, "", `${count}${node.best ? `, ${best} by ${node.best.name}` : ""}`].join("\n"),
  );
  item.contextValue = contextValueOf(node);
  item.iconPath = new vscode.ThemeIcon(node.group.endsWith(".experiment.json") ? "beaker" : "file-code");
  item.accessibilityInformation = { label: [node.label, node.place, count, best].filter(Boolean).join(", ") };
  return item;
}

function runItem(node: RunNode, now: number): vscode.TreeItem {
  const { run, folder } = node;
  const item = new vscode.TreeItem(run.name, vscode.TreeItemCollapsibleState.None);
  item.id = node.key;
  item.description = describeRun(node, now);
  item.contextValue = contextValueOf(node);
  item.iconPath = iconOf(node);
  item.accessibilityInformation = { label: sayRun(node, now) };
  item.command = { command: "trainyard.openRun", title: "Open Run", arguments: [{ folder, run: run.id }] };
  return item;
}

const ICONS: Record<RunNode["run"]["status"], [icon: string, colour?: string]> = {
  RUNNING: ["sync~spin"],
  FINISHED: ["circle-outline"],
  FAILED: ["error", "list.errorForeground"],
  KILLED: ["debug-stop"],
  INTERRUPTED: ["warning", "list.warningForeground"],
};

/** A full star is the champion, an empty one the best by its figure. */
function iconOf({ run, isBest }: RunNode): vscode.ThemeIcon {
  const yellow = new vscode.ThemeColor("charts.yellow");
  if (run.aliases?.includes("champion")) return new vscode.ThemeIcon("star-full", yellow);
  if (isBest && run.status !== "RUNNING") return new vscode.ThemeIcon("star-empty", yellow);
  if (run.gates?.some(({ passed }) => !passed))
    return new vscode.ThemeIcon("circle-slash", new vscode.ThemeColor("list.warningForeground"));
  const [icon, colour] = ICONS[run.status];
  return new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}
