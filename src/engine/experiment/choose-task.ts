import { basename } from "node:path";
import type { DraftChoices } from "../../protocol/experiment.ts";
import type { ColumnProfile, Profile } from "../../protocol/profile.ts";
import { algorithmsFor, isSupervised, type SupervisedTask, TASKS_OF, type Task, UNSUPERVISED } from "../../protocol/task.ts";
import { closest } from "../../shared/closest.ts";
import { inputError } from "../../shared/errors.ts";
import { algorithmUnknown } from "./errors.ts";
import { rankAlgorithms } from "./rank.ts";

/** Integers with more values than this are a quantity, not classes. */
const MOST_INTEGER_CLASSES = 10;
const MOST_CLASSES = 100;

export interface ChosenTask {
  task: Task;
  algorithm: keyof typeof TASKS_OF;
  why: string;
}

/** What to do with the data, and by which algorithm: as asked for, else what the target's values suggest. */
export function chooseTask(profile: Profile, choices: DraftChoices): ChosenTask {
  const asked = choices.algorithm === undefined ? undefined : known(choices.algorithm);
  const { task, why } =
    choices.target === undefined ? withoutTarget(choices.task, asked) : taskOfTarget(profile, choices.target, choices.task);
  const algorithm = asked ?? rankAlgorithms(profile, task, choices.target)[0]?.algorithm ?? algorithmsFor(task)[0];
  if (algorithm === undefined || !TASKS_OF[algorithm].includes(task)) throw algorithmUnfit(algorithm ?? "", task);
  return { task, algorithm, why };
}

function known(algorithm: string): keyof typeof TASKS_OF {
  if (algorithm in TASKS_OF) return algorithm as keyof typeof TASKS_OF;
  throw algorithmUnknown(algorithm);
}

function withoutTarget(task: Task | undefined, algorithm: keyof typeof TASKS_OF | undefined): { task: Task; why: string } {
  const found = task ?? TASKS_OF[algorithm ?? "mlp"].find((one) => !isSupervised(one));
  if (found === undefined || isSupervised(found)) throw targetNeeded();
  return { task: found, why: "No target: it learns from the features alone." };
}

/** What there is to predict of a target, as asked for or by its values; throws where it cannot be predicted. */
export function taskOfTarget(profile: Profile, target: string, asked: Task | undefined): { task: SupervisedTask; why: string } {
  if (asked !== undefined && !isSupervised(asked)) throw targetWithoutUse(asked);
  const column = profile.columns.find(({ name }) => name === target);
  if (!column) throw unknownTarget(profile, target);
  return asked === undefined ? guessTask(column, profile.rows) : { task: asked, why: "as asked for." };
}

function guessTask({ name, type, distinct }: ColumnProfile, rows: number): { task: SupervisedTask; why: string } {
  const number = type === "number" || (type === "integer" && distinct > MOST_INTEGER_CLASSES);
  if (number) return { task: "regression", why: `${name} is a number with ${distinct} different values: regression.` };
  if (type === "date") throw badTarget(name, "it is a date", "Choose a number or a category as the target.");
  if (distinct < 2) throw badTarget(name, distinct === 0 ? "it has no values" : "it has one value only", "Choose a column that varies.");
  if (distinct > MOST_CLASSES || (distinct > 20 && distinct > rows / 2))
    throw badTarget(name, `it has ${distinct} different values that are not numbers`, "Choose a column with fewer classes, or a number.");
  const task = distinct === 2 ? "binary" : "multiclass";
  return { task, why: `${name} has ${distinct} classes: ${task} classification.` };
}

function unknownTarget(profile: Profile, target: string) {
  const names = profile.columns.map(({ name }) => name);
  const near = closest(target, names);
  return inputError({
    code: "target-missing",
    message: `${basename(profile.file)} has no column "${target}".`,
    remedy: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `Its columns are ${names.slice(0, 10).join(", ")}.`,
    place: { file: profile.file, field: target },
  });
}

const badTarget = (name: string, why: string, remedy: string) =>
  inputError({ code: "target-unusable", message: `The column "${name}" cannot be predicted: ${why}.`, remedy, place: { field: name } });

const targetNeeded = () =>
  inputError({
    code: "target-unnamed",
    message: "There is no column to predict.",
    remedy: `Name one with --target COLUMN, or choose a task without one: --task ${UNSUPERVISED.join(", ")}.`,
    place: { field: "target" },
  });

const targetWithoutUse = (task: Task) =>
  inputError({
    code: "target-without-use",
    message: `The task ${task} learns from the features alone: it has no target.`,
    remedy: "Leave out the target, or the task.",
    place: { field: "target" },
  });

const algorithmUnfit = (algorithm: string, task: Task) =>
  inputError({
    code: "algorithm-unfit",
    message: `The algorithm ${algorithm} does not do ${task}.`,
    remedy: `Choose one of ${algorithmsFor(task).join(", ")}.`,
    place: { field: "model.algorithm" },
  });
