import type { RawStep } from "./prepare.ts";
import type { ReadingOptions } from "./reading.ts";
import type { Task } from "./task.ts";

export interface ProposalQuery extends ReadingOptions {
  /** What names the data, absolute or relative to the folder. */
  file: string;
  /** Column to predict; absent: what can be done without one. */
  target?: string;
}

/** An algorithm for some data, and why it is, or is not, the one to begin with. */
export interface Proposal {
  /** As in the experiment file, e.g. `gradient-boosted-trees`. */
  algorithm: string;
  /** In words, e.g. `Boosted trees`. */
  title: string;
  task: Task;
  /** One sentence about these data. */
  reason: string;
  /** To begin with this one is sound; the others are worth a comparison. */
  best: boolean;
  /** Settings of `training` that it heeds; null: all. */
  heeds: string[] | null;
  /** Preparation that it needs of these data. */
  recipe: RawStep[];
}

/** What can be learnt from some data, the best first. */
export interface Proposals {
  /** Why this task, in a sentence; one for each task where there is no target. */
  why: string[];
  proposals: Proposal[];
}
