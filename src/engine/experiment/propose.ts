import type { RawStep } from "../../protocol/prepare.ts";
import type { Profile } from "../../protocol/profile.ts";
import type { Proposal, Proposals } from "../../protocol/proposal.ts";
import { type Task, UNSUPERVISED } from "../../protocol/task.ts";
import { settingsOf } from "../train/params.ts";
import { taskOfTarget } from "./choose-task.ts";
import { featuresOf, rankAlgorithms } from "./rank.ts";
import { RULES } from "./rules.ts";
import { TEMPLATES } from "./templates.ts";
import { withDatesRead } from "./text-dates.ts";

/** So many rows tell what suits the data. */
export const SAMPLE_ROWS = 20_000;

/** What can be learnt from profiled data: about the target, or, without one, from the columns alone. */
export function proposeFor(profile: Profile, target: string | undefined): Proposals {
  if (target !== undefined) {
    const { task, why } = taskOfTarget(profile, target, undefined);
    return { why: [why], proposals: proposalsOf(profile, task, target) };
  }
  const all = UNSUPERVISED.flatMap((task) => proposalsOf(profile, task, undefined));
  return { why: [], proposals: all.map((proposal, at) => ({ ...proposal, best: at === 0 })) };
}

/** The algorithms that can do a task on these data, the best to begin with first. */
export function proposalsOf(found: Profile, task: Task, target: string | undefined): Proposal[] {
  const profile = withDatesRead(found, target);
  return rankAlgorithms(profile, task, target).map(({ algorithm, reason }, at) => ({
    algorithm,
    title: RULES[algorithm]?.title ?? algorithm,
    task,
    reason,
    best: at === 0,
    heeds: settingsOf(algorithm),
    recipe: (TEMPLATES[algorithm]?.recipe(featuresOf(profile, target)) ?? []).map((step) => JSON.parse(step) as RawStep),
  }));
}
