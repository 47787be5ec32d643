import { basename } from "node:path";
import { inputError } from "../../../shared/errors.ts";

export const splitsMissing = (file: string) =>
  inputError({
    code: "splits-missing",
    message: `${basename(file)} has no splits: only the data of an experiment are split.`,
    remedy: "Name an experiment file (*.experiment.json) instead.",
    place: { file, field: "split" },
  });

export const filterUnfit = (file: string, column: string, why: string) =>
  inputError({
    code: "row-filter-unfit",
    message: `"${column}" cannot be filtered so: ${why}.`,
    remedy: "Filter by a value, by a part of its text, or by missing values.",
    place: { file, field: column },
  });
