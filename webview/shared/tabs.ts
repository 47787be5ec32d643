import { html, type TemplateResult } from "lit";

export interface Tab {
  id: string;
  label: string;
  /** A figure after the label, such as how many columns. */
  badge?: string;
}

/** A row of tabs: one tab stop, arrow keys move and select. The panel it controls has the id `panel-<tab>`. */
export function tabs(label: string, items: readonly Tab[], selected: string, select: (id: string) => void): TemplateResult {
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -items.length, End: items.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = items.findIndex(({ id }) => id === selected);
    const next = items[Math.min(items.length - 1, Math.max(0, at + step))];
    if (!next) return;
    select(next.id);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} @keydown=${move}>
    ${items.map(
      ({ id, label: text, badge }) => html`<button
        role="tab"
        id="tab-${id}"
        aria-selected=${id === selected}
        aria-controls="panel-${id}"
        tabindex=${id === selected ? 0 : -1}
        @click=${() => select(id)}
      >
        ${text}${badge === undefined ? "" : html` <span class="badge">${badge}</span>`}
      </button>`,
    )}
  </div>`;
}
