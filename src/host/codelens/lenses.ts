import { gateVerdict } from "../../protocol/gate.ts";
import type { RunSnapshot, RunSummary } from "../../protocol/run.ts";
import { plural } from "../../shared/format.ts";
import { kindOf } from "../files.ts";
import type { CommandId } from "../ids.ts";
import { headlineValue, rank } from "../runs/rank.ts";
import { figure, liveText, STATUS_WORDS } from "../runs/text.ts";
import { sparkline } from "./sparkline.ts";

export interface Lens {
  title: string;
  tooltip: string;
  command: CommandId;
  args: unknown[];
}

export interface LensFacts {
  /** Absolute path of the experiment file or script. */
  file: string;
  folder: string;
  /** Its runs, newest first; null while they are not known. */
  runs: readonly RunSummary[] | null;
  /** There may be more runs than these. */
  truncated: boolean;
  /** Its newest live run. */
  live: RunSnapshot | null;
}

/** What stands above an experiment or a `fit` call. */
export function lensesOf(facts: LensFacts): Lens[] {
  return facts.live
    ? liveLenses(facts, facts.live)
    : [trainLens(facts), ...debugLenses(facts), ...prepareLenses(facts), ...figureLenses(facts)];
}

function liveLenses({ folder }: LensFacts, live: RunSnapshot): Lens[] {
  const { id, name } = live.run;
  const args = [{ folder, run: id }];
  return [
    { title: `$(sync~spin) ${liveText(live)}`, tooltip: `Open ${name}`, command: "trainyard.openRun", args },
    { title: "Stop", tooltip: `Stop ${name} after its current batch; what it has learnt is kept`, command: "trainyard.stop", args },
    { title: "Show curves", tooltip: `Show the curves of ${name} as they grow`, command: "trainyard.openRun", args },
  ];
}

const trainLens = ({ file, folder }: LensFacts): Lens => ({
  title: "$(play) Train",
  tooltip: "Run this and keep the result in git",
  command: "trainyard.train",
  args: [{ folder, file }],
});

const debugLenses = ({ file, folder }: LensFacts): Lens[] =>
  kindOf(file) === "script"
    ? [
        {
          title: "Debug",
          tooltip: "Run this with the debugger attached: it stops at your breakpoints",
          command: "trainyard.debug",
          args: [{ folder, file }],
        },
      ]
    : [];

const prepareLenses = ({ file, folder }: LensFacts): Lens[] =>
  kindOf(file) === "experiment"
    ? [
        {
          title: "Prepare",
          tooltip: "Look at the recipe step by step on the data",
          command: "trainyard.prepareData",
          args: [{ folder, file }],
        },
      ]
    : [];

function figureLenses({ folder, runs, truncated }: LensFacts): Lens[] {
  if (!runs || runs.length === 0) return [];
  const { metric, best } = rank(runs);
  const ended = runs.filter(({ status }) => status !== "RUNNING");
  const [last] = ended;
  const [latest, previous] = ended.filter((run) => headlineValue(run, metric) !== null);
  const lenses: Lens[] = [];
  const open = (run: RunSummary): Lens["args"] => [{ folder, run: run.id }];
  if (last && last !== latest) {
    lenses.push({ title: `last ${STATUS_WORDS[last.status]}`, tooltip: tooltipOf(last), command: "trainyard.openRun", args: open(last) });
  } else if (latest) {
    lenses.push({
      title: `last ${metric} ${lastText(latest, previous, metric)}`,
      tooltip: changeText(latest, previous, metric),
      command: "trainyard.openRun",
      args: open(latest),
    });
  }
  if (last?.gates) {
    const tooltip = last.gates.map(({ gate, passed }) => `${passed ? "passed" : "failed"}: ${gate}`).join("\n");
    const mark = last.gates.every(({ passed }) => passed) ? "pass" : "error";
    lenses.push({ title: `$(${mark}) ${gateVerdict(last.gates)}`, tooltip, command: "trainyard.openRun", args: open(last) });
  }
  if (best) {
    const title = `best ${figure(headlineValue(best, metric) as number)} ${best.name}`;
    lenses.push({ title, tooltip: `Open ${best.name}, the best by ${metric}`, command: "trainyard.openRun", args: open(best) });
  }
  const figures = ended
    .flatMap((run) => headlineValue(run, metric) ?? [])
    .slice(0, 8)
    .reverse();
  const count = truncated ? `${runs.length.toLocaleString("en-US")}+ runs` : plural(runs.length, "run");
  lenses.push({
    title: [count, sparkline(figures)].filter(Boolean).join(" "),
    tooltip: "Show the run history",
    command: "trainyard.showRunHistory",
    args: [{ folder }],
  });
  return lenses;
}

function lastText(latest: RunSummary, previous: RunSummary | undefined, metric: string | null): string {
  const value = headlineValue(latest, metric) as number;
  const before = previous && headlineValue(previous, metric);
  if (before === undefined || before === null) return figure(value);
  const change = value - before;
  return `${figure(value)} ${change === 0 ? "=" : `${change > 0 ? "\u2191" : "\u2193"}${figure(Math.abs(change))}`}`;
}

function changeText(latest: RunSummary, previous: RunSummary | undefined, metric: string | null): string {
  const before = previous && headlineValue(previous, metric);
  if (!previous || before === undefined || before === null) return `Open ${latest.name}`;
  const gain = ((headlineValue(latest, metric) as number) - before) * (latest.headline?.direction === "min" ? -1 : 1);
  return `Open ${latest.name}: ${gain === 0 ? "as good as" : gain > 0 ? "better than" : "worse than"} ${previous.name} before it`;
}

const tooltipOf = (run: RunSummary): string =>
  [`Open ${run.name}`, run.error ? `${run.error.message} ${run.error.remedy}` : ""].filter(Boolean).join(": ");
