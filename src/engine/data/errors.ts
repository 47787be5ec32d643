import { basename, dirname } from "node:path";
import { closest } from "../../shared/closest.ts";
import { failure, inputError } from "../../shared/errors.ts";
import { plural } from "../../shared/format.ts";

export const fileMissing = (file: string) =>
  inputError({
    code: "data-file-missing",
    message: `There is no file ${basename(file)}.`,
    remedy: "Check the path; a path in an experiment file is relative to that file.",
    place: { file },
  });

export const fileIsDirectory = (file: string) =>
  inputError({
    code: "data-file-is-directory",
    message: `${basename(file)} is a directory, not a data file.`,
    remedy: "Name one file in it, such as data.csv, or a folder that has a sub-folder of PNG or JPEG images for each class.",
    place: { file },
  });

export const fileUnreadable = (file: string, why: string) =>
  inputError({
    code: "data-file-unreadable",
    message: `${basename(file)} cannot be read: ${why}.`,
    remedy: "Give yourself permission to read it, or copy it to a place where you have it.",
    place: { file },
  });

export const fileEmpty = (file: string) =>
  inputError({
    code: "data-file-empty",
    message: `${basename(file)} is empty.`,
    remedy: "Save the data again: the first line names the columns, each further line is a row.",
    place: { file },
  });

export const noRows = (file: string) =>
  inputError({
    code: "data-no-rows",
    message: `${basename(file)} names columns and has no rows.`,
    remedy: "Add rows below the line of names.",
    place: { file, line: 1 },
  });

export const fileBinary = (file: string, what: string, remedy: string) =>
  inputError({ code: "data-file-binary", message: `${basename(file)} is ${what}, not a table of text.`, remedy, place: { file } });

export const fileChanged = (file: string) =>
  failure({
    code: "data-file-changed",
    message: `${basename(file)} changed while it was read.`,
    remedy: "Wait until whatever writes it has finished, then try again.",
    place: { file },
  });

export const quoteOpen = (file: string, line: number) =>
  inputError({
    code: "data-quote-open",
    message: `The quote (") opened in line ${line} is never closed: the rest of the file would be one value.`,
    remedy: 'Close it, or write a quote inside a value twice ("").',
    place: { file, line },
  });

export const rowsRejected = (file: string, rejected: number, rows: number, first: { line: number; problem: string }) =>
  inputError({
    code: "data-rows-rejected",
    message: `${rejected} of ${rejected + rows} rows of ${basename(file)} do not fit the line of column names; the first is in line ${first.line}: ${first.problem}.`,
    remedy: "Make the first line name every column, and give each row as many values as there are names.",
    place: { file, line: first.line },
  });

export const rowsUnfit = (
  file: string,
  count: number,
  first: readonly { file?: string; line: number; column: string | null; problem: string }[],
) => {
  const shown = first
    .slice(0, 5)
    .map((row) => `${row.file ? `${row.file} ` : ""}line ${row.line}${row.column ? ` (${row.column})` : ""}: ${row.problem}`);
  return inputError({
    code: "data-rows-unfit",
    message: `${plural(count, "row or value", "rows or values")} of ${basename(file)} cannot be read: ${shown.join("; ")}${count > shown.length ? "; ..." : ""}.`,
    remedy: 'Correct these lines, or say what becomes of them: "rejectedRows" is "drop" or "keep" (--rejected).',
    place: { file, line: first[0]?.line ?? 1 },
  });
};

export const globEmpty = (glob: string) =>
  inputError({
    code: "data-glob-empty",
    message: `No file matches ${basename(glob)}.`,
    remedy: "Check the path: * stands for any characters of a name, ** for folders at any depth.",
    place: { file: glob },
  });

export const formatsDiffer = (file: string, first: string) =>
  inputError({
    code: "data-formats-differ",
    message: `${basename(file)} is of another format than ${basename(first)}: several files must be of one.`,
    remedy: "Name files of one format, such as data/*.csv, or join them in a query (.sql).",
    place: { file },
  });

