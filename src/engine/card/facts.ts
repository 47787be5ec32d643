import type { Experiment } from "../../protocol/experiment.ts";
import type { KeptTests } from "../../protocol/modeltest.ts";
import type { Report, Run } from "../../protocol/run.ts";
import type { Signature } from "../model/signature.ts";

/** All that a card is made from; null is what the run does not have. */
export interface CardFacts extends Omit<Report, "run"> {
  run: Run;
  /** As it ran. */
  experiment: Experiment | null;
  signature: Signature | null;
  tests: KeptTests | null;
}

/** Said where a section has no facts. */
export const unknown = (what: string): string[] => [`Not known: ${what}`, ""];
