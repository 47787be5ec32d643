import { type ErrorFacts, failure, inputError, type Place, type TrainyardError } from "../../shared/errors.ts";

export const scriptMissing = (file: string): TrainyardError =>
  inputError({
    code: "script-missing",
    message: "There is no script of this name.",
    remedy: "Check the path; it is relative to the folder the command runs in.",
    place: { file },
  });

export const scriptUnsupported = (file: string, found: string): TrainyardError =>
  inputError({
    code: "script-unsupported",
    message: `${found} is not a script that can be run.`,
    remedy: "Give a .ts, .mts, .cts, .js, .mjs or .cjs file.",
    place: { file },
  });

export const scriptSyntax = (message: string, place: Place, cause: unknown): TrainyardError =>
  failure({ code: "script-syntax", message: `Syntax error: ${message}.`, remedy: "Correct the line and train again.", place }, cause);

export const scriptFailed = (message: string, place: Place, cause: unknown): TrainyardError =>
  failure(
    {
      code: "script-failed",
      message: `The script failed: ${message}${/[.!?]$/.test(message) ? "" : "."}`,
      remedy: remedyOf(message),
      place,
    },
    cause,
  );

export const scriptExited = (code: number, file: string): TrainyardError =>
  failure({
    code: "script-exited",
    message: `The script ended with exit code ${code}.`,
    remedy: "Look at the run's output for the reason; exit code 0 means success.",
    place: { file },
  });

export const scriptStuck = (file: string): TrainyardError =>
  failure({
    code: "script-stuck",
    message: "The script waits for something that can no longer come: nothing is running and an `await` at its top level is open.",
    remedy: "Look for a promise that is never resolved.",
    place: { file },
  });

export const debuggerPortTaken = (port: number): TrainyardError =>
  failure({
    code: "debugger-port-taken",
    message: `Another program took the port ${port} on which the debugger was to attach.`,
    remedy: "Debug again: another port is chosen.",
  });

/** The commonest failures have a remedy of their own. */
function remedyOf(message: string): ErrorFacts["remedy"] {
  const missing = /Cannot find (?:module|package) '([^'./][^']*)'/.exec(message)?.[1];
  if (missing) return `Install it (\`npm install ${missing}\`) in the script's folder.`;
  if (/not yet been initialized/.test(message)) return "Add `await tf.ready()` before the first operation.";
  return "The run's output has the stack trace; correct the script and train again.";
}
