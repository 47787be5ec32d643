import { html, type TemplateResult } from "lit";

/** A column's name as a link to its page. */
export function columnLink(name: string): TemplateResult {
  const open = (event: Event) => event.currentTarget?.dispatchEvent(new CustomEvent("open-column", { detail: name, bubbles: true }));
  return html`<button class="bare column-link data" @click=${open}>${name === "" ? "(no name)" : name}</button>`;
}

/** `text` with each of `names` in it as a link; names that it does not say follow it. */
export function linkedText(text: string, names: readonly string[]): (TemplateResult | string)[] {
  const parts: (TemplateResult | string)[] = [];
  const left = new Set(names);
  let from = 0;
  while (from < text.length) {
    const next = nearest(text, from, left);
    if (!next) break;
    if (next.at > from) parts.push(text.slice(from, next.at));
    parts.push(columnLink(next.name));
    left.delete(next.name);
    from = next.at + next.name.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  for (const name of left) parts.push(" ", columnLink(name));
  return parts;
}

/** The first of `names` that stands in `text` as a whole word, the longest where several begin there. */
function nearest(text: string, from: number, names: ReadonlySet<string>): { name: string; at: number } | null {
  let best: { name: string; at: number } | null = null;
  for (const name of names) {
    if (name === "") continue;
    let at = text.indexOf(name, from);
    while (at >= 0 && !isWhole(text, at, name.length)) at = text.indexOf(name, at + 1);
    if (at < 0) continue;
    if (!best || at < best.at || (at === best.at && name.length > best.name.length)) best = { name, at };
  }
  return best;
}

const WORD = /[\p{L}\p{N}_]/u;
const isWhole = (text: string, at: number, length: number): boolean =>
  !WORD.test(text[at - 1] ?? " ") && !WORD.test(text[at + length] ?? " ");
