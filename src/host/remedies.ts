import { isAbsolute } from "node:path";
import type { ErrorFacts } from "../shared/errors.ts";

/** Stands for opening a file at a line, which no command of VS Code does. */
export const OPEN_PLACE = "open-place";

/** A button under an error: the next step. */
export interface RemedyButton {
  title: string;
  command: string;
  args?: unknown[];
}

const BY_CODE: Record<string, RemedyButton[]> = {
  "workspace-untrusted": [{ title: "Manage Workspace Trust", command: "workbench.trust.manage" }],
  "no-folder": [{ title: "Open Folder", command: "vscode.openFolder" }],
  "no-repository": [{ title: "Initialize Repository", command: "trainyard.initRepository" }],
  "nothing-to-train": [{ title: "New Experiment", command: "trainyard.newExperiment" }],
  "not-trainable": [{ title: "New Experiment", command: "trainyard.newExperiment" }],
  "no-runs": [{ title: "Train", command: "trainyard.train" }],
  "engine-crashing": [{ title: "Reset", command: "trainyard.reset" }],
  "process-not-ready": [{ title: "Reset", command: "trainyard.reset" }],
};

/** What an error offers to do, most helpful first: open the place, its own remedy, the output where the work itself failed. */
export function remediesOf({ code, kind, place }: ErrorFacts): RemedyButton[] {
  const open =
    place?.file && isAbsolute(place.file) && place.line !== undefined ? [{ title: "Open File", command: OPEN_PLACE, args: [place] }] : [];
  const output = kind === "failure" ? [{ title: "Show Output", command: "trainyard.showOutput" }] : [];
  return [...open, ...(BY_CODE[code] ?? []), ...output];
}
