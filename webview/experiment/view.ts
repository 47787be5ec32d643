import type { PrepareView } from "../prepare/view.ts";

/** How an experiment is looked at; kept across reloads. */
export interface ExperimentView {
  /** Id of the section in front. */
  section: string;
  recipe: Partial<PrepareView> | undefined;
}

export const START: ExperimentView = { section: "data", recipe: undefined };
