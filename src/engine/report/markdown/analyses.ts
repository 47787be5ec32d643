import type { Analyses, Calibration, ClassAnalysis, ResidualAnalysis } from "../../../protocol/analyses.ts";
import { formatNumber } from "../../../shared/format.ts";
import { table, text } from "./table.ts";

const BEST = { f1: "highest F1", youden: "highest sensitivity + specificity", cost: "least cost" };

/** Curves in figures, calibration, the best thresholds, and the residuals. */
export function analysesPart({ classes, confidence, residuals }: Analyses): string[] {
  const [only] = classes ?? [];
  return [
    ...(classes
      ? [
          "### Curves",
          "",
          ...table(
            ["class", "rows", "area under ROC", "average precision", "calibration error"],
            classes.map(({ label, positives, rocAuc, averagePrecision, calibration }) => [
              label,
              positives,
              rocAuc,
              averagePrecision,
              calibration.error,
            ]),
          ),
        ]
      : []),
    ...(classes?.length === 1 && only
      ? [...calibrationTable(only.calibration), ...thresholds(only)]
      : confidence
        ? calibrationTable(confidence)
        : []),
    ...(residuals ? residualTable(residuals) : []),
  ];
}

const calibrationTable = ({ uniform, error }: Calibration): string[] => [
  "### Calibration",
  "",
  `What the model says and what comes true are ${formatNumber(error, 3)} apart on average.`,
  "",
  ...table(
    ["said", "came true", "rows"],
    uniform.map(({ predicted, actual, rows }) => [predicted, actual, rows]),
  ),
];

function thresholds({
  label,
  positives,
  negatives,
  thresholds: { at, truePositives, falsePositives, best, costs },
}: ClassAnalysis): string[] {
  const rows = best.map(({ by, threshold, value }) => {
    const i = at.indexOf(threshold);
    const [tp, fp] = [truePositives[i] ?? 0, falsePositives[i] ?? 0];
    return [BEST[by], threshold, value, tp, fp, positives - tp, negatives - fp];
  });
  return [
    "### Thresholds",
    "",
    `A row is taken for ${text(label)} from a threshold on. A false positive costs ${formatNumber(costs.falsePositive)}, a false negative ${formatNumber(costs.falseNegative)}.`,
    "",
    ...table(["best by", "threshold", "value", "true positives", "false positives", "false negatives", "true negatives"], rows),
  ];
}

const residualTable = ({ mean, std, quantiles }: ResidualAnalysis): string[] => [
  "### Residuals",
  "",
  "Actual less predicted.",
  "",
  ...table(["mean", "deviation", "least", "5 %", "25 %", "median", "75 %", "95 %", "largest"], [[mean, std, ...quantiles]]),
];
