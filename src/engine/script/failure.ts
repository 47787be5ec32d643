import { spawnSync } from "node:child_process";
import { extname } from "node:path";
import type { Place, TrainyardError } from "../../shared/errors.ts";
import { TrainyardError as Known } from "../../shared/errors.ts";
import { ownDirectories } from "../dist.ts";
import { scriptFailed, scriptSyntax } from "./errors.ts";
import { caretPlace, userFrames } from "./stack.ts";
import { TYPESCRIPT } from "./typescript.ts";

/** What a script threw, as an error that names the user's own file and line. */
export function failureOf(thrown: unknown, script: string): TrainyardError {
  if (Known.is(thrown)) return thrown;
  const error = thrown instanceof Error ? thrown : new Error(describe(thrown));
  if (error instanceof SyntaxError || error.name === "SyntaxError") {
    const syntax = syntaxError(error, script);
    if (syntax) return syntax;
  }
  const [frame] = userFrames(error.stack ?? "", ownDirectories());
  const place: Place = frame
    ? { file: frame.file, line: frame.line, column: frame.column }
    : (caretPlace(error.stack ?? "") ?? { file: script });
  return scriptFailed(headline(error), place, thrown);
}

/** Name, message and the user's frames: what belongs into the log. */
export function trimmedStack(thrown: unknown): string {
  if (!(thrown instanceof Error)) return describe(thrown);
  const frames = userFrames(thrown.stack ?? "", ownDirectories()).map(({ text }) => `    ${text}`);
  return [`${thrown.name}: ${thrown.message}`, ...frames].join("\n");
}

function syntaxError(error: Error, script: string): TrainyardError | undefined {
  const stripping = /^Error transforming (.*): (.*) \((\d+):(\d+)\)$/s.exec(error.message);
  if (stripping) {
    const [, file, message, line, column] = stripping as unknown as [string, string, string, string, string];
    return scriptSyntax(message, { file, line: Number(line), column: Number(column) }, error);
  }
  const place = caretPlace(error.stack ?? "") ?? checked(script);
  return place && scriptSyntax(error.message, place, error);
}

/** Node tells the place of a syntax error in an ES module only when it prints it: so let it. */
function checked(script: string): Place | undefined {
  if (TYPESCRIPT.includes(extname(script))) return undefined;
  const { stderr } = spawnSync(process.execPath, ["--check", script], {
    encoding: "utf8",
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
  });
  return caretPlace(stderr);
}

const headline = (error: Error) => {
  const message = error.message.split("\n", 1)[0] ?? "";
  return error.name === "Error" ? message || "an error without a message" : `${error.name}: ${message}`;
};

const describe = (thrown: unknown) => (typeof thrown === "object" ? (JSON.stringify(thrown) ?? "an object") : String(thrown));
