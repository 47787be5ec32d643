import { html, svg, type TemplateResult } from "lit";

/** A histogram small enough for a table cell. Decoration: the figures stand beside it. */
export function sparkBars(counts: readonly number[], tone = "data"): TemplateResult {
  const most = Math.max(1, ...counts);
  const bars = counts.map((count, at) => {
    const height = count === 0 ? 0 : Math.max(0.04, count / most);
    return svg`<rect x=${at + 0.05} y=${1 - height} width="0.9" height=${height} />`;
  });
  return html`<svg class="spark ${tone}" viewBox="0 0 ${Math.max(1, counts.length)} 1" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>`;
}

/** A share as a bar that fills its cell from the left; `share` from 0 to 1. */
export const bar = (share: number, tone = "data"): TemplateResult =>
  html`<svg class="bar ${tone}" aria-hidden="true">${svg`<rect width="${Math.max(0, Math.min(1, share)) * 100}%" height="100%" />`}</svg>`;
