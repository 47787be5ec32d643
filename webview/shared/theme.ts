import type { Disposable } from "../../src/shared/disposable.ts";

/** Colours of series, in order; more runs than colours are told apart by dashes. */
const SERIES = ["blue", "orange", "green", "purple", "red", "yellow", "foreground"] as const;

/** The value of a CSS custom property now; canvases need it spelled out. */
export const color = (name: string): string => getComputedStyle(document.body).getPropertyValue(name).trim();

/** Custom property of the nth series' colour. */
export const seriesColor = (nth: number): string => `--ty-series-${SERIES[nth % SERIES.length]}`;

/** Dashes of the nth series: whole lines first. */
export const seriesDash = (nth: number): number[] => [[], [6, 3], [2, 3], [8, 3, 2, 3]][Math.floor(nth / SERIES.length) % 4] as number[];

/** Calls back when the colour theme changes. */
export function onThemeChange(redraw: () => void): Disposable {
  const observer = new MutationObserver(redraw);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
  return { dispose: () => observer.disconnect() };
}
