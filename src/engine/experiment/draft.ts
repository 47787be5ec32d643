import { basename, dirname, relative, sep } from "node:path";
import type { DraftChoices, ExperimentDraft } from "../../protocol/experiment.ts";
import type { ColumnProfile, Profile } from "../../protocol/profile.ts";
import type { ReadingOptions } from "../../protocol/reading.ts";
import { hasClasses, type Task } from "../../protocol/task.ts";
import { inputError } from "../../shared/errors.ts";
import { formatShare } from "../../shared/format.ts";
import { fixedPart, isGlob } from "../data/ingest/glob.ts";
import { chooseTask } from "./choose-task.ts";
import type { OwnDraft } from "./draft-forecast.ts";
import { draftImages } from "./draft-images.ts";
import { algorithmUnknown, classesMissing } from "./errors.ts";
import { hasImages } from "./facts.ts";
import { proposalsOf } from "./propose.ts";
import { TEMPLATES, type Template } from "./templates.ts";
import { holdsDates, withDatesRead } from "./text-dates.ts";

/** Of a folder of images the column of their classes. */
const LABEL = "label";
/** Share of the rows below which a class is called rare. */
const RARE = 0.1;
const LEFT_OUT = new Set(["identifier", "constant", "empty", "text", "unsupported"]);

export interface DraftOptions extends DraftChoices {
  profile: Profile;
  /** Data path as it should stand in the file: relative to the experiment file. */
  data: string;
  reading?: ReadingOptions;
}

/** Proposes an experiment for a profiled file: JSON with comments that say why each choice was made. */
export function draftExperiment({ profile: found, data, reading = {}, ...asked }: DraftOptions): Omit<ExperimentDraft, "directory"> {
  const choices = hasImages(found) ? { ...targetOfImages(found, asked), ...asked } : asked;
  const profile = withDatesRead(found, choices.target);
  const { task, algorithm, why } = chooseTask(profile, choices);
  const { target } = choices;
  const template = TEMPLATES[algorithm];
  if (!template) throw algorithmUnknown(algorithm);
  const features = profile.columns.filter(({ name }) => name !== target);
  const own = algorithm === "image-classifier" && hasImages(profile) ? draftImages(template.model) : template.own?.(found, target);
  const excluded = features.flatMap((column) => {
    const reason =
      LEFT_OUT.has(column.type) && !template.reads?.includes(column.type)
        ? REASON[column.type as keyof typeof REASON]
        : (own?.leftOut(column) ?? null);
    return reason === null ? [] : [{ ...column, reason }];
  });
  const used = features.filter(({ name }) => excluded.every((column) => column.name !== name));
  if (used.length === 0) throw noFeatures(profile);
  const steps = template.recipe(used);
  const reasons = [
    why,
    ...excluded.map(({ name, reason }) => `${name} is left out: ${reason}.`),
    ...imbalanceReasons(profile, target, task),
    ...(steps.some((step) => step.includes('"change-type"')) ? dateReasons(used) : []),
    ...(steps.some((step) => step.includes('"fill-missing"')) ? missingReasons(used, profile.rows) : []),
  ];
  const name = nameOf(data);
  return {
    file: `${name}.experiment.json`,
    algorithm,
    proposals: proposalsOf(profile, task, target),
    data,
    text: render({ data, reading, target, task, template, excluded, own, steps, reasons: { task: why } }),
    reasons,
    ...(template.beside && { beside: template.beside }),
  };
}

/** The sub-folders are the classes, unless something else is asked for. */
function targetOfImages({ columns, rows, file }: Profile, { target, task }: DraftChoices): { target?: string } {
  if (target !== undefined || (task !== undefined && !hasClasses(task))) return {};
  const label = columns.find(({ name }) => name === LABEL);
  if (!label || label.missing === rows || label.distinct < 2) throw classesMissing(file, label?.distinct ?? 0);
  return { target: LABEL };
}

/** `2024-*.csv.gz` -> `2024`. */
function nameOf(data: string): string {
  const name = basename(data)
    .replace(/\.gz$/i, "")
    .replace(/\.[^.]+$/, "")
    .replace(/\[[^\]]*\]|[*?]/g, "")
    .replace(/^[-_. ]+|[-_. ]+$/g, "");
  return name === "" ? "data" : name;
}

const REASON = {
  identifier: "it names a row and says nothing about others",
  constant: "it has one value only",
  empty: "it has no values",
  text: "free text needs a step of its own",
  unsupported: "its type is not one a model can learn from",
};

function missingReasons(used: ColumnProfile[], rows: number): string[] {
  const missing = used.filter((column) => column.missing > 0);
  if (missing.length === 0) return [];
  const worst = missing.reduce((a, b) => (b.missing > a.missing ? b : a));
  return [`Missing values are filled in (most in ${worst.name}: ${formatShare(worst.missing, rows)}).`];
}

const dateReasons = (used: ColumnProfile[]): string[] =>
  used.filter(holdsDates).map(({ name }) => `${name} holds dates as text: it is read as dates.`);

/** Where one class is rare, accuracy says little. */
function imbalanceReasons({ columns, rows }: Profile, target: string | undefined, task: Task): string[] {
  const [rarest] = columns.find(({ name }) => name === target)?.top.slice(-1) ?? [];
  if (!hasClasses(task) || !rarest || rarest.count >= RARE * rows) return [];
  return [
    `The class ${rarest.value} is rare (${formatShare(rarest.count, rows)} of the rows): judge by f1 or PR AUC, not by accuracy; "classWeights": "balanced" makes it count.`,
  ];
}

/** Where an experiment on these data belongs: beside them, and beside what a glob does not change. */
export function placeOf(file: string): { directory: string; data: string } {
  const directory = isGlob(file) ? fixedPart(file) : dirname(file);
  return { directory, data: relative(directory, file).split(sep).join("/") };
}

interface Parts {
  data: string;
  reading: ReadingOptions;
  target: string | undefined;
  task: Task;
  template: Template;
  excluded: (ColumnProfile & { reason: string })[];
  own: OwnDraft | undefined;
  steps: string[];
  reasons: { task: string };
}

function render({ data, reading, target, task, template, excluded, own, steps, reasons }: Parts): string {
  const json = JSON.stringify;
  const recipe = steps.join(",\n    ");
  const exclude = excluded.map(({ name, reason }) => `\n    ${json(name)}, // ${reason}`).join("");
  return `{
  // What to train, on what, and how. Every setting has a description: hover it, or press Ctrl+Space for more.
  "data": ${json(data)},${Object.entries(reading)
    .map(([key, value]) => `\n  ${json(key)}: ${json(value)},`)
    .join("")}${target === undefined ? "" : `\n  "target": ${json(target)},`}
  "task": ${json(task)}, // ${reasons.task}
  "exclude": [${exclude}${exclude ? "\n  " : ""}],

  // Held out before anything is learnt: "validation" to choose by, "test" to the very end.
  "split": ${own?.split ?? `{ "method": ${hasClasses(task) ? '"stratified"' : '"random"'}, "validation": 0.15, "test": 0.15, "seed": 42 }`},

  // Preparation, in order; fitted on the training split only.
  "recipe": [${recipe ? `\n    ${recipe}\n  ` : ""}],

  "model": {
    ${own?.model ?? template.model}
  },

  "training": {
    ${template.training}
  }
}
`;
}

const noFeatures = ({ file }: Profile) =>
  inputError({
    code: "no-features",
    message: `${basename(file)} has no column left to learn from.`,
    remedy: "Every other column is an identifier, constant, empty or free text: add a column that varies.",
    place: { file },
  });
