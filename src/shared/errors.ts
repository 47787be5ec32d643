/** Whose move it is: `input` = the user gave us something we cannot use (exit 2); `failure` = the work itself failed (exit 1). */
export type ErrorKind = "input" | "failure";

/** Where in the user's own material the trouble lies. Lines and columns count from 1. */
export interface Place {
  file?: string;
  line?: number;
  column?: number;
  /** Data row, counting from 1 after the header. */
  row?: number;
  /** Name of a data column, or a path into a document such as `model.hidden`. */
  field?: string;
}

export interface ErrorFacts {
  /** Stable, kebab-case, e.g. `data-file-missing`. Tests and callers compare this, never the message. */
  code: string;
  kind: ErrorKind;
  /** One clear sentence. */
  message: string;
  /** What the user can do next, one sentence. */
  remedy: string;
  place?: Place;
}

/** Every error a user may see. It crosses process borders as its plain `facts`. */
export class TrainyardError extends Error {
  readonly facts: ErrorFacts;

  constructor(facts: ErrorFacts, options?: { cause?: unknown }) {
    super(facts.message, options);
    this.name = "TrainyardError";
    this.facts = facts;
  }

  get code(): string {
    return this.facts.code;
  }

  /** True if `error` is a Trainyard error, and, where a code is given, that one. */
  static is(error: unknown, code?: string): error is TrainyardError {
    return error instanceof TrainyardError && (code === undefined || error.code === code);
  }
}

export const inputError = (facts: Omit<ErrorFacts, "kind">, cause?: unknown): TrainyardError =>
  new TrainyardError({ ...facts, kind: "input" }, { cause });

export const failure = (facts: Omit<ErrorFacts, "kind">, cause?: unknown): TrainyardError =>
  new TrainyardError({ ...facts, kind: "failure" }, { cause });

/** The work was stopped on request. */
export const cancelled = (): TrainyardError =>
  failure({ code: "cancelled", message: "Cancelled.", remedy: "Run it again when you are ready." });

/** Any thrown value as facts; what we did not foresee becomes `unexpected`, its stack left to the log. */
export function factsOf(error: unknown): ErrorFacts {
  if (error instanceof TrainyardError) return error.facts;
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "unexpected",
    kind: "failure",
    message: `Something went wrong inside Trainyard: ${(message.split("\n", 1)[0] ?? "").replace(/[^.!?]$/, "$&.")}`,
    remedy: "Look at the Trainyard output for the details, and report it if it happens again.",
  };
}

/** `file:line:column: message Remedy` on one line, the form every terminal makes clickable. */
export function formatError(facts: ErrorFacts): string {
  const { file, line, column, row } = facts.place ?? {};
  const where = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
  const atRow = row !== undefined && line === undefined ? ` (row ${row})` : "";
  return `${where ? `${where}: ` : ""}${facts.message}${atRow} ${facts.remedy}`.trim();
}
