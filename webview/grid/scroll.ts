/** Browsers end an element at 16 to 33 million pixels, fewer when zoomed in. */
const TALLEST = 6_000_000;

/** Within so many views a scroll is a step of so many pixels; beyond, somebody pulled the scroll bar. */
const STEP_VIEWS = 1.5;

/**
 * Scrolls content of any height in an element of a bounded one. `offset` is in the content's pixels, `position` is the
 * element's `scrollTop`: the same until the content is too tall, then a share of it. Steps still move by their own pixels.
 */
export class ScaledScroll {
  offset = 0;
  position = 0;
  #content = 0;
  #view = 0;

  /** Height of the element that stands for the content. */
  get height(): number {
    return Math.min(this.#content, TALLEST);
  }

  get scaled(): boolean {
    return this.#content > TALLEST;
  }

  resize(content: number, view: number): void {
    this.#content = content;
    this.#view = view;
    this.to(this.offset);
  }

  /** The element's `scrollTop` is `position` now. */
  scrolled(position: number): void {
    const step = position - this.position;
    if (Math.abs(step) < 1) return;
    const pulled = Math.abs(step) > this.#view * STEP_VIEWS || position <= 0 || position >= this.height - this.#view;
    this.position = position;
    this.offset = this.#clamp(pulled || !this.scaled ? position * this.#ratio : this.offset + step);
  }

  /** Goes to `offset`; the element has to follow to `position`. */
  to(offset: number): void {
    this.offset = this.#clamp(offset);
    this.position = this.offset / this.#ratio;
  }

  get #end(): number {
    return Math.max(0, this.#content - this.#view);
  }

  get #ratio(): number {
    return this.scaled ? this.#end / (this.height - this.#view) : 1;
  }

  #clamp(offset: number): number {
    return Math.round(Math.max(0, Math.min(this.#end, offset)));
  }
}
