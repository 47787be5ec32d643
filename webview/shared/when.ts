import { html, type TemplateResult } from "lit";
import { formatAgo } from "../../src/shared/format.ts";

/** How long ago, with the exact time on hover and for machines. */
export function when(time: number, now: number): TemplateResult {
  const date = new Date(time);
  const ago = formatAgo(time, now);
  return html`<time datetime=${date.toISOString()} title=${date.toLocaleString()}>${ago === "now" ? ago : `${ago} ago`}</time>`;
}
