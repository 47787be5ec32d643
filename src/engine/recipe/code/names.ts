/** Names that mean something else in the code that is made. */
const TAKEN = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if " +
    "implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof " +
    "undefined var void while with yield any boolean number string symbol type of as is " +
    "row key date texts Array Date Error Infinity Input Intl JSON Map Math NaN Number Object Output RegExp Set String TextEncoder createPrepare prepare"
  ).split(" "),
);

/** Gives out names that can stand in TypeScript, each once. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set([...TAKEN, ...taken]);
  }

  /** A name like this one. */
  of(wanted: string): string {
    const plain = wanted.replace(/[^\p{ID_Continue}$]+/gu, "_").replace(/^_+(?=.)|(?<=.)_+$/g, "");
    const base = /^[\p{ID_Start}$_]/u.test(plain) ? plain : `_${plain}`;
    let name = base;
    for (let i = 2; this.#taken.has(name); i += 1) name = `${base}_${i}`;
    this.#taken.add(name);
    return name;
  }

  /** The same as a constant: `bill length` as `BILL_LENGTH`. */
  constant(wanted: string): string {
    return this.of(wanted.toUpperCase());
  }
}
