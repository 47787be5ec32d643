import { basename } from "node:path";
import { closest } from "../../shared/closest.ts";
import { inputError } from "../../shared/errors.ts";

const listed = (names: readonly string[]) => (names.length > 8 ? `${names.slice(0, 8).join(", ")}...` : names.join(", "));

export function unknownName(what: string, name: string, known: readonly string[]) {
  const near = closest(name, known, 1)[0];
  return inputError({
    code: "modeltest-unknown-name",
    message: `The model has no ${what} "${name}".`,
    remedy: near ? `Did you mean "${near}"?` : `It has ${listed(known)}.`,
    place: { field: name },
  });
}

export const kindUnfit = (column: string, kind: string, needs: string) =>
  inputError({
    code: "modeltest-column-unfit",
    message: `The column "${column}" is a ${kind}, and this change needs ${needs}.`,
    remedy: "Choose another column or another change.",
    place: { field: column },
  });

export const noRows = (what: string) =>
  inputError({
    code: "modeltest-no-rows",
    message: `No row is left to test on: ${what}.`,
    remedy: "Loosen the condition, or give the rows in the file.",
  });

export const rowsUnavailable = (why: string) =>
  inputError({
    code: "modeltest-data-changed",
    message: `The rows that the run learnt from cannot be drawn: ${why}`,
    remedy: "Give the rows in the file, or name a data file with rows.data.",
  });

export const rowsUnreadable = (file: string, why: string) =>
  inputError({
    code: "modeltest-rows-unreadable",
    message: `The rows of ${file} cannot be read: ${why}`,
    remedy: "The path in rows.data is relative to the file of tests.",
    place: { file },
  });

export const testFileMissing = (file: string, problem = "does not exist") =>
  inputError({
    code: "modeltest-file-missing",
    message: `${basename(file)} ${problem}.`,
    remedy: "Give the path of a *.modeltest.json; `trainyard test MODEL --init` writes one.",
    place: { file },
  });

export const testUnknown = (name: string, known: readonly string[]) => {
  const near = closest(name, known, 1)[0];
  return inputError({
    code: "modeltest-unknown-test",
    message: `There is no test "${name}".`,
    remedy: near ? `Did you mean "${near}"?` : `The tests are ${listed(known)}.`,
  });
};

export const noExperiment = (file: string, candidates: readonly string[]) =>
  inputError({
    code: "modeltest-no-experiment",
    message: `${basename(file)} names no experiment, and ${candidates.length === 0 ? "none lies" : "several lie"} beside it.`,
    remedy: `Add "experiment": "${candidates[0] ?? "NAME.experiment.json"}".`,
    place: { file, line: 1, column: 1 },
  });

export const noRunYet = (group: string) =>
  inputError({
    code: "modeltest-no-run",
    message: `${group} has no finished run with a model to test.`,
    remedy: `Train it first: trainyard train ${group}`,
  });

export const outputToName = (outputs: readonly string[]) =>
  inputError({
    code: "modeltest-output-to-name",
    message:
      outputs.length === 0 ? "The model says no quantity that could move." : "The model says several quantities, and the test names none.",
    remedy: outputs.length === 0 ? "Use an invariance or minimum cases instead." : `Add "of": one of ${listed(outputs)}.`,
  });

export const metricUnknown = (metric: string, known: readonly string[]) => unknownName("figure", metric, known);
