import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Curve, CurveSeries, RunSummary } from "../../src/protocol/run.ts";
import { define, PanelElement } from "../shared/element.ts";
import { seriesColor, seriesDash } from "../shared/theme.ts";
import type { ChartData, NamedLine } from "./curve-chart.ts";
import "./curve-chart.ts";
import { curveControls } from "./curve-controls.ts";
import { withMean } from "./fold-mean.ts";
import { marksOf } from "./marks.ts";
import { familySentence } from "./sentences.ts";
import { type Family, familiesOf, foldOf, isFold, isValidation, smooth, xOf } from "./series.ts";
import { unitOfRuns } from "./unit.ts";
import { type CurvesView, START } from "./view.ts";

const FEW = 4;

/** The metric curves of one or more runs, a chart for each metric. */
export class CurvesElement extends PanelElement {
  static override properties = { curve: { attribute: false }, runs: { attribute: false }, view: { attribute: false } };
  declare curve: Curve;
  declare runs: readonly RunSummary[];
  declare view: CurvesView;

  constructor() {
    super();
    this.runs = [];
    this.view = START.curves;
    this.hear<string>("toggle-line", (line) => this.#toggle(line));
  }

  override render(): TemplateResult {
    const families = familiesOf(this.#shown());
    return html`
      ${this.runs.length > FEW ? html`<p class="quiet">Validation series only, for there are more than ${FEW} runs.</p>` : ""}
      ${curveControls(this.view, unitOfRuns(this.runs), (change) => this.#change(change))}
      <div class="charts">
        ${repeat(
          families,
          ({ metric, folds }) => `${metric} ${folds}`,
          (family) => html`<ty-curve-chart .chart=${this.#chart(family)}></ty-curve-chart>`,
        )}
      </div>
    `;
  }

  /** Of several runs no folds, and of many the validation series alone, where there are some: all together would be a tangle. */
  #shown(): CurveSeries[] {
    const { series } = this.curve;
    if (this.runs.length === 1) return series;
    const whole = series.filter(({ metric }) => !isFold(metric));
    if (this.runs.length <= FEW) return whole;
    const judged = new Set(whole.filter(isValidation).map(({ run, metric }) => `${run} ${metric}`));
    return whole.filter(({ run, metric }) => judged.has(`${run} ${metric}`) || !judged.has(`${run} val_${metric}`));
  }

  #chart(family: Family): ChartData {
    const { x, log } = this.view;
    const lines = withMean(family).series.map((series) => this.#line(series));
    return {
      title: family.folds ? `${family.metric}, each fold and their mean` : family.metric,
      sentence: familySentence(family, this.runs),
      lines,
      marks: this.runs.length === 1 && this.runs[0] && x === "epoch" ? marksOf(this.runs[0], family) : [],
      log,
      xName: { epoch: unitOfRuns(this.runs), time: "after", clock: "at" }[x],
      wholeX: x === "epoch",
      formatX: FORMAT_X[x],
    };
  }

  /** Of one run: training and validation by colour. Of several, or of several folds: the run or fold by colour, training dashed. */
  #line(series: CurveSeries): NamedLine {
    const at = this.runs.findIndex(({ id }) => id === series.run);
    const fold = foldOf(series);
    const several = this.runs.length > 1 || fold > 0;
    const nth = fold > 0 ? fold - 1 : at;
    const validation = isValidation(series);
    const mean = isFold(series.metric) && fold === 0;
    const key = `${series.run} ${series.metric}`;
    const start = Math.min(
      ...this.curve.series.filter(({ run }) => run === series.run).map(({ times }) => times[0] ?? Number.POSITIVE_INFINITY),
    );
    return {
      key,
      name: this.runs.length > 1 ? `${this.runs[at]?.name ?? series.run} ${series.metric}` : series.metric,
      x: xOf(series, this.view.x, start),
      y: smooth(series.values, this.view.smoothing).map((value) => (Number.isFinite(value) ? value : null)),
      color: mean ? "--ty-text" : seriesColor(several ? nth : validation ? 1 : 0),
      dash: several || mean ? (validation ? (mean ? [] : seriesDash(nth)) : [3, 3]) : [],
      width: mean ? 3 : validation || !several ? 2 : 1.25,
      hidden: this.view.hidden.includes(key),
    };
  }

  #toggle(key: string): void {
    const { hidden } = this.view;
    this.#change({ hidden: hidden.includes(key) ? hidden.filter((other) => other !== key) : [...hidden, key] });
  }

  #change(change: Partial<CurvesView>): void {
    this.send("curves-change", { ...this.view, ...change });
  }
}

const two = (part: number): string => String(part).padStart(2, "0");

const FORMAT_X: Record<CurvesView["x"], (x: number) => string> = {
  epoch: (x) => x.toLocaleString("en-US"),
  time: (x) =>
    x < 60
      ? `${Number(x.toFixed(2))} s`
      : x < 3600
        ? `${Math.floor(x / 60)}:${two(Math.floor(x % 60))}`
        : `${Math.floor(x / 3600)}:${two(Math.floor((x % 3600) / 60))} h`,
  clock: (x) => new Date(x * 1000).toLocaleTimeString(),
};

define("ty-curves", CurvesElement);
