import { html, type TemplateResult } from "lit";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import { formatShare, plural } from "../../src/shared/format.ts";
import { kept } from "../shared/kept.ts";
import { barsPicture, squarePicture } from "../shared/plot-evaluation.ts";
import { seriesColor } from "../shared/theme.ts";

/** How many rows each cluster has. */
export function clusters({ clusters: found }: Evaluation): TemplateResult | string {
  if (!found || found.length === 0) return "";
  const all = found.reduce((sum, { rows }) => sum + rows, 0);
  const largest = found.reduce((a, b) => (b.rows > a.rows ? b : a));
  return html`<ty-figure
    label="Clusters"
    sentence="${plural(found.length, "cluster")}; the largest, ${largest.label}, has ${formatShare(largest.rows, all)} of the rows."
    .table=${{ head: ["cluster", "rows"], rows: found.map(({ label, rows }) => [label, rows]) }}
    .draw=${kept(found, (width) =>
      barsPicture(
        found.map(({ label, rows }) => ({ name: label, value: rows })),
        width,
        "rows",
      ),
    )}
  ></ty-figure>`;
}

/** What each component explains (a scree plot), and what they explain together. */
export function components({ components: found }: Evaluation): TemplateResult | string {
  if (!found || found.length === 0) return "";
  let sum = 0;
  const together = found.map(({ ratio }) => {
    sum += ratio;
    return sum;
  });
  const used = found.filter(({ kept: stays }) => stays).length;
  const share = together[used - 1] ?? 0;
  const places = found.map((_, at) => at + 1);
  return html`<ty-figure
    label="Explained variance"
    sentence="${plural(used, "component")} explain${used === 1 ? "s" : ""} ${formatShare(share, 1)} of the training rows' variance. Points: each component; dashed: all up to it."
    .table=${{ head: ["component", "share", "together"], rows: found.map(({ name, ratio }, at) => [name, ratio, together[at] ?? null]) }}
    .draw=${kept(found, (width) =>
      squarePicture(
        {
          xLabel: "component",
          yLabel: "share of the variance",
          fromZero: true,
          lines: [
            { x: places, y: found.map(({ ratio }) => ratio), color: seriesColor(0), weights: places.map(() => 1) },
            { x: places, y: together, color: seriesColor(1), dash: "6,5" },
          ],
        },
        width,
      ),
    )}
  ></ty-figure>`;
}
