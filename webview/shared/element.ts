import { LitElement } from "lit";

/**
 * Base of our elements. They draw into the page itself, not into a shadow root: labels, table roles and
 * `aria-controls` then reach across elements, and one style sheet per panel is all there is.
 */
export abstract class PanelElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Something the user asked for; the panel's app listens. */
  protected send<T>(name: string, detail: T): void {
    this.dispatchEvent(new CustomEvent<T>(name, { detail, bubbles: true }));
  }

  /** What elements inside this one send. */
  protected hear<T>(name: string, listener: (detail: T) => void): void {
    this.addEventListener(name, (event) => listener((event as CustomEvent<T>).detail));
  }
}

/** Registers `element` under `tag`, once. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
