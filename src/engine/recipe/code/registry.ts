import type { RecipeStep } from "../../../protocol/experiment.ts";
import type { StepOptions } from "../step.ts";
import { emitBins } from "./bins.ts";
import { emitChangeType } from "./change-type.ts";
import { emitClipOutliers } from "./clip-outliers.ts";
import type { Code } from "./code.ts";
import { emitConvertCase } from "./convert-case.ts";
import { emitCumulative } from "./cumulative.ts";
import { emitDateDifference } from "./date-difference.ts";
import { emitDateParts } from "./date-parts.ts";
import { emitDifference } from "./difference.ts";
import { emitDropMissing } from "./drop-missing.ts";
import type { Part } from "./emitter.ts";
import { emitFillMissing } from "./fill-missing.ts";
import { emitFindAndReplace } from "./find-and-replace.ts";
import { emitFormula } from "./formula.ts";
import { emitFrequencyEncode } from "./frequency-encode.ts";
import { emitGroupAggregate } from "./group-aggregate.ts";
import { emitHashEncode } from "./hash-encode.ts";
import { emitInteractions } from "./interactions.ts";
import { emitLag } from "./lag.ts";
import { emitLeaveOut } from "./leave-out.ts";
import { emitLogTransform } from "./log-transform.ts";
import { emitMinMaxScale } from "./min-max-scale.ts";
import { emitMultiLabelBinarise } from "./multi-label-binarise.ts";
import { emitOneHotEncode } from "./one-hot-encode.ts";
import { emitOrdinalEncode } from "./ordinal-encode.ts";
import { emitPowerTransform } from "./power-transform.ts";
import { emitQuantileScale } from "./quantile-scale.ts";
import { emitRatio } from "./ratio.ts";
import { emitRenameColumn } from "./rename-column.ts";
import { emitRobustScale } from "./robust-scale.ts";
import { emitRolling } from "./rolling.ts";
import { emitRound } from "./round.ts";
import { emitScript } from "./script.ts";
import { emitSplitText } from "./split-text.ts";
import { emitStandardScale } from "./standard-scale.ts";
import { emitStripWhitespace } from "./strip-whitespace.ts";
import { emitTargetEncode } from "./target-encode.ts";
import { emitTextFeatures } from "./text-features.ts";
import { emitTfIdf } from "./tf-idf.ts";
import { emitTrainingOnly } from "./training-only.ts";
import { emitVocabularyIndices } from "./vocabulary-indices.ts";

type Emitters = { [N in RecipeStep["step"]]: (part: Part<StepOptions<N>, never>, code: Code) => void };

/** What writes each step: one that has nothing to write it does not compile. */
const EMITTERS = {
  "fill-missing": emitFillMissing,
  "drop-missing": emitDropMissing,
  "drop-duplicates": emitTrainingOnly,
  "drop-outliers": emitTrainingOnly,
  "clip-outliers": emitClipOutliers,
  "find-and-replace": emitFindAndReplace,
  "strip-whitespace": emitStripWhitespace,
  "convert-case": emitConvertCase,
  round: emitRound,
  "change-type": emitChangeType,
  "rename-column": emitRenameColumn,
  "drop-columns": emitLeaveOut,
  "keep-columns": emitLeaveOut,
  "standard-scale": emitStandardScale,
  "min-max-scale": emitMinMaxScale,
  "robust-scale": emitRobustScale,
  "log-transform": emitLogTransform,
  "quantile-scale": emitQuantileScale,
  "power-transform": emitPowerTransform,
  "one-hot-encode": emitOneHotEncode,
  "ordinal-encode": emitOrdinalEncode,
  "frequency-encode": emitFrequencyEncode,
  "multi-label-binarise": emitMultiLabelBinarise,
  "hash-encode": emitHashEncode,
  "target-encode": emitTargetEncode,
  "select-by-variance": emitLeaveOut,
  "select-by-correlation": emitLeaveOut,
  "select-by-mutual-information": emitLeaveOut,
  "date-parts": emitDateParts,
  "date-difference": emitDateDifference,
  bins: emitBins,
  ratio: emitRatio,
  interactions: emitInteractions,
  "group-aggregate": emitGroupAggregate,
  formula: emitFormula,
  lag: emitLag,
  difference: emitDifference,
  rolling: emitRolling,
  cumulative: emitCumulative,
  "text-features": emitTextFeatures,
  "tf-idf": emitTfIdf,
  "vocabulary-indices": emitVocabularyIndices,
  "split-text": emitSplitText,
  script: emitScript,
} as const satisfies Emitters;

/** The emitter for these options. */
export const emitterFor = (options: RecipeStep): ((part: Part<RecipeStep, unknown>, code: Code) => void) =>
  EMITTERS[options.step] as unknown as (part: Part<RecipeStep, unknown>, code: Code) => void;
