import type { GroupReport } from "../../protocol/explanation.ts";
import type { Column } from "../data/column.ts";
import { mostProbable } from "../evaluate/classification.ts";
import { confusionMatrix } from "../evaluate/confusion.ts";
import type { Compared } from "../evaluate/evaluate.ts";
import { averageScores, classScores } from "../evaluate/precision-recall.ts";
import { binColumn } from "./bins.ts";

/** Numbers of at most so many values are groups value by value; others are cut into quarters. */
const FEW = 10;

type Figures = Record<string, number>;

/** A model's figures on each group of a column; null for text. `column` has a value for each prediction. */
export function groupReport(compared: Compared, column: Column): GroupReport | null {
  const binned = binColumn(column, FEW);
  if (!binned) return null;
  const of = figuresOfRows(compared);
  const groups = binned.bins
    .map(({ label, filter }, code) => {
      const rows = Int32Array.from(binned.codes.keys()).filter((row) => binned.codes[row] === code);
      return { label, filter, rows: rows.length, figures: rows.length > 0 ? of(rows) : {} };
    })
    .filter(({ rows }) => rows > 0);
  const known = groups.filter(({ filter }) => filter[0]?.test !== "missing");
  const names = Object.keys(known[0]?.figures ?? {});
  const over = (name: string) => known.map(({ figures }) => figures[name] as number);
  const differences = Object.fromEntries(names.map((name) => [name, Math.max(...over(name)) - Math.min(...over(name))]));
  const ratios = Object.fromEntries(
    names
      .filter((name) => over(name).every((value) => value >= 0) && Math.max(...over(name)) > 0)
      .map((name) => [name, Math.min(...over(name)) / Math.max(...over(name))]),
  );
  return {
    column: column.name,
    groups,
    differences,
    ratios,
    fairness: compared.target.task === "binary" ? fairness(differences, ratios) : {},
  };
}

/**
 * fairlearn's figures. Equalized odds takes the worse of recall (true positive rate) and false positive rate; a rate that is 0 in
 * every group is the same in all, so its ratio is left out.
 */
function fairness(differences: Figures, ratios: Figures): Figures {
  const odds = [ratios.recall, ratios.false_positive_rate].filter((ratio) => ratio !== undefined);
  return {
    demographic_parity_difference: differences.selection_rate as number,
    ...(ratios.selection_rate === undefined ? {} : { demographic_parity_ratio: ratios.selection_rate }),
    equalized_odds_difference: Math.max(differences.recall as number, differences.false_positive_rate as number),
    ...(odds.length > 0 ? { equalized_odds_ratio: Math.min(...odds) } : {}),
    equal_opportunity_difference: differences.recall as number,
    ...(ratios.recall === undefined ? {} : { equal_opportunity_ratio: ratios.recall }),
  };
}

/** Figures of some of the rows, by scikit-learn's and fairlearn's names; 0 where a rate has no rows to be of, as theirs. */
function figuresOfRows({ target, actual, predictions: { values, width } }: Compared): (rows: Int32Array) => Figures {
  if (target.task === "regression") {
    return (rows) => {
      const mean = (of: (error: number, row: number) => number) =>
        rows.reduce((sum, row) => sum + of((values[row] as number) - (actual[row] as number), row), 0) / rows.length;
      return {
        mae: mean(Math.abs),
        rmse: Math.sqrt(mean((error) => error * error)),
        mean_error: mean((error) => error),
        mean_prediction: mean((_, row) => values[row] as number),
      };
    };
  }
  const chosen = mostProbable(values, width);
  return (rows) => {
    const matrix = confusionMatrix(
      Array.from(rows, (row) => actual[row] as number),
      Array.from(rows, (row) => chosen[row] as number),
      width,
    );
    return width === 2 ? binaryFigures(matrix) : classFigures(matrix, rows.length);
  };
}

function binaryFigures(matrix: number[][]): Figures {
  const [[tn = 0, fp = 0] = [], [fn = 0, tp = 0] = []] = matrix;
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return {
    selection_rate: share(tp + fp, tp + fp + tn + fn),
    accuracy: share(tp + tn, tp + fp + tn + fn),
    precision: share(tp, tp + fp),
    recall: share(tp, tp + fn),
    false_positive_rate: share(fp, fp + tn),
    false_negative_rate: share(fn, tp + fn),
  };
}

function classFigures(matrix: number[][], rows: number): Figures {
  const { precision, recall, f1 } = averageScores(matrix, "macro");
  const hits = classScores(matrix).reduce((sum, { recall: share, support }) => sum + share * support, 0);
  return { accuracy: hits / rows, precision_macro: precision, recall_macro: recall, f1_macro: f1 };
}
