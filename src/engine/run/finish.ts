import type { Run } from "../../protocol/run.ts";
import { cancelled, factsOf } from "../../shared/errors.ts";
import type { Engine } from "../engine.ts";
import { headlineOf } from "../store/headline.ts";
import type { LiveRun } from "../store/store.ts";

/** How a run ended that threw: stopped on request, or failed. */
export function endOf(error: unknown, signal: AbortSignal): Partial<Run> {
  if (signal.aborted) return { status: "KILLED", error: cancelled().facts };
  return { status: "FAILED", error: factsOf(error) };
}

/** Commits the run with all it logged. */
export async function finishRun(engine: Engine, kept: LiveRun, run: Run): Promise<Run> {
  const metrics = kept.metrics();
  const params = { ...kept.params(), ...run.params };
  const whole: Run = { ...run, params, metrics, endTime: Date.now() };
  const finished = await kept.finish({ ...whole, headline: headlineOf(whole) });
  engine.log("info", finished.name, `${finished.status}${finished.error ? `: ${finished.error.message}` : ""}`);
  return finished;
}