export const columnsDiffer = (file: string, first: string, lacks: readonly string[], adds: readonly string[]) => {
  const some = (names: readonly string[]) =>
    `${names.length === 1 ? "the column" : "the columns"} ${names
      .slice(0, 5)
      .map((name) => `"${name}"`)
      .join(", ")}${names.length > 5 ? "..." : ""}`;
  const parts = [lacks.length > 0 ? `lacks ${some(lacks)}` : "", adds.length > 0 ? `adds ${some(adds)}` : ""].filter(Boolean);
  return inputError({
    code: "data-columns-differ",
    message: `${basename(file)} ${parts.join(" and ")}, compared with ${basename(first)}.`,
    remedy: 'Give all files the same names, or allow this with "unionByName": true (--union-by-name): what a file lacks is missing.',
    place: { file },
  });
};

export const valueTooLong = (file: string) =>
  inputError({
    code: "data-line-too-long",
    message: `${basename(file)} has a row of more than 256 MiB.`,
    remedy: "Look for a missing line end, or leave out the column that holds whole documents.",
    place: { file },
  });

export const notATable = (file: string, why: string, line?: number) =>
  inputError({
    code: "data-not-a-table",
    message: `${basename(file)} cannot be read as a table: ${why}.`,
    remedy: "A JSON file must hold a list of objects (or one object a line); a Parquet file must be whole.",
    place: { file, ...(line !== undefined && { line }) },
  });

export const columnMissing = (name: string, names: readonly string[], file: string, field: string, code = "column-missing") => {
  const near = closest(name, names);
  const some = names.slice(0, 10).join(", ");
  return inputError({
    code,
    message: `${basename(file)} has no column "${name}".`,
    remedy: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `Its columns are ${some}${names.length > 10 ? "..." : ""}.`,
    place: { file, field },
  });
};

export const targetMissing = (name: string, names: readonly string[], file: string) =>
  columnMissing(name, names, file, name, "target-missing");

export const targetUnusable = (file: string, name: string, why: string, remedy: string) =>
  inputError({
    code: "target-unusable",
    message: `The column "${name}" cannot be predicted: ${why}.`,
    remedy,
    place: { file, field: name },
  });

export const taskMismatch = (file: string, name: string, why: string, remedy: string) =>
  inputError({
    code: "task-mismatch",
    message: `The task does not fit the target "${name}": ${why}.`,
    remedy,
    place: { file, field: name },
  });

export const targetUnnamed = (file: string, task: string) =>
  inputError({
    code: "target-unnamed",
    message: `The task ${task} predicts a column, and the experiment names none.`,
    remedy: 'Add "target": the name of a column of the data.',
    place: { file, field: "target" },
  });

export const noFeatures = (file: string) =>
  inputError({
    code: "no-features",
    message: `${basename(file)} has no column left to learn from.`,
    remedy: "Take a column out of exclude, or add one to the data.",
    place: { file, field: "exclude" },
  });

export const tooFewRows = (file: string, rows: number) =>
  inputError({
    code: "too-few-rows",
    message: `${basename(file)} has ${rows === 1 ? "1 row" : `${rows} rows`} with a target: too few to train, validate and test on.`,
    remedy: "Add rows, or make split.validation and split.test larger.",
    place: { file, field: "split" },
  });

export const outUnknown = (out: string, endings: readonly string[]) =>
  inputError({
    code: "out-format-unknown",
    message: `${basename(out)} says by its ending neither ${endings.join(" nor ")}.`,
    remedy: `End its name in ${endings.join(" or ")}.`,
    place: { file: out },
  });

export const outUnwritable = (out: string, why: string) =>
  inputError({
    code: "out-unwritable",
    message: `${basename(out)} cannot be written: ${why}.`,
    remedy: `Check that ${dirname(out)} exists and that you may write there.`,
    place: { file: out },
  });
