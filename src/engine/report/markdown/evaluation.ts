import type { Evaluation } from "../../../protocol/evaluation.ts";
import { plural } from "../../../shared/format.ts";
import { table, text } from "./table.ts";

/** On which rows, which classes were taken for which, and what a task without a target has to show. */
export function evaluationPart({ on, rows, skipped, target, confusion, classes, clusters, components, forecast }: Evaluation): string[] {
  const where = typeof on === "string" ? `the ${on} split` : on.file;
  const left = skipped > 0 ? ` ${plural(skipped, "row")} left out.` : "";
  return [
    `## Evaluation on ${text(where)}`,
    "",
    `${plural(rows, "row")}${target === null ? "" : `, predicting ${text(target)}`}.${left}`,
    "",
    ...(confusion
      ? [
          "### Confusion matrix",
          "",
          ...table(
            ["actual \\ predicted", ...confusion.labels],
            confusion.matrix.map((counts, i) => [confusion.labels[i], ...counts]),
          ),
        ]
      : []),
    ...(classes
      ? [
          "### For each class",
          "",
          ...table(
            ["class", "precision", "recall", "f1-score", "support"],
            classes.map(({ label, precision, recall, f1, support }) => [label, precision, recall, f1, support]),
          ),
        ]
      : []),
    ...(clusters
      ? [
          "### Clusters",
          "",
          ...table(
            ["cluster", "rows"],
            clusters.map((one) => [one.label, one.rows]),
          ),
        ]
      : []),
    ...(components
      ? [
          "### Components",
          "",
          ...table(
            ["component", "explained variance"],
            components.map(({ name, ratio }) => [name, ratio]),
          ),
        ]
      : []),
    ...(forecast ? forecastTable(forecast) : []),
  ];
}

function forecastTable({ steps, baselines }: NonNullable<Evaluation["forecast"]>): string[] {
  const metrics = Object.keys(steps[0]?.metrics ?? {});
  return [
    "### By steps ahead",
    "",
    ...table(
      ["step", "rows", ...metrics],
      steps.map(({ step, rows, metrics: own }) => [step, rows, ...metrics.map((metric) => own[metric])]),
    ),
    ...table(
      ["without a model", ...metrics],
      baselines.map(({ name, metrics: own }) => [name, ...metrics.map((metric) => own[metric])]),
    ),
  ];
}
