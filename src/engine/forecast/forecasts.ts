import type { Prepared } from "../recipe/apply.ts";
import { forecastUnstable } from "./errors.ts";
import { type FeatureContext, featuresOf } from "./features.ts";
import type { Series } from "./history.ts";
import type { Learner } from "./learner.ts";
import { aheadIsKnown, goesOn, type Sample } from "./samples.ts";

export interface Forecaster extends Omit<FeatureContext, "parts"> {
  /** Recursive: one, of the next step. Direct: one for each step of the horizon. */
  learners: readonly Learner[];
}

export interface Origin {
  series: Series;
  /** Position of the last value that is known. */
  origin: number;
}

/** What is done to the features of the forecasts so many steps ahead before the learner reads them. */
export type ChangeFeatures = (features: Prepared, step: number) => Prepared;

/** Origins that are forecast from at a time. */
const AT_ONCE = 8192;

/**
 * Forecasts of the steps 1 to `horizon` from each origin, row-major, origins x horizon. Nothing after an origin is looked at
 * but what is known ahead. NaN where that is missing, for a recursive forecast at any step up to then.
 */
export async function forecastFrom(
  forecaster: Forecaster,
  parts: FeatureContext["parts"],
  origins: readonly Origin[],
  change: ChangeFeatures = (features) => features,
): Promise<Float64Array> {
  const { horizon } = forecaster.params;
  const all = new Float64Array(origins.length * horizon);
  for (let from = 0; from < origins.length; from += AT_ONCE)
    all.set(await forecastBatch(forecaster, parts, origins.slice(from, from + AT_ONCE), change), from * horizon);
  return all;
}

async function forecastBatch(
  { params, step, series, learners }: Forecaster,
  parts: FeatureContext["parts"],
  origins: readonly Origin[],
  change: ChangeFeatures,
): Promise<Float64Array> {
  const { horizon, strategy } = params;
  const recursive = strategy === "recursive";
  const found = new Float64Array(origins.length * horizon).fill(Number.NaN);
  for (let ahead = 1; ahead <= horizon; ahead += 1) {
    const able = origins.flatMap((one, i) => {
      const before = !recursive || ahead === 1 || !Number.isNaN(found[i * horizon + ahead - 2]);
      const ready = before && (!recursive || goesOn(params, one.series, one.origin, ahead));
      return ready && aheadIsKnown(params, one.series, one.origin + ahead) ? [i] : [];
    });
    if (able.length === 0) continue;
    const samples = able.map((i): Sample => ({ ...(origins[i] as Origin), target: (origins[i] as Origin).origin + ahead }));
    const path = (sample: number, position: number) =>
      found[(able[sample] as number) * horizon + position - (samples[sample] as Sample).origin - 1] as number;
    const last = ({ origin, target }: Sample) => (recursive ? target - 1 : origin);
    const learner = learners[recursive ? 0 : ahead - 1] as Learner;
    const features = change(featuresOf({ params, step, series, parts }, samples, last, path), ahead);
    const { values } = await learner.predict(learner.read(features));
    for (const [at, i] of able.entries()) {
      const value = values[at] as number;
      if (!Number.isFinite(Math.fround(value))) throw forecastUnstable(ahead); // no learner reads larger ones
      found[i * horizon + ahead - 1] = value;
    }
  }
  return found;
}
