import { basename } from "node:path";
import { isBrokenOff } from "../../protocol/resumable.ts";
import type { Run } from "../../protocol/run.ts";
import { inputError } from "../../shared/errors.ts";

export const notResumable = (run: Run) => (isBrokenOff(run) ? diverged(run) : wasNotBrokenOff(run));

const diverged = (run: Run) =>
  inputError({
    code: "run-not-resumable",
    message: `${run.name} diverged, and from where it broke off it would diverge again.`,
    remedy: `${run.error?.remedy ?? ""} Then train again: trainyard train ${fileOf(run)}`.trim(),
  });

const fileOf = ({ code: { file } }: Run): string => (file.includes(" ") ? `"${file}"` : file);

const wasNotBrokenOff = (run: Run) =>
  inputError({
    code: run.status === "RUNNING" ? "run-live" : "run-not-resumable",
    message:
      run.status === "RUNNING"
        ? `${run.name} is still running.`
        : run.status === "FINISHED"
          ? `${run.name} came to its end: there is nothing to go on with.`
          : `${run.name} is the run of a script, and only experiments keep checkpoints.`,
    remedy: run.status === "RUNNING" ? "Wait until it has ended, or stop it first." : `Train again: trainyard train ${fileOf(run)}`,
  });

export const sampleOfScript = (file: string) =>
  inputError({
    code: "sample-of-script",
    message: `${basename(file)} is a script, which reads its own rows: no sample can be taken for it.`,
    remedy: "Leave --sample out, or train an experiment.",
    place: { file },
  });

export const nothingToResume = (run: Run) =>
  inputError({
    code: "run-without-checkpoint",
    message: `${run.name} kept nothing to go on from.`,
    remedy: `Train again: trainyard train ${run.code.file}`,
  });

export const dataHaveChanged = (run: Run) =>
  inputError({
    code: "data-changed",
    message: `${run.data?.path} is missing or no longer holds what ${run.name} was learning from, and no copy was kept with the run.`,
    remedy: `Put the file back as it was, or train again: trainyard train ${run.code.file}`,
    ...(run.data && { place: { file: run.data.path } }),
  });

export const codeHasChanged = (run: Run, name: string, file: string) =>
  inputError({
    code: "code-changed",
    message: `${name} is no longer what it was when ${run.name} ran with it.`,
    remedy: `Put it back (trainyard runs show ${run.name} names the commit), or train again: trainyard train ${run.code.file}`,
    place: { file },
  });

export const noConfusion = (run: Run) =>
  inputError({
    code: "run-without-confusion",
    message: `${run.name} has no confusion matrix: ${run.status === "FINISHED" ? "it predicts no classes" : `it is ${run.status}`}.`,
    remedy: "Choose a finished run that predicts classes; `trainyard runs` lists them.",
  });

export const noSuchClass = (label: string, labels: readonly string[]) =>
  inputError({
    code: "class-missing",
    message: `"${label}" is no class of this run.`,
    remedy: `It knows ${labels.slice(0, 10).join(", ")}${labels.length > 10 ? ` and ${labels.length - 10} more` : ""}.`,
  });
