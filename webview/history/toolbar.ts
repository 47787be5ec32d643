import { html, type TemplateResult } from "lit";
import type { PanelAction } from "../../src/protocol/panel.ts";
import type { RunSummary } from "../../src/protocol/run.ts";
import type { ErrorFacts } from "../../src/shared/errors.ts";
import { plural } from "../../src/shared/format.ts";
import { icon } from "../shared/icon.ts";
import type { Column } from "./columns.ts";
import type { Vocabulary } from "./complete.ts";
import { columnPicker } from "./picker.ts";
import type { HistoryView } from "./view.ts";

export interface Toolbar {
  view: HistoryView;
  runs: readonly RunSummary[];
  all: readonly Column[];
  columns: readonly Column[];
  vocabulary: () => Vocabulary;
  filterError: ErrorFacts | null;
  act: (action: PanelAction) => Promise<void>;
  change: (view: Partial<HistoryView>) => void;
}

/** The filter, which columns, and what can be done with the selected runs. */
export function historyToolbar({ view, runs, all, columns, vocabulary, filterError, act, change }: Toolbar): TemplateResult {
  const known = new Map(runs.map((run) => [run.id, run]));
  const selected = view.selected.filter((id) => known.has(id));
  const over = selected.filter((id) => known.get(id)?.status !== "RUNNING");
  const removeAll = async () => {
    for (const run of over) await act({ action: "delete-run", run });
    change({ selected: view.selected.filter((id) => !over.includes(id)) });
  };
  return html`<div class="toolbar">
    <ty-filter-line .filter=${view.filter} .error=${filterError} .vocabulary=${vocabulary}></ty-filter-line>
    <span class="quiet" role="status">${plural(runs.length, "run")}${selected.length > 0 ? `, ${selected.length} selected` : ""}</span>
    <span class="actions">
      <vscode-button ?disabled=${selected.length < 2} @click=${() => act({ action: "open-runs", runs: selected })}>${icon("compare")}&nbsp;Compare</vscode-button>
      <vscode-button appearance="secondary" ?disabled=${over.length === 0} @click=${removeAll}>${icon("trash")}&nbsp;Delete</vscode-button>
    </span>
    ${columnPicker({
      all,
      shown: columns.map(({ id }) => id),
      onlyDifferences: view.onlyDifferences,
      choose: (chosen) => change({ columns: chosen }),
      differences: (onlyDifferences) => change({ onlyDifferences }),
    })}
  </div>`;
}
