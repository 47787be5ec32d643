import type { TemplateResult } from "lit";
import type { StoreState } from "../../src/protocol/engine.ts";
import type { PanelAction } from "../../src/protocol/panel.ts";
import { emptyState } from "../shared/empty.ts";

/** Why there is no run to show, and what to do about it. */
export function noRuns(
  filter: string,
  store: StoreState | null,
  act: (action: PanelAction) => Promise<void>,
  clear: () => void,
): TemplateResult {
  if (filter.trim() !== "")
    return emptyState("No run matches", "No run passes the filter.", [{ label: "Clear the filter", run: clear, primary: true }]);
  if (store?.state === "none") {
    return emptyState("No repository", "Runs are kept as git commits, and this folder has no git repository yet.", [
      { label: "Initialise repository", run: () => void act({ action: "init-repository" }), primary: true },
    ]);
  }
  return emptyState("No runs yet", "Profile a data file and make an experiment of it, or press Train above a training script.", [
    { label: "New experiment", run: () => void act({ action: "new-experiment" }), primary: true },
    { label: "Profile a data file", run: () => void act({ action: "profile" }) },
  ]);
}
