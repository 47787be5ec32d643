import { html, type TemplateResult } from "lit";
import type { Calibration, ClassAnalysis } from "../../src/protocol/analyses.ts";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import { formatNumber, formatScore, formatShare, plural } from "../../src/shared/format.ts";
import { kept } from "../shared/kept.ts";
import { type PlotLine, squarePicture } from "../shared/plot-evaluation.ts";
import type { TableData } from "../shared/table.ts";
import { seriesColor } from "../shared/theme.ts";

/** Classes that are drawn; more lines would be a tangle. */
const MOST = 6;

const colorOf = (at: number) => seriesColor(at);

/** Which colour is which class, where there are several. */
const legend = (classes: readonly ClassAnalysis[]): TemplateResult | string =>
  classes.length < 2
    ? ""
    : html`<ul class="class-legend">${classes.map(({ label }, at) => html`<li><span class="swatch swatch-${at}" aria-hidden="true"></span>${label}</li>`)}</ul>`;

interface Curve {
  one: ClassAnalysis;
  x: readonly number[];
  y: readonly number[];
  thresholds: readonly number[];
}

function curveTable(curves: readonly Curve[], head: [string, string]): TableData {
  const several = curves.length > 1;
  return {
    head: [...(several ? ["class"] : []), "threshold", ...head],
    rows: curves.flatMap(({ one, x, y, thresholds }) =>
      x.map((value, at) => [...(several ? [one.label] : []), formatNumber(thresholds[at]), value, y[at] ?? null]),
    ),
  };
}

const linesOf = (curves: readonly Curve[]): PlotLine[] => curves.map(({ x, y }, at) => ({ x, y, color: colorOf(at) }));

/** The ROC curve of the positive class, or of each class against the rest. */
export function roc({ analyses, roc: single, metrics }: Evaluation): TemplateResult | string {
  const classes = (analyses?.classes ?? []).filter(({ roc: own }) => own !== null).slice(0, MOST);
  const curves = classes.map(
    (one): Curve => ({ one, x: one.roc?.fpr ?? [], y: one.roc?.tpr ?? [], thresholds: one.roc?.thresholds ?? [] }),
  );
  if (curves.length === 0 && single) {
    const one = { label: "" } as ClassAnalysis; // a run of the first version
    curves.push({ one, x: single.fpr, y: single.tpr, thresholds: single.thresholds });
  }
  if (curves.length === 0) return "";
  const areas =
    classes.length > 1
      ? each(classes, ({ rocAuc }) => rocAuc)
      : metrics.roc_auc === undefined
        ? ""
        : `Area under the curve ${formatScore(metrics.roc_auc)}. `;
  return html`<div class="figure-with-legend"><ty-figure
    label="ROC curve"
    sentence="${areas}Dashed: guessing."
    .table=${curveTable(curves, ["false positive rate", "true positive rate"])}
    .draw=${kept(analyses?.classes ?? single ?? curves, (width) => squarePicture({ xLabel: "false positive rate", yLabel: "true positive rate", lines: linesOf(curves), diagonal: true, shares: true }, width))}
  ></ty-figure>${legend(classes)}</div>`;
}

const recallKeys = new WeakMap<object, object>();
/** One key more for the same data: `kept` holds one picture by key. */
const second = (data: object): object => {
  const known = recallKeys.get(data) ?? {};
  recallKeys.set(data, known);
  return known;
};

/** Precision over recall, of the positive class or of each against the rest. */
export function precisionRecall({ analyses, rows }: Evaluation): TemplateResult | string {
  const classes = (analyses?.classes ?? []).filter(({ precisionRecall: own }) => own !== null).slice(0, MOST);
  if (!analyses?.classes || classes.length === 0) return "";
  const curves = classes.map(
    (one): Curve => ({
      one,
      x: one.precisionRecall?.recall ?? [],
      y: one.precisionRecall?.precision ?? [],
      thresholds: one.precisionRecall?.thresholds ?? [],
    }),
  );
  const [only] = classes;
  const share = classes.length === 1 && only ? only.positives / rows : undefined;
  const areas =
    classes.length > 1
      ? each(classes, ({ averagePrecision }) => averagePrecision)
      : `Average precision ${formatScore(only?.averagePrecision ?? 0)}. `;
  return html`<div class="figure-with-legend"><ty-figure
    label="Precision and recall"
    sentence="${areas}${share === undefined ? "" : `Dashed: guessing (${formatShare(only?.positives ?? 0, rows)} of the rows are ${only?.label}).`}"
    .table=${curveTable(curves, ["recall", "precision"])}
    .draw=${kept(second(analyses.classes), (width) => squarePicture({ xLabel: "recall", yLabel: "precision", lines: linesOf(curves), shares: true, ...(share === undefined ? {} : { level: share }) }, width))}
  ></ty-figure>${legend(classes)}</div>`;
}

const each = (classes: readonly ClassAnalysis[], of: (one: ClassAnalysis) => number | null) =>
  `${classes.map((one) => `${one.label} ${formatScore(of(one) ?? Number.NaN)}`).join(", ")}. `;

/** How often what was said with some probability came true. */
export function calibration({ analyses, target }: Evaluation): TemplateResult | string {
  const [only, ...more] = analyses?.classes ?? [];
  const found: Calibration | null = more.length === 0 && only ? only.calibration : (analyses?.confidence ?? null);
  if (!found || found.uniform.length === 0) return "";
  const what = more.length === 0 && only ? `${target} = ${only.label}` : "the chosen class";
  const bins = found.uniform;
  const over = bins.reduce((sum, { predicted, actual, rows }) => sum + (predicted - actual) * rows, 0) > 0;
  return html`<ty-figure
    label="Calibration"
    sentence="Probability of ${what} and how often it came true: ${formatNumber(found.error, 2)} apart on average, mostly ${over ? "too sure" : "not sure enough"}. On the dashed line both are the same; larger points are of more rows (${plural(
      bins.reduce((sum, { rows }) => sum + rows, 0),
      "row",
    )})."
    .table=${{ head: ["said", "came true", "rows"], rows: bins.map(({ predicted, actual, rows }) => [predicted, actual, rows]) }}
    .draw=${kept(found, (width) =>
      squarePicture(
        {
          xLabel: "probability said",
          yLabel: "share that came true",
          diagonal: true,
          shares: true,
          lines: [
            {
              x: bins.map(({ predicted }) => predicted),
              y: bins.map(({ actual }) => actual),
              weights: bins.map(({ rows }) => rows),
              color: colorOf(0),
            },
          ],
        },
        width,
      ),
    )}
  ></ty-figure>`;
}
