import type { ExperimentFigure } from "../../protocol/form.ts";
import type { PanelAction } from "../../protocol/panel.ts";
import { type Lens, type LensFacts, lensesOf } from "../codelens/lenses.ts";

/** What stands above the file's text about its runs, for its form. */
export const figuresOf = (facts: LensFacts): ExperimentFigure[] =>
  lensesOf(facts).flatMap((lens) => {
    const action = actionOf(lens);
    return action ? [{ text: lens.title.replace(/\$\([^)]*\)\s*/g, ""), tooltip: lens.tooltip, action, live: facts.live !== null }] : [];
  });

function actionOf({ command, args: [first] }: Lens): PanelAction | null {
  const { run } = (first ?? {}) as { run?: string };
  if (command === "trainyard.openRun" && run !== undefined) return { action: "open-runs", runs: [run] };
  if (command === "trainyard.stop" && run !== undefined) return { action: "stop-run", run };
  return command === "trainyard.showRunHistory" ? { action: "show-history" } : null;
}
