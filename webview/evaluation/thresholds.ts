import { html, type TemplateResult } from "lit";
import type { ClassAnalysis, Costs } from "../../src/protocol/analyses.ts";
import { formatNumber, formatScore, formatShare, plural } from "../../src/shared/format.ts";
import { define, PanelElement } from "../shared/element.ts";
import { dataTable } from "../shared/table.ts";

const BEST = { f1: "Highest F1", youden: "Highest sensitivity and specificity", cost: "Least cost" };

/** Where to cut: what becomes of the rows at each threshold, and what that costs. All of it is in the analysis: no engine is asked. */
export class ThresholdsElement extends PanelElement {
  static override properties = { analysis: { attribute: false }, at: { state: true }, costs: { state: true } };
  declare analysis: ClassAnalysis;
  /** Position among the thresholds; null: the one nearest to one half. */
  declare at: number | null;
  /** As the user set them; null: as the experiment has them. */
  declare costs: Costs | null;

  constructor() {
    super();
    this.at = null;
    this.costs = null;
  }

  override render(): TemplateResult {
    const { label, thresholds } = this.analysis;
    const at = this.#position();
    const threshold = thresholds.at[at] ?? 0.5;
    const costs = this.costs ?? thresholds.costs;
    const last = thresholds.at.length - 1;
    return html`<section aria-label="Threshold" class="thresholds">
      <h3>Threshold</h3>
      <p class="quiet">A row is taken for <span class="data">${label}</span> from this probability on.</p>
      <label class="field threshold-slider">
        Probability
        <input
          type="range"
          min="0"
          max=${last}
          step="1"
          aria-label="Threshold"
          aria-valuetext=${this.#sentence(at)}
          .value=${String(last - at)}
          @input=${(event: Event) => {
            this.at = last - Number((event.target as HTMLInputElement).value);
          }}
        />
        <span class="number smoothing-value">${threshold > 1 ? "none" : formatNumber(threshold, 3)}</span>
      </label>
      <div class="controls" role="group" aria-label="Best thresholds">
        ${this.#bests(costs).map(
          ({ by, position }) =>
            html`<vscode-button appearance="secondary" aria-pressed=${position === at} @click=${() => {
              this.at = position;
            }}>${BEST[by]} (${formatNumber(Math.min(1, thresholds.at[position] ?? 0), 3)})</vscode-button>`,
        )}
      </div>
      <div class="controls" role="group" aria-label="Costs">
        ${this.#cost("A false positive costs", "falsePositive", costs)} ${this.#cost("A false negative costs", "falseNegative", costs)}
      </div>
      <div class="evaluation">
        ${this.#counts(at)} ${dataTable("Figures at this threshold", { head: ["", "at this threshold"], numbers: [1], rows: this.#figures(at, costs) })}
      </div>
      <p class="quiet" aria-live="polite">${this.#sentence(at)}</p>
    </section>`;
  }

  #position(): number {
    const { at: all } = this.analysis.thresholds;
    if (this.at !== null) return Math.min(this.at, all.length - 1);
    return all.reduce((near, value, i) => (Math.abs(value - 0.5) < Math.abs((all[near] ?? 9) - 0.5) ? i : near), 0);
  }

  #cells(at: number) {
    const { positives, negatives, thresholds } = this.analysis;
    const [tp, fp] = [thresholds.truePositives[at] ?? 0, thresholds.falsePositives[at] ?? 0];
    return { tp, fp, fn: positives - tp, tn: negatives - fp };
  }

  /** Those of the experiment, and the cheapest of the thresholds at hand for costs that were changed here. */
  #bests(costs: Costs) {
    const { at: all, best } = this.analysis.thresholds;
    const places = best.map(({ by, threshold }) => ({ by, position: all.indexOf(threshold) }));
    if (this.costs === null) return places;
    const price = (i: number) => this.#price(i, costs);
    const cheapest = all.reduce((least, _, i) => (price(i) < price(least) ? i : least), 0);
    return places.map((one) => (one.by === "cost" ? { ...one, position: cheapest } : one));
  }

  #price(at: number, { falsePositive, falseNegative }: Costs): number {
    const { fp, fn } = this.#cells(at);
    return fp * falsePositive + fn * falseNegative;
  }

  #figures(at: number, costs: Costs) {
    const { tp, fp, fn, tn } = this.#cells(at);
    const share = (part: number, whole: number) => html`<span class="figure">${whole === 0 ? "" : formatScore(part / whole)}</span>`;
    return [
      ["precision", share(tp, tp + fp)],
      ["recall", share(tp, tp + fn)],
      ["F1", share(2 * tp, 2 * tp + fp + fn)],
      ["false positive rate", share(fp, fp + tn)],
      ["accuracy", share(tp + tn, tp + fp + fn + tn)],
      ["cost", html`<span class="figure">${formatNumber(this.#price(at, costs))}</span>`],
      ["cost a row", html`<span class="figure">${formatNumber(this.#price(at, costs) / Math.max(1, tp + fp + fn + tn), 3)}</span>`],
    ];
  }

  #counts(at: number): TemplateResult {
    const { label } = this.analysis;
    const { tp, fp, fn, tn } = this.#cells(at);
    return dataTable("Rows at this threshold", {
      head: ["", `taken for ${label}`, "not taken"],
      rows: [
        [`is ${label}`, tp, fn],
        ["is not", fp, tn],
      ],
    });
  }

  #sentence(at: number): string {
    const { thresholds, label, positives } = this.analysis;
    const { tp, fp } = this.#cells(at);
    const threshold = thresholds.at[at] ?? 0;
    if (tp + fp === 0) return `Above every probability: no row is taken for ${label}.`;
    return `From ${formatNumber(threshold, 3)} on, ${plural(tp + fp, "row")} are taken for ${label}: ${formatShare(tp, tp + fp)} of them rightly, and ${formatShare(tp, positives)} of all ${label} are found.`;
  }

  #cost(text: string, which: keyof Costs, costs: Costs): TemplateResult {
    const change = (event: Event) => {
      const value = Number((event.target as HTMLInputElement).value);
      if (Number.isFinite(value) && value >= 0) this.costs = { ...costs, [which]: value };
    };
    return html`<label class="field">${text} <input class="cost" type="number" min="0" step="any" .value=${String(costs[which])} @change=${change} /></label>`;
  }
}

define("ty-thresholds", ThresholdsElement);
