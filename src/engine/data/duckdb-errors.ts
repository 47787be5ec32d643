import { cancelled, failure, TrainyardError } from "../../shared/errors.ts";

/** What DuckDB threw, as an error of ours where it is one that users meet. */
export function databaseTrouble(error: unknown): unknown {
  if (error instanceof TrainyardError || !(error instanceof Error)) return error;
  const { message } = duckdbError(error);
  if (/^INTERRUPT/i.test(message)) return cancelled();
  if (/No space left|disk is full|failed to offload/i.test(message)) return diskFull(error);
  if (/^Out of Memory/i.test(message)) return outOfMemory(error);
  return error;
}

/** DuckDB's message, from either of its forms, and the position in the statement (in bytes) where it has one. */
export function duckdbError(error: unknown): { message: string; position: number | null } {
  const message = error instanceof Error ? error.message : String(error);
  const json = /^(?:[\w ]+ Error: )?(\{"exception_type".*\})\s*$/s.exec(message)?.[1];
  if (json === undefined) return { message, position: null };
  const facts = JSON.parse(json) as { exception_type: string; exception_message: string; position?: string };
  const kind = /^(Interrupt|INTERRUPT|Out of Memory|IO)$/.test(facts.exception_type) ? `${facts.exception_type} Error: ` : "";
  return { message: `${kind}${facts.exception_message}`, position: facts.position === undefined ? null : Number(facts.position) };
}

const diskFull = (cause: unknown) =>
  failure(
    { code: "disk-full", message: "The disk is full.", remedy: "Free some space in the temporary directory, then try again." },
    cause,
  );

const outOfMemory = (cause: unknown) =>
  failure(
    { code: "out-of-memory", message: "The data needs more memory than allowed.", remedy: "Profile a sample, or close other programs." },
    cause,
  );
