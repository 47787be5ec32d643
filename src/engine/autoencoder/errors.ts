import { inputError } from "../../shared/errors.ts";

const PLACE = { field: "model.encoder" };

export const encoderNeeded = (run: string) =>
  inputError({
    code: "encoder-not-at-hand",
    message: `The experiment begins with the encoder of ${run}, which is not at hand here.`,
    remedy: "Train it with `trainyard train`, which fetches the encoder from the run.",
    place: PLACE,
  });

export const encoderRunUnfit = (run: string, algorithm: string | null) =>
  inputError({
    code: "encoder-run-unfit",
    message: `${run} has no encoder: ${algorithm === null ? "it has no model" : `its algorithm is ${algorithm}`}.`,
    remedy: 'Name a finished run of "algorithm": "denoising-pretrain"; `trainyard runs` lists them.',
    place: { field: "model.encoder.run" },
  });

export const encoderRunMissing = (experiment: string) =>
  inputError({
    code: "encoder-run-missing",
    message: `${experiment} has no finished run whose encoder could be used.`,
    remedy: `Train it first: trainyard train ${experiment}`,
    place: { field: "model.encoder.run" },
  });

const LISTED = 5;
const listed = (names: readonly string[]) =>
  `${names.slice(0, LISTED).join(", ")}${names.length > LISTED ? ` and ${names.length - LISTED} more` : ""}`;

/** Says which features are missing, which are new, or that only their order differs. */
export function featuresDiffer(run: string, learnt: readonly string[], given: readonly string[]) {
  const missing = learnt.filter((name) => !given.includes(name));
  const added = given.filter((name) => !learnt.includes(name));
  const parts = [
    ...(missing.length > 0 ? [`${listed(missing)} ${missing.length === 1 ? "is" : "are"} missing`] : []),
    ...(added.length > 0 ? [`${listed(added)} ${added.length === 1 ? "was" : "were"} not there`] : []),
  ];
  const how = parts.length > 0 ? parts.join("; ") : `they come in another order (${listed(learnt)})`;
  return inputError({
    code: "encoder-features-differ",
    message: `The features after the recipe are not those that the encoder of ${run} learnt from: ${how}.`,
    remedy: 'Leave "recipe" empty, and rows are prepared as that run did; or take the same recipe and the same columns.',
    place: PLACE,
  });
}

/** The encoder's recipe needs columns that the experiment predicts or excludes. */
export const encoderInputsTaken = (run: string, names: readonly string[]) =>
  inputError({
    code: "encoder-inputs-taken",
    message: `The encoder of ${run} learnt from ${listed(names)}, which this experiment predicts or excludes.`,
    remedy: 'Add it to "exclude" there and pretrain again, so that the encoder does without.',
    place: PLACE,
  });
