import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Experiment } from "../../protocol/experiment.ts";
import type { Run } from "../../protocol/run.ts";
import { TrainyardError } from "../../shared/errors.ts";
import { encoderAsked } from "../autoencoder/encoder.ts";
import { encoderRunMissing, encoderRunUnfit } from "../autoencoder/errors.ts";
import { findModelRun } from "../modeltest/find-run.ts";
import type { Store } from "../store/store.ts";
import { ARTIFACTS } from "./artifacts.ts";

interface FoundEncoder {
  /** The run's artifacts, taken out of git. */
  artifacts: string;
  /** What a run keeps of where it began. */
  origin: NonNullable<Run["encoder"]>;
  /** What a reader of the figures must know. */
  notes: string[];
}

/**
 * The encoder that an experiment begins with, taken out of the run that learnt it; null where it asks for none. `earlier`: the
 * run that a resumed one goes on with, whose encoder it was.
 */
export async function findEncoder(
  store: Store,
  experiment: Experiment,
  { directory, temp, earlier }: { directory: string; temp: string; earlier?: Run | undefined },
): Promise<FoundEncoder | null> {
  const asked = encoderAsked(experiment);
  if (!asked) return null;
  const run = await store.show(earlier?.encoder?.run ?? (await named(store, directory, asked.run)));
  if (!run.artifacts.some(({ path }) => path === ARTIFACTS.experiment)) throw encoderRunUnfit(run.name, null);
  const artifacts = join(temp, "encoder");
  await store.extractArtifacts(run.id, artifacts);
  const { model, recipe } = JSON.parse(await readFile(join(artifacts, ARTIFACTS.experiment), "utf8")) as Experiment;
  if (model.algorithm !== "denoising-pretrain") throw encoderRunUnfit(run.name, model.algorithm);
  const own = experiment.recipe.length > 0 && !isDeepStrictEqual(stepsOf(experiment.recipe), stepsOf(recipe));
  return {
    artifacts,
    origin: { run: run.id, name: run.name, commit: run.commit },
    notes: [
      `The network begins with the encoder of ${run.name}.`,
      ...(own ? [`The recipe is not that of ${run.name}: the encoder gets rows prepared otherwise than it learnt from.`] : []),
    ],
  };
}

const stepsOf = (recipe: Experiment["recipe"]) => recipe.filter(({ enabled }) => enabled);

async function named(store: Store, directory: string, run: string): Promise<string> {
  try {
    return await findModelRun(store, directory, run);
  } catch (error) {
    throw TrainyardError.is(error, "modeltest-no-run") ? encoderRunMissing(run) : error;
  }
}
