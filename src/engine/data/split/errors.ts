import { basename } from "node:path";
import type { Experiment } from "../../../protocol/experiment.ts";
import type { SplitName } from "../../../protocol/run.ts";
import { inputError } from "../../../shared/errors.ts";
import { plural } from "../../../shared/format.ts";
import { tooFewRows } from "../errors.ts";

type Split = Experiment["split"];

export const settingMissing = (file: string, method: Split["method"], setting: "key" | "group" | "column") =>
  inputError({
    code: "split-setting-missing",
    message: `A split by ${method} needs the ${setting === "column" ? "column" : `${setting}'s column`} to go by.`,
    remedy: `Name it as split.${setting}.`,
    place: { file, field: "split" },
  });

export const sampleInvalid = (sample: string) =>
  inputError({
    code: "sample-invalid",
    message: `"${sample}" is no part of the rows to train on.`,
    remedy: "Give a share above 0 such as 5%, or a number of rows.",
    place: { field: "sample" },
  });

export const keyMismatch = (file: string, group: string) =>
  inputError({
    code: "split-key-not-group",
    message: "In a split by group the key has to be the group, or a group's rows could part.",
    remedy: `Make split.key ${group} as well, or remove it.`,
    place: { file, field: "split.key" },
  });

export const timeUnfit = (file: string, name: string, storage: string) =>
  inputError({
    code: "split-time-unfit",
    message: `Rows cannot be ordered in time by "${name}": it holds ${storage === "VARCHAR" ? "text" : "neither dates nor numbers"}.`,
    remedy: "Choose a column of dates or numbers, or write its dates as 2024-01-31 or 2024-01-31 14:05:00.",
    place: { file, field: "split.column" },
  });

export const timeTooFew = (file: string, name: string, found: number) =>
  inputError({
    code: "split-time-too-few",
    message: `"${name}" holds ${plural(found, "different time")}: three splits need three at least.`,
    remedy: "Choose a finer column, or another method.",
    place: { file, field: "split.column" },
  });

export const sideUnknown = (file: string, name: string, said: string, row: number) =>
  inputError({
    code: "split-side-unknown",
    message: `"${name}" says "${said.slice(0, 40)}", which is no split.`,
    remedy: "Write train, validation or test, or leave it empty for a row to be left out.",
    place: { file, field: "split.column", row },
  });

/** No row came to lie in one of the splits. */
export function splitEmpty(file: string, split: Split, empty: SplitName, splits: Record<SplitName, number>) {
  const used = splits.train + splits.validation + splits.test;
  if (split.method === "random" || split.method === "stratified") return tooFewRows(file, used);
  return inputError({
    code: "split-empty",
    message: `The split by ${split.method} puts none of the ${plural(used, "row")} of ${basename(file)} into ${empty}.`,
    remedy: REMEDIES[split.method],
    place: { file, field: "split" },
  });
}

const REMEDIES = {
  group: "Group by a column with more values, make split.validation and split.test larger, or try another split.seed.",
  key: "Add rows, make split.validation and split.test larger, or try another split.seed.",
  time: "Make split.gap smaller, or split.validation and split.test larger.",
  column: "Mark some rows train, some validation and some test, or use another method.",
};
