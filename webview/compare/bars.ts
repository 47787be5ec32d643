import { html, svg, type TemplateResult } from "lit";
import type { ComparedColumn } from "../../src/protocol/compare.ts";

export interface Pair {
  label: string;
  /** Shares of each side's values. */
  before: number;
  after: number;
}

/** Both distributions as shares, so that sides of any size can be held against each other. */
export function pairsOf({ bins, levels, before, after }: ComparedColumn, format: (value: number) => string): Pair[] {
  const share = (count: number, side: { count: number } | null) => (side && side.count > 0 ? count / side.count : 0);
  const list = bins
    ? bins.map((bin) => ({ label: `${format(bin.from)} to ${format(bin.to)}`, ...bin }))
    : (levels ?? []).map((level) => ({ label: level.value === "" ? "(empty text)" : level.value, ...level }));
  return list.map((entry) => ({ label: entry.label, before: share(entry.before, before), after: share(entry.after, after) }));
}

/** Both distributions in a few pixels: before in grey, after in front in violet. Decoration: the figures stand beside it. */
export function pairSpark(pairs: readonly Pair[]): TemplateResult {
  const most = Math.max(1e-9, ...pairs.flatMap(({ before, after }) => [before, after]));
  const bar = (at: number, share: number, from: number, kind: string) => {
    const height = share === 0 ? 0 : Math.max(0.04, share / most);
    return svg`<rect class=${kind} x=${at + from} y=${1 - height} width="0.44" height=${height} />`;
  };
  return html`<svg class="spark pair-spark" viewBox="0 0 ${Math.max(1, pairs.length)} 1" preserveAspectRatio="none" aria-hidden="true">
    ${pairs.map(({ before, after }, at) => [bar(at, before, 0.05, "before"), bar(at, after, 0.5, "after")])}
  </svg>`;
}
