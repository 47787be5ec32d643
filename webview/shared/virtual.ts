import type { ReactiveController, ReactiveControllerHost } from "lit";

/** The part of a long list to draw: rows `first` to `last` (exclusive) and the space, in pixels, that stands for the rest. */
export interface Slice {
  first: number;
  last: number;
  before: number;
  after: number;
}

/** How much taller than a plain row some rows are, in pixels. */
export type Extra = ReadonlyMap<number, number>;

/** The rows of a list of `count` that a view of `height` pixels, scrolled down by `top`, needs, with some to spare. */
export function sliceOf(count: number, rowHeight: number, extra: Extra, top: number, height: number, spare = 6): Slice {
  const tall = [...extra].filter(([at]) => at < count).sort(([a], [b]) => a - b);
  const first = Math.max(0, rowAt(top, rowHeight, tall, count) - spare);
  const last = Math.min(count, rowAt(top + height, rowHeight, tall, count) + 1 + spare);
  const total = count * rowHeight + sum(tall);
  const before = offsetOf(first, rowHeight, tall);
  return { first, last, before, after: total - offsetOf(last, rowHeight, tall) };
}

const sum = (tall: readonly [number, number][]) => tall.reduce((height, [, more]) => height + more, 0);
const offsetOf = (row: number, rowHeight: number, tall: readonly [number, number][]) =>
  row * rowHeight + sum(tall.filter(([at]) => at < row));

function rowAt(offset: number, rowHeight: number, tall: readonly [number, number][], count: number): number {
  let passed = 0;
  for (const [at, more] of tall) {
    if (offset < at * rowHeight + passed) break;
    if (offset < (at + 1) * rowHeight + passed + more) return at;
    passed += more;
  }
  return Math.max(0, Math.min(count - 1, Math.floor((offset - passed) / rowHeight)));
}

/** Follows a scrolling element and redraws its host when other rows come into view. */
export class VirtualRows implements ReactiveController {
  #host: ReactiveControllerHost;
  #scroller: () => HTMLElement | null;
  #watched: HTMLElement | null = null;
  #observer = new ResizeObserver(() => this.#changed());
  #frame = 0;

  constructor(host: ReactiveControllerHost, scroller: () => HTMLElement | null) {
    this.#host = host;
    this.#scroller = scroller;
    host.addController(this);
  }

  slice(count: number, rowHeight: number, extra: Extra = new Map()): Slice {
    return sliceOf(count, rowHeight, extra, this.#watched?.scrollTop ?? 0, this.#watched?.clientHeight || window.innerHeight);
  }

  /** Scrolls as little as needed for row `at` to be seen below a header of `header` pixels. */
  reveal(at: number, rowHeight: number, header: number, extra: Extra = new Map()): void {
    const box = this.#watched;
    if (!box) return;
    const top = offsetOf(at, rowHeight, [...extra]);
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + rowHeight + header > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight + header - box.clientHeight;
  }

  hostUpdated(): void {
    const scroller = this.#scroller();
    if (scroller === this.#watched) return;
    this.#forget();
    this.#watched = scroller;
    scroller?.addEventListener("scroll", this.#changed, { passive: true });
    if (scroller) this.#observer.observe(scroller);
  }

  hostDisconnected(): void {
    this.#forget();
    this.#watched = null;
  }

  #forget(): void {
    this.#watched?.removeEventListener("scroll", this.#changed);
    this.#observer.disconnect();
  }

  #changed = () => {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#host.requestUpdate());
  };
}
