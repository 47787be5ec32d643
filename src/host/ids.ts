/** Every command that the manifest contributes; `commands.ts` has a handler for each. */
export const COMMANDS = [
  "trainyard.profileDataset",
  "trainyard.newModel",
  "trainyard.newExperiment",
  "trainyard.openForm",
  "trainyard.prepareData",
  "trainyard.train",
  "trainyard.trainSample",
  "trainyard.debug",
  "trainyard.stop",
  "trainyard.resume",
  "trainyard.openRun",
  "trainyard.compareRuns",
  "trainyard.showRunHistory",
  "trainyard.revealCode",
  "trainyard.showCodeChanges",
  "trainyard.exportReport",
  "trainyard.modelCard",
  "trainyard.makeChampion",
  "trainyard.deleteRun",
  "trainyard.restoreRun",
  "trainyard.filterRuns",
  "trainyard.clearRunFilter",
  "trainyard.groupRuns",
  "trainyard.ungroupRuns",
  "trainyard.refresh",
  "trainyard.initRepository",
  "trainyard.addConnection",
  "trainyard.removeConnection",
  "trainyard.selectBackend",
  "trainyard.reset",
  "trainyard.showOutput",
  "trainyard.showStatus",
] as const;

export type CommandId = (typeof COMMANDS)[number];

export const VIEWS = { datasets: "trainyard.datasets", runs: "trainyard.runs" } as const;

/** Context keys that we set; the manifest's `when` clauses may use these and VS Code's own. */
export const CONTEXT = {
  /** `none`, `bare`, `read-only` or `ready`, of all folders the best; unset until known. */
  store: "trainyard.store",
  /** A filter hides runs. */
  filtered: "trainyard.runs.filtered",
  /** Runs are shown under their experiment or script. */
  grouped: "trainyard.runs.grouped",
  /** At least one run is training. */
  training: "trainyard.training",
  /** The engine could not be started. */
  failed: "trainyard.engine.failed",
  /** The file in the active editor can be trained. */
  trainable: "trainyard.activeTrainable",
} as const;

/** Settings with their defaults, as in the manifest. */
export const SETTINGS = {
  backend: "auto",
  "codeLens.enabled": true,
  "runs.groupBy": "experiment",
  "runs.limit": 1000,
  "profile.sampleRows": 0,
  "profile.thresholds": {},
  "train.showCurves": true,
} as const;

/** An experiment as a form: an editor of its file. */
export const EXPERIMENT_EDITOR = "trainyard.experiment";

/** Type of each kind of panel, as VS Code stores it with the window. */
export const PANELS = { profile: "trainyard.profile", run: "trainyard.run", history: "trainyard.history" } as const;
