import type { Evaluation } from "../../src/protocol/evaluation.ts";
import type { Run } from "../../src/protocol/run.ts";
import { multiclass, runOf, summaryOfRun } from "./fixtures/run.ts";
import type { Scene } from "./scenes.ts";

const folder = "folder";
const LONG = "a_name_of_sixty_characters_as_a_measuring_device_writes_them";
const classOf = (at: number) => `${at} class whose name is a sentence of about eighty characters, as in a survey's answers`;

const longNamed = (nth: number): Run => {
  const run = runOf(nth);
  return {
    ...run,
    group: `experiments/${LONG}/${LONG}.experiment.json`,
    params: { ...run.params, ...Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${LONG}_${at}`, LONG])) },
  };
};

/** The process died before it had logged anything. */
const interrupted = (nth: number): Run => {
  const run = runOf(nth, { epochs: 0 });
  return { ...run, status: "INTERRUPTED", endTime: run.startTime, metrics: {}, scores: {}, headline: null, artifacts: [] };
};

function manyClasses(run: string): Evaluation {
  const labels = Array.from({ length: 50 }, (_, at) => classOf(at));
  return {
    ...multiclass(run),
    target: LONG,
    confusion: { labels, matrix: labels.map((_, i) => labels.map((_, j) => (i === j ? 20 : (i + j) % 9 === 0 ? 1 : 0))) },
    classes: labels.map((label) => ({ label, precision: 0.8, recall: 0.9, f1: 0.847, support: 20 })),
  };
}

function runScene(run: Run, evaluation: Evaluation | null, ready: string): Scene {
  return {
    input: { panel: "run", folder, runs: [run.id] },
    answers: {
      "run/show": async () => run,
      "run/curve": async () => ({ series: [] }),
      "run/report": async () => ({ title: run.name, run, curve: null, evaluation, profile: null }),
    },
    ready,
  };
}

/** What strains a panel: names too long for it, more classes than it has room for, and runs that left nothing. */
export const EXTREME_SCENES: Record<string, Scene> = {
  "run-interrupted": runScene(interrupted(11), null, ".head"),
  "run-many-classes": runScene(longNamed(12), manyClasses(longNamed(12).id), ".evaluation"),
  "history-long-names": {
    input: { panel: "history", folder },
    answers: {
      "run/list": async () => [longNamed(1), interrupted(2), longNamed(3)].map(summaryOfRun),
      "store/state": async () => ({ state: "ready", root: folder, head: null, branch: "main" }),
    },
    ready: ".open-run",
  },
};
