import { basename, join } from "node:path";
import { isResumable } from "../../protocol/resumable.ts";
import type { RunSnapshot, RunSummary } from "../../protocol/run.ts";
import { subjectOf } from "../files.ts";
import { groupBy } from "./group.ts";
import { headlineValue, rank } from "./rank.ts";
import type { FolderRuns } from "./state.ts";

export interface RunNode {
  kind: "run";
  /** The same for the same run as long as the window lives. */
  key: string;
  folder: string;
  run: RunSummary;
  snapshot: RunSnapshot | null;
  isBest: boolean;
  /** Lead over the next best; only of the best one. */
  lead: number | null;
}

export interface GroupNode {
  kind: "group";
  key: string;
  folder: string;
  /** Path of the experiment or script, relative to the repository. */
  group: string;
  /** Absolute path of the experiment or script; commands read it off a row. */
  file: string;
  label: string;
  /** Name of its folder, where the window has several; else empty. */
  place: string;
  best: RunSummary | null;
  training: number;
  children: RunNode[];
}

export type RunsNode = RunNode | GroupNode;

export interface NodesOptions {
  grouped: boolean;
  snapshot(run: string): RunSnapshot | undefined;
}

/** The explorer's tree: groups by newest run, runs best first; ungrouped: all runs, newest first. */
export function nodesOf(folders: readonly FolderRuns[], options: NodesOptions): RunsNode[] {
  const groups = folders.flatMap((folder) => groupsOf(folder, options));
  if (options.grouped)
    return withDistinctLabels(groups).map((node) => ({ ...node, place: folders.length > 1 ? basename(node.folder) : "" }));
  return groups.flatMap(({ children }) => children).sort((a, b) => b.run.startTime - a.run.startTime);
}

function groupsOf({ folder, store, runs, shown }: FolderRuns, options: NodesOptions): GroupNode[] {
  const all = groupBy(runs, ({ group }) => group);
  const visible = groupBy(shown ?? runs, ({ group }) => group);
  return [...visible].map(([group, members]) => {
    // The best of all runs, also of those that the filter hides: what counts as best does not depend on what one looks at.
    const { best, lead, metric } = rank(all.get(group) ?? members);
    const children = rank(members).ordered.map((run): RunNode => {
      const isBest = run.id === best?.id && headlineValue(run, metric) !== null;
      return {
        kind: "run",
        key: `${folder}\n${run.id}`,
        folder,
        run,
        snapshot: options.snapshot(run.id) ?? null,
        isBest,
        lead: isBest ? lead : null,
      };
    });
    const training = members.filter(({ status }) => status === "RUNNING").length;
    return {
      kind: "group",
      key: `${folder}\n\n${group}`,
      folder,
      group,
      file: join(store.root ?? folder, group),
      label: subjectOf(group),
      place: "",
      best,
      training,
      children,
    };
  });
}

/** Two experiments of one name show their paths as well. */
function withDistinctLabels(groups: GroupNode[]): GroupNode[] {
  const count = groupBy(groups, ({ label }) => label);
  return groups.map((node) => ((count.get(node.label)?.length ?? 0) > 1 ? { ...node, label: node.group } : node));
}

/** What menus go by: `run.finished`, `run.running`, `run.killed.resumable`, `group.experiment`... */
export const contextValueOf = (node: RunsNode): string =>
  node.kind === "run"
    ? `run.${node.run.status.toLowerCase()}${isResumable(node.run) ? ".resumable" : ""}`
    : `group.${node.group.endsWith(".experiment.json") ? "experiment" : "script"}`;
