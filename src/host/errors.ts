import { failure, inputError } from "../shared/errors.ts";

export const untrusted = () =>
  inputError({
    code: "workspace-untrusted",
    message: "This folder is not trusted, so nothing of it is run.",
    remedy: "Trust it to train here; looking at data works without.",
  });

export const noFolder = () =>
  inputError({ code: "no-folder", message: "No folder is open.", remedy: "Open the folder that holds your data first." });

export const unusableRepository = (state: string) =>
  inputError({
    code: "repository-unusable",
    message: state === "bare" ? "This repository is bare: it has no working tree to train in." : "This repository cannot be written to.",
    remedy: state === "bare" ? "Open a clone or a worktree of it." : "Check the permissions of its .git directory.",
  });

export const nothingTrains = () =>
  inputError({ code: "nothing-training", message: "Nothing is training.", remedy: "Start a run with Trainyard: Train." });

export const debuggerRefused = () =>
  failure({
    code: "debugger-not-attached",
    message: "VS Code's JavaScript debugger could not be attached, so the run was stopped.",
    remedy: "See that the built-in extension JavaScript Debugger is enabled.",
  });

export const noRuns = () => inputError({ code: "no-runs", message: "There are no runs yet.", remedy: "Start one with Trainyard: Train." });

export const noDeletedRuns = () =>
  inputError({
    code: "no-deleted-runs",
    message: "There are no deleted runs to restore.",
    remedy: "Runs that you delete can be brought back here.",
  });

export const notTrainable = (file: string) =>
  inputError({
    code: "not-trainable",
    message: `${file} is neither an experiment (*.experiment.json) nor a script.`,
    remedy: "Make an experiment from a data file with Trainyard: New Experiment from Dataset.",
  });

export const noTrainable = () =>
  inputError({
    code: "nothing-to-train",
    message: "No experiment file was found in this folder.",
    remedy: "Make one from a data file with Trainyard: New Experiment from Dataset.",
  });

export const noConnections = () =>
  inputError({
    code: "no-connections",
    message: "There are no database connections.",
    remedy: "Add one with Trainyard: Add Database Connection.",
  });

export const noTarget = (file: string) =>
  inputError({ code: "no-target", message: `${file} has no column that could be predicted.`, remedy: "Profile it to see why." });

export const notSaved = (file: string) =>
  inputError({ code: "not-saved", message: `${file} was not saved.`, remedy: "Save it, then train." });

export const codeGone = (file: string) =>
  inputError({
    code: "code-gone",
    message: `${file} is no longer in this folder.`,
    remedy: "Its text is kept with the run: choose Show Code Changes with a second run to read it.",
  });

export const needsTwoRuns = () =>
  inputError({ code: "needs-two-runs", message: "A comparison needs two runs.", remedy: "Select two runs, then try again." });

export const engineLost = () =>
  failure({
    code: "engine-lost",
    message: "The Trainyard engine ended unexpectedly.",
    remedy: "It starts again by itself: try once more, and see the Trainyard output for why.",
  });
