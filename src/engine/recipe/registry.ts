import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Step, StepOptions } from "./step.ts";
import { bins } from "./steps/bins.ts";
import { changeType } from "./steps/change-type.ts";
import { clipOutliers } from "./steps/clip-outliers.ts";
import { convertCase } from "./steps/convert-case.ts";
import { cumulative } from "./steps/cumulative.ts";
import { dateDifference } from "./steps/date-difference.ts";
import { dateParts } from "./steps/date-parts.ts";
import { difference } from "./steps/difference.ts";
import { dropColumns } from "./steps/drop-columns.ts";
import { dropDuplicates } from "./steps/drop-duplicates.ts";
import { dropMissing } from "./steps/drop-missing.ts";
import { dropOutliers } from "./steps/drop-outliers.ts";
import { fillMissing } from "./steps/fill-missing.ts";
import { findAndReplace } from "./steps/find-and-replace.ts";
import { formula } from "./steps/formula.ts";
import { frequencyEncode } from "./steps/frequency-encode.ts";
import { groupAggregate } from "./steps/group-aggregate.ts";
import { hashEncode } from "./steps/hash-encode.ts";
import { interactions } from "./steps/interactions.ts";
import { keepColumns } from "./steps/keep-columns.ts";
import { lag } from "./steps/lag.ts";
import { logTransform } from "./steps/log-transform.ts";
import { minMaxScale } from "./steps/min-max-scale.ts";
import { multiLabelBinarise } from "./steps/multi-label-binarise.ts";
import { oneHotEncode } from "./steps/one-hot-encode.ts";
import { ordinalEncode } from "./steps/ordinal-encode.ts";
import { powerTransform } from "./steps/power-transform.ts";
import { quantileScale } from "./steps/quantile-scale.ts";
import { ratio } from "./steps/ratio.ts";
import { renameColumn } from "./steps/rename-column.ts";
import { robustScale } from "./steps/robust-scale.ts";
import { rolling } from "./steps/rolling.ts";
import { round } from "./steps/round.ts";
import { script } from "./steps/script.ts";
import { selectByCorrelation } from "./steps/select-by-correlation.ts";
import { selectByMutualInformation } from "./steps/select-by-mutual-information.ts";
import { selectByVariance } from "./steps/select-by-variance.ts";
import { splitText } from "./steps/split-text.ts";
import { standardScale } from "./steps/standard-scale.ts";
import { stripWhitespace } from "./steps/strip-whitespace.ts";
import { targetEncode } from "./steps/target-encode.ts";
import { textFeatures } from "./steps/text-features.ts";
import { tfIdf } from "./steps/tf-idf.ts";
import { vocabularyIndices } from "./steps/vocabulary-indices.ts";

type Steps = { [N in RecipeStep["step"]]: { accepts(options: StepOptions<N>): readonly string[] } };

/** Every step there is, by its name in the experiment file. */
const STEPS = {
  "fill-missing": fillMissing,
  "drop-missing": dropMissing,
  "drop-duplicates": dropDuplicates,
  "drop-outliers": dropOutliers,
  "clip-outliers": clipOutliers,
  "find-and-replace": findAndReplace,
  "strip-whitespace": stripWhitespace,
  "convert-case": convertCase,
  round,
  "change-type": changeType,
  "rename-column": renameColumn,
  "drop-columns": dropColumns,
  "keep-columns": keepColumns,
  "standard-scale": standardScale,
  "min-max-scale": minMaxScale,
  "robust-scale": robustScale,
  "log-transform": logTransform,
  "quantile-scale": quantileScale,
  "power-transform": powerTransform,
  "one-hot-encode": oneHotEncode,
  "ordinal-encode": ordinalEncode,
  "frequency-encode": frequencyEncode,
  "multi-label-binarise": multiLabelBinarise,
  "hash-encode": hashEncode,
  "target-encode": targetEncode,
  "select-by-variance": selectByVariance,
  "select-by-correlation": selectByCorrelation,
  "select-by-mutual-information": selectByMutualInformation,
  "date-parts": dateParts,
  "date-difference": dateDifference,
  bins,
  ratio,
  interactions,
  "group-aggregate": groupAggregate,
  formula,
  lag,
  difference,
  rolling,
  cumulative,
  "text-features": textFeatures,
  "tf-idf": tfIdf,
  "vocabulary-indices": vocabularyIndices,
  "split-text": splitText,
  script,
} as const satisfies Steps;

/** The implementation for these options. */
export const stepFor = (options: RecipeStep): Step => STEPS[options.step] as unknown as Step;
