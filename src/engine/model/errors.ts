import type { Task } from "../../protocol/evaluation.ts";
import type { SplitName } from "../../protocol/run.ts";
import { failure, inputError } from "../../shared/errors.ts";

export const targetMissing = (column: string) =>
  inputError({
    code: "target-empty",
    message: `The target "${column}" has no values in the training rows.`,
    remedy: "Choose another target, or complete the data.",
    place: { field: "target" },
  });

export const targetNotNumber = (column: string, value: string, row: number) =>
  inputError({
    code: "target-not-number",
    message: `The target "${column}" of a regression holds "${value}", which is not a number.`,
    remedy: 'Correct the value, or use "task": "binary" or "multiclass".',
    place: { field: "target", row },
  });

export const targetTooLarge = (column: string, value: number) =>
  inputError({
    code: "target-too-large",
    message: `The target "${column}" reaches ${value}, which is beyond what 32-bit numbers hold.`,
    remedy: "Write it in a larger unit, such as millions.",
    place: { field: "target" },
  });

export const targetNotClass = (column: string) =>
  inputError({
    code: "target-not-class",
    message: `The target "${column}" is a date, and neither classes nor numbers.`,
    remedy: "Choose a number or a category as the target.",
    place: { field: "target" },
  });

export const targetConstant = (column: string, value: string) =>
  inputError({
    code: "target-constant",
    message: `Every training row has the same value of the target "${column}": ${value}. There is nothing to learn.`,
    remedy: 'Choose a target that varies, or use "split": { "method": "stratified" } if the other rows do vary.',
    place: { field: "target" },
  });

export const notBinary = (column: string, classes: readonly string[]) =>
  inputError({
    code: "target-not-binary",
    message: `The task is binary, and the target "${column}" has ${classes.length} classes (${listed(classes)}).`,
    remedy: 'Use "task": "multiclass".',
    place: { field: "task" },
  });

export const tooManyClasses = (column: string, classes: number, rows: number) =>
  inputError({
    code: "target-too-many-classes",
    message: `The target "${column}" has ${classes} classes in ${rows} training rows: too few rows a class to learn from.`,
    remedy: 'Choose a target with fewer classes, or "task": "regression" if it is a quantity.',
    place: { field: "target" },
  });

export const splitEmpty = (split: SplitName, target: string | null) =>
  inputError({
    code: "split-empty",
    message: `No row${target === null ? "" : ` with a known "${target}"`} is left in the ${split} split.`,
    remedy:
      split === "train"
        ? "Use more data, or smaller shares for split.validation and split.test."
        : `Use more data, or a larger share for split.${split}.`,
    place: { field: split === "train" ? "split" : `split.${split}` },
  });

/** `split`: one that is held out; of the training split the very step is known. */
export const splitDropped = (split: SplitName) =>
  inputError({
    code: "no-rows-left",
    message: `The recipe leaves none of the ${split} rows.`,
    remedy: "Loosen the steps that drop rows, or switch them off.",
    place: { field: "recipe" },
  });

export const nothingToEvaluate = (target: string | null) =>
  target === null
    ? inputError({
        code: "nothing-to-evaluate",
        message: "The recipe leaves no row to evaluate.",
        remedy: "Evaluate on rows that the recipe's steps do not drop.",
      })
    : inputError({
        code: "nothing-to-evaluate",
        message: `No row has a value of "${target}" that the model knows.`,
        remedy: "Evaluate on rows with the target filled in, in the spelling that training had.",
        place: { field: target },
      });

export const modelTooLarge = (parameters: number, bytes: number, field = "model.hidden") =>
  inputError({
    code: "model-too-large",
    message: `The network would have ${parameters.toLocaleString("en-US")} weights and need about ${(bytes / 2 ** 30).toFixed(1)} GiB to train.`,
    remedy: "Use fewer or smaller hidden layers, or fewer one-hot columns (maxCategories).",
    place: { field },
  });

/** Where a file lies among the run's: it is read from a copy that is gone when the error is. */
const inRun = (file: string) => file.slice(Math.max(0, file.search(/artifacts[\\/](?!.*artifacts[\\/])/)));

/** `version`: what the file says of itself. */
export const modelOtherVersion = (file: string, version: unknown) =>
  failure({
    code: "model-unreadable",
    message: `The model's file is of version ${String(version)}, and version 1 is known here.`,
    remedy: "Use it with the Trainyard that made it, or train again.",
    place: { file: inRun(file) },
  });

export const modelUnreadable = (file: string, problem: string, cause?: unknown) =>
  failure(
    {
      code: "model-unreadable",
      message: `The model's file cannot be used: ${sentenceOf(problem)}.`,
      remedy: "Fetch the run's artifacts again, or train again.",
      place: { file: inRun(file) },
    },
    cause,
  );

/** The first sentence of what a library says, which may go on for a page. */
const sentenceOf = (problem: string) => problem.split(/\.\s/)[0]?.replace(/\.$/, "");

export const predictionNotFinite = (row: number, task: Task) =>
  failure({
    code: "prediction-not-finite",
    message: `The model gives no number for a row: its ${task === "regression" ? "value overflows" : "probabilities overflow"}.`,
    remedy: "Look for extreme values in the row, or train again with a standard-scale step.",
    place: { row },
  });

const listed = (names: readonly string[]) => (names.length > 5 ? `${names.slice(0, 5).join(", ")}...` : names.join(", "));

export const labelNotTwo = (column: string, values: number) =>
  inputError({
    code: "label-not-two",
    message: `The label "${column}" is to say which rows are anomalies, and it has ${values} different values.`,
    remedy: "Name a column with two values, such as 0 and 1.",
    place: { field: "model.label" },
  });

export const encodingTooWide = (encoding: number, features: number) =>
  inputError({
    code: "encoding-too-wide",
    message: `The encoding has ${encoding} numbers and a row only ${features}: nothing is squeezed, and every row could be restored.`,
    remedy: features > 1 ? `Use an encoding of ${Math.max(1, features >> 1)} or so.` : "Use more columns.",
    place: { field: "model.encoding" },
  });

export const noNoise = () =>
  inputError({
    code: "no-noise",
    message: "There is no noise, so there is nothing to restore.",
    remedy: 'Give model.noise an amount, such as { "swap": 0.15 }.',
    place: { field: "model.noise" },
  });
