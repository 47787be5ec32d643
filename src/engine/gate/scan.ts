import { inputError, type TrainyardError } from "../../shared/errors.ts";

/** Reads a gate's text piece by piece; errors say where in the text. */
export class Scanner {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Where the next piece begins. */
  skip(): number {
    while (/\s/.test(this.text[this.at] ?? "")) this.at += 1;
    return this.at;
  }

  get done(): boolean {
    return this.skip() >= this.text.length;
  }

  /** What the pattern matches here, if it does. */
  take(pattern: RegExp): string | undefined {
    this.skip();
    const found = new RegExp(pattern.source, "y");
    found.lastIndex = this.at;
    const [matched] = found.exec(this.text) ?? [];
    if (matched === undefined) return undefined;
    this.at += matched.length;
    return matched;
  }

  need(pattern: RegExp, what: string): string {
    return this.take(pattern) ?? this.fail(`${what} is missing here`);
  }

  /** A name or a value as it stands, or in quotes. */
  label(what: string): string {
    const quoted = this.take(/"[^"]*"|'[^']*'/);
    if (quoted !== undefined) return quoted.slice(1, -1);
    return this.need(/[^\s=,()"'][^=,()]*/, what).trim();
  }

  fail(why: string, at = this.skip(), remedy = FORMS): never {
    throw gateInvalid(this.text, why, remedy, at);
  }
}

const FORMS = "Write a figure, a comparison and a number: roc_auc >= 0.9, recall(sex=female) >= 0.8, worst(recall, sex) >= 0.75.";

/** `place.column` counts from 1 within the gate's text. */
const gateInvalid = (text: string, why: string, remedy: string, at: number): TrainyardError =>
  inputError({
    code: "gate-invalid",
    message: `The gate "${text}" cannot be read: ${why}.`,
    remedy,
    place: { field: "gates", column: at + 1 },
  });
