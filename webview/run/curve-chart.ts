import { html, type TemplateResult } from "lit";
import type { Disposable } from "../../src/shared/disposable.ts";
import { formatNumber } from "../../src/shared/format.ts";
import { define, PanelElement } from "../shared/element.ts";
import { dataTable } from "../shared/table.ts";
import { onThemeChange } from "../shared/theme.ts";
import { type Line, type LineChart, lineChart, type Mark } from "../shared/uplot.ts";
import { legend } from "./legend.ts";
import { nearest } from "./series.ts";

export interface NamedLine extends Line {
  key: string;
  name: string;
}

export interface ChartData {
  title: string;
  sentence: string;
  lines: NamedLine[];
  marks: Mark[];
  log: boolean;
  xName: string;
  wholeX: boolean;
  formatX: (x: number) => string;
}

const HEIGHT = 220;

/** One metric of one or more runs over time. New points redraw this canvas and nothing else. Arrow keys read it point by point. */
export class CurveChart extends PanelElement {
  static override properties = { chart: { attribute: false }, at: { state: true }, open: { state: true } };
  declare chart: ChartData;
  declare at: number | null;
  declare open: boolean;
  #plot: LineChart | null = null;
  #theme: Disposable | null = null;
  #observer: ResizeObserver | null = null;

  constructor() {
    super();
    this.at = null;
    this.open = false;
  }

  override render(): TemplateResult {
    const { title, sentence, lines, formatX, xName } = this.chart;
    const spoken =
      this.at === null ? "" : `${xName} ${formatX(this.at)}: ${lines.map((line) => `${line.name} ${this.#read(line)}`).join(", ")}`;
    return html`<figure role="group" aria-label=${title}>
      <div class="figure-title" aria-hidden="true">${title}${this.at === null ? "" : html` <span class="quiet">${xName} ${formatX(this.at)}</span>`}</div>
      <div
        class="canvas plot"
        tabindex="0"
        role="img"
        aria-label="${title}. ${sentence} Arrow keys read the values."
        @keydown=${this.#key}
      ></div>
      ${legend({
        lines: lines.map((line) => ({ ...line, value: this.#read(line) })),
        toggle: (key) => this.send("toggle-line", key),
        focus: (at) => this.#plot?.focus(at),
      })}
      <div class="visually-hidden" aria-live="polite">${spoken}</div>
      <figcaption>${sentence}</figcaption>
      <details class="behind" @toggle=${(event: Event) => this.#opened(event)}>
        <summary aria-label="Table: ${title}">Table</summary>
        ${this.open ? dataTable(`${title}: values`, this.#table()) : ""}
      </details>
    </figure>`;
  }

  override firstUpdated(): void {
    const canvas = this.querySelector<HTMLElement>(".plot") as HTMLElement;
    this.#plot = lineChart(canvas, this.#options(), canvas.clientWidth || 300);
    this.#observer = new ResizeObserver(() => this.#plot?.resize(Math.floor(canvas.clientWidth)));
    this.#observer.observe(canvas);
    this.#theme = onThemeChange(() => this.#plot?.repaint());
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("chart") && changed.get("chart") !== undefined) this.#plot?.update(this.#options());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#theme?.dispose();
    this.#plot?.dispose();
    this.#plot = null;
  }

  #options() {
    const { lines, marks, log, wholeX, formatX } = this.chart;
    return { lines, marks, log, wholeX, formatX, height: HEIGHT, onHover: (x: number | null) => this.#hover(x) };
  }

  #hover(x: number | null): void {
    if (this.at !== x) this.at = x;
  }

  /** The line's value at the reading position, or its last. */
  #read({ x, y }: NamedLine): string {
    const value = this.at === null ? y.at(-1) : y[nearest(x, this.at)];
    return value === undefined || value === null ? "" : formatNumber(value);
  }

  #key = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 10, PageUp: -10, Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY }[
      event.key
    ];
    if (step === undefined) return;
    event.preventDefault();
    this.#plot?.step(step);
  };

  #opened(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open;
  }

  #table() {
    const { lines, xName, formatX } = this.chart;
    const xs = [...new Set(lines.flatMap(({ x }) => x))].sort((a, b) => a - b);
    const at = lines.map(({ x, y }) => new Map(x.map((value, index) => [value, y[index] ?? null])));
    return {
      head: [xName, ...lines.map(({ name }) => name)],
      rows: xs.map((x) => [formatX(x), ...at.map((values) => values.get(x) ?? null)]),
    };
  }
}

define("ty-curve-chart", CurveChart);
