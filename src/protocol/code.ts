/** What to show as code: a run's fitted recipe, or an experiment's, fitted now on its training rows. */
export type CodeQuery =
  | { run: string }
  /** `text`: the experiment file as an editor has it; absent: as it is on disk. */
  | { file: string; text?: string };

/** A recipe as a stand-alone TypeScript file. */
export interface RecipeCode {
  /** Suggested name, e.g. `penguins.prepare.ts`. */
  name: string;
  text: string;
}
