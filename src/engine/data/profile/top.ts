const MOST = 10;

/** The most frequent of values that come in ascending order, ties by value. */
export class Top<V> {
  readonly found: { value: V; count: number }[] = [];
  #least = 0;

  add(value: V, count: number): void {
    if (count <= this.#least) return;
    let at = this.found.length;
    while (at > 0 && (this.found[at - 1]?.count as number) < count) at -= 1;
    this.found.splice(at, 0, { value, count });
    if (this.found.length > MOST) this.found.pop();
    if (this.found.length === MOST) this.#least = this.found.at(-1)?.count as number;
  }
}
