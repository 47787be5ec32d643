/** What stands before the names of a training's series and params, so that no two trainings of a script share a curve. */
export class SeriesNames {
  readonly #of = new Map<object, string>();

  /** The first of `wanted` that no other has, else `kind2/`, `kind3/`...; the same each time for one `owner`. */
  prefixOf(owner: object, wanted: readonly string[], kind: string): string {
    const known = this.#of.get(owner);
    if (known !== undefined) return known;
    const taken = new Set(this.#of.values());
    let prefix = wanted.find((one) => !taken.has(one));
    for (let number = 2; prefix === undefined; number += 1) if (!taken.has(`${kind}${number}/`)) prefix = `${kind}${number}/`;
    this.#of.set(owner, prefix);
    return prefix;
  }
}
