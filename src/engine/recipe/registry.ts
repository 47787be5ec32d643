import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Step, StepOptions } from "./step.ts";
import { dateParts } from "./steps/date-parts.ts";
import { dropMissing } from "./steps/drop-missing.ts";
import { fillMissing } from "./steps/fill-missing.ts";
import { minMaxScale } from "./steps/min-max-scale.ts";
import { oneHotEncode } from "./steps/one-hot-encode.ts";
import { ordinalEncode } from "./steps/ordinal-encode.ts";
import { standardScale } from "./steps/standard-scale.ts";

type Steps = { [N in RecipeStep["step"]]: { accepts(options: StepOptions<N>): readonly string[] } };

/** Every step there is, by its name in the experiment file. */
const STEPS = {
  "fill-missing": fillMissing,
  "drop-missing": dropMissing,
  "standard-scale": standardScale,
  "min-max-scale": minMaxScale,
  "one-hot-encode": oneHotEncode,
  "ordinal-encode": ordinalEncode,
  "date-parts": dateParts,
} as const satisfies Steps;

/** The implementation for these options. */
export const stepFor = (options: RecipeStep): Step => STEPS[options.step] as unknown as Step;
