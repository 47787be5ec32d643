import { basename, dirname, relative, sep } from "node:path";
import type { Task } from "../../protocol/evaluation.ts";
import type { ExperimentDraft } from "../../protocol/experiment.ts";
import type { ColumnProfile, Profile } from "../../protocol/profile.ts";
import type { ReadingOptions } from "../../protocol/reading.ts";
import { closest } from "../../shared/closest.ts";
import { inputError } from "../../shared/errors.ts";
import { formatShare } from "../../shared/format.ts";
import { fixedPart, isGlob } from "../data/ingest/glob.ts";
import { TEMPLATES, type Template } from "./templates.ts";

/** Integers with more values than this are a quantity, not classes. */
const MOST_INTEGER_CLASSES = 10;
const MOST_CLASSES = 100;
const LEFT_OUT = new Set(["identifier", "constant", "empty", "text", "unsupported"]);

export interface DraftOptions {
  profile: Profile;
  target: string;
  algorithm?: string;
  /** Data path as it should stand in the file: relative to the experiment file. */
  data: string;
  reading?: ReadingOptions;
}

/** Proposes an experiment for a profiled file: JSON with comments that say why each choice was made. */
export function draftExperiment({
  profile,
  target,
  algorithm = "mlp",
  data,
  reading = {},
}: DraftOptions): Omit<ExperimentDraft, "directory"> {
  const targetColumn = profile.columns.find(({ name }) => name === target);
  if (!targetColumn) throw unknownTarget(profile, target);
  const template = TEMPLATES[algorithm];
  if (!template) throw unknownAlgorithm(algorithm);
  const { task, why } = guessTask(targetColumn, profile.rows);
  const features = profile.columns.filter(({ name }) => name !== target);
  const excluded = features.filter(({ type }) => LEFT_OUT.has(type));
  const used = features.filter((column) => !excluded.includes(column));
  if (used.length === 0) throw noFeatures(profile);
  const reasons = [
    why,
    ...excluded.map(({ name, type }) => `${name} is left out: ${REASON[type as keyof typeof REASON]}.`),
    ...(template.recipe(used).some((step) => step.includes("fill-missing")) ? missingReasons(used, profile.rows) : []),
  ];
  const name = nameOf(data);
  return {
    file: `${name}.experiment.json`,
    data,
    text: render({ data, reading, target, task, template, excluded, used, reasons: { task: why } }),
    reasons,
  };
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

function guessTask(column: ColumnProfile, rows: number): { task: Task; why: string } {
  const { name, type, distinct } = column;
  const number = type === "number" || (type === "integer" && distinct > MOST_INTEGER_CLASSES);
  if (number) return { task: "regression", why: `${name} is a number with ${distinct} different values: regression.` };
  if (type === "date") throw badTarget(name, "it is a date", "Choose a number or a category as the target.");
  if (distinct < 2) throw badTarget(name, distinct === 0 ? "it has no values" : "it has one value only", "Choose a column that varies.");
  if (distinct > MOST_CLASSES || (distinct > 20 && distinct > rows / 2))
    throw badTarget(name, `it has ${distinct} different values that are not numbers`, "Choose a column with fewer classes, or a number.");
  const task = distinct === 2 ? "binary" : "multiclass";
  return { task, why: `${name} has ${distinct} classes: ${task} classification.` };
}

function missingReasons(used: ColumnProfile[], rows: number): string[] {
  const missing = used.filter((column) => column.missing > 0);
  if (missing.length === 0) return [];
  const worst = missing.reduce((a, b) => (b.missing > a.missing ? b : a));
  return [`Missing values are filled in (most in ${worst.name}: ${formatShare(worst.missing, rows)}).`];
}

/** Where an experiment on these data belongs: beside them, and beside what a glob does not change. */
export function placeOf(file: string): { directory: string; data: string } {
  const directory = isGlob(file) ? fixedPart(file) : dirname(file);
  return { directory, data: relative(directory, file).split(sep).join("/") };
}

interface Parts {
  data: string;
  reading: ReadingOptions;
  target: string;
  task: Task;
  template: Template;
  excluded: ColumnProfile[];
  used: ColumnProfile[];
  reasons: { task: string };
}

function render({ data, reading, target, task, template, excluded, used, reasons }: Parts): string {
  const json = JSON.stringify;
  const steps = template.recipe(used).join(",\n    ");
  const exclude = excluded.map(({ name, type }) => `\n    ${json(name)}, // ${REASON[type as keyof typeof REASON]}`).join("");
  return `{
  // What to train, on what, and how. Every setting has a description: hover it, or press Ctrl+Space for more.
  "data": ${json(data)},${Object.entries(reading)
    .map(([key, value]) => `\n  ${json(key)}: ${json(value)},`)
    .join("")}
  "target": ${json(target)},
  "task": ${json(task)}, // ${reasons.task}
  "exclude": [${exclude}${exclude ? "\n  " : ""}],

  // Held out before anything is learnt: "validation" to choose by, "test" to the very end.
  "split": { "method": ${task === "regression" ? '"random"' : '"stratified"'}, "validation": 0.15, "test": 0.15, "seed": 42 },

  // Preparation, in order; fitted on the training split only.
  "recipe": [${steps ? `\n    ${steps}\n  ` : ""}],

  "model": {
    ${template.model}
  },

  "training": {
    ${template.training}
  }
}
`;
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

const unknownAlgorithm = (algorithm: string) =>
  inputError({
    code: "algorithm-unknown",
    message: `There is no algorithm "${algorithm}".`,
    remedy: `Choose one of ${Object.keys(TEMPLATES).join(", ")}.`,
    place: { field: "model.algorithm" },
  });

const badTarget = (name: string, why: string, remedy: string) =>
  inputError({ code: "target-unusable", message: `The column "${name}" cannot be predicted: ${why}.`, remedy, place: { field: name } });

const noFeatures = ({ file }: Profile) =>
  inputError({
    code: "no-features",
    message: `${basename(file)} has no column left to learn from.`,
    remedy: "Every column but the target is an identifier, constant, empty or free text: add a column that varies.",
    place: { file },
  });
