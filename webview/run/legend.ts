import { html, svg, type TemplateResult } from "lit";

export interface LegendLine {
  key: string;
  name: string;
  color: string;
  dash: number[];
  hidden: boolean;
  value: string;
}

/** Which line is which, with its value; a click hides or shows, pointing brings a line forward. */
export function legend({
  lines,
  toggle,
  focus,
}: {
  lines: readonly LegendLine[];
  toggle: (key: string) => void;
  focus: (at: number | null) => void;
}): TemplateResult {
  return html`<ul class="legend" aria-label="Legend">
    ${lines.map(
      ({ key, name, color, dash, hidden, value }, at) => html`<li>
        <button
          class="bare ${hidden ? "off" : ""}"
          aria-pressed=${!hidden}
          title=${hidden ? `Show ${name}` : `Hide ${name}`}
          @click=${() => toggle(key)}
          @mouseenter=${() => focus(at)}
          @mouseleave=${() => focus(null)}
          @focus=${() => focus(at)}
          @blur=${() => focus(null)}
        >
          <svg class="stroke" viewBox="0 0 16 8" aria-hidden="true">
            ${svg`<line x1="0" x2="16" y1="4" y2="4" stroke="var(${color})" stroke-width="2" stroke-dasharray=${dash.length > 0 ? dash.map((length) => length / 2).join(" ") : "none"} />`}
          </svg>
          <span class="clip">${name}</span> <span class="legend-value">${value}</span>
        </button>
      </li>`,
    )}
  </ul>`;
}
