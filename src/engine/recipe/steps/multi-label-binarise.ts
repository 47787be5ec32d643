import { labelUnseen } from "../errors.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { byCodePoint, labelAt, numberColumn, rowsOf } from "../values.ts";

interface State {
  /** One output column each, sorted. */
  labels: string[];
  /** Labels without a column: beyond the most frequent. */
  rare: string[];
  /** Names of the output columns. */
  names: string[];
}

const NO_COLUMN = -1;

/** One column of 0 and 1 for each label of values such as `sea, sun`, as scikit-learn's `MultiLabelBinarizer`. Missing has no label. */
export const multiLabelBinarise = perColumn<StepOptions<"multi-label-binarise">, State>({
  accepts: () => ["category", "text"],

  fit(column, { separator, maxLabels, unseen }) {
    const counts = new Map<string, number>();
    for (let row = 0; row < rowsOf(column); row += 1)
      for (const label of labelsOf(labelAt(column, row), separator)) counts.set(label, (counts.get(label) ?? 0) + 1);
    const byCount = [...counts].sort(([a, m], [b, n]) => n - m || byCodePoint(a, b)).map(([label]) => label);
    const labels = byCount.slice(0, maxLabels).sort(byCodePoint);
    const names = labels.map((label) => `${column.name}_${label}`);
    if (unseen === "bucket") names.push(`${column.name}_${labels.includes("other") ? "other_" : "other"}`);
    return { labels, rare: byCount.slice(maxLabels).sort(byCodePoint), names };
  },

  apply(column, { separator, unseen }, { labels, rare, names }) {
    const table = new Map(labels.map((label, i) => [label, i]));
    const bucket = unseen === "bucket" ? labels.length : NO_COLUMN;
    for (const label of rare) table.set(label, bucket);
    const outputs = names.map(() => new Float64Array(rowsOf(column)));
    for (let row = 0; row < rowsOf(column); row += 1) {
      for (const label of labelsOf(labelAt(column, row), separator)) {
        const place = table.get(label);
        if (place === undefined && unseen === "error") throw labelUnseen(column.name, row + 1, label);
        const output = outputs[place ?? bucket];
        if (output) output[row] = 1;
      }
    }
    return outputs.map((values, i) => numberColumn(names[i] as string, values));
  },
});

/** The labels of a value, without the spaces around them; an empty one is none. */
const labelsOf = (value: string | null, separator: string): string[] => (value ?? "").split(separator).flatMap((part) => part.trim() || []);
