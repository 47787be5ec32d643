import type { PanelAction } from "./panel.ts";

/** One setting of an experiment file. */
export interface FormChange {
  /** Keys, and positions in lists, from the file's object down. */
  path: (string | number)[];
  /** Absent: the setting is taken out, so that its default holds. */
  value?: unknown;
}

/** What a form does to an experiment file; all of it or nothing. */
export interface FormEdit {
  changes: FormChange[];
  /** Keys of the file in the order in which they are usually written: where a new one goes. */
  order: string[];
}

export interface FormColumn {
  name: string;
  kind: "number" | "category" | "date" | "text";
}

/** Something about the runs of an experiment, such as `best 0.985 amber-otter`, and what a click on it does. */
export interface ExperimentFigure {
  text: string;
  tooltip: string;
  action: PanelAction;
  live: boolean;
}
