import type { ColumnProfile, Profile } from "../../protocol/profile.ts";
import { type AlgorithmName, algorithmsFor, type Task } from "../../protocol/task.ts";
import { factsOf } from "./facts.ts";
import { RULES } from "./rules.ts";
import { TEMPLATES } from "./templates.ts";

export interface Ranked {
  algorithm: AlgorithmName;
  score: number;
  reason: string;
}

/** Of a folder of images only these see the images. */
const OF_IMAGES: readonly AlgorithmName[] = ["image-classifier", "baseline"];

const NEVER = new Set<ColumnProfile["type"]>(["identifier", "constant", "empty", "text", "unsupported"]);

/** The algorithms that can do a task on profiled data and that an experiment can be written for, the best to begin with first. */
export function rankAlgorithms(profile: Profile, task: Task, target: string | undefined): Ranked[] {
  const column = profile.columns.find(({ name }) => name === target) ?? null;
  const facts = factsOf(profile, task, column, featuresOf(profile, target));
  return algorithmsFor(task)
    .filter((algorithm) => algorithm in TEMPLATES && (!facts.images || OF_IMAGES.includes(algorithm)))
    .flatMap((algorithm): Ranked[] => {
      const verdict = RULES[algorithm]?.judge(facts);
      return verdict ? [{ algorithm, ...verdict }] : [];
    })
    .sort((a, b) => b.score - a.score);
}

/** Columns to learn from: without the target, what names a row, and what says nothing. */
export const featuresOf = ({ columns }: Profile, target: string | undefined): ColumnProfile[] =>
  columns.filter(({ name, type }) => name !== target && !NEVER.has(type));
