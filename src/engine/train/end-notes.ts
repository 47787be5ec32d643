import { plural } from "../../shared/format.ts";

export interface End {
  /** What training was counted in. */
  unit: "epoch" | "round";
  done: number;
  stopped: boolean;
  endedEarly: boolean;
  /** Which state the model is in, where that is not the last one. */
  best: string | null;
}

/** What a run's reader must know of how training ended, in at most one note. */
export function endNotes({ unit, done, stopped, endedEarly, best }: End): string[] {
  const how = stopped ? "Stopped on request" : endedEarly ? "Early stopping ended training" : null;
  const sentences = [...(how ? [`${how} after ${plural(done, unit)}.`] : []), ...(best ? [best] : [])];
  return sentences.length > 0 ? [sentences.join(" ")] : [];
}
