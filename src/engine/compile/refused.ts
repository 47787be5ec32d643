/** Why a function cannot be compiled; it goes on eagerly. */
export type RefusedCode =
  /** The backend is not tfjs-node's, or its binding cannot run graphs. */
  | "backend"
  /** A value was read back into JavaScript, which may decide by it what comes next. */
  | "readback"
  /** A constant made in JavaScript that changes from call to call, and nothing is known to make it. */
  | "constant"
  /** Two calls of the same shapes did different operations. */
  | "control-flow"
  /** An operation, a type or an attribute that a graph cannot hold. */
  | "operation"
  /** Variables came or went, or changed their shape. */
  | "variables"
  /** What the compiled step gave differs from the eager one. */
  | "different"
  /** The native call failed. */
  | "native"
  /** Anything else that went wrong while compiling. */
  | "failed";

/** Thrown while compiling; `message` is one sentence for a person. */
export class CompileRefused extends Error {
  readonly code: RefusedCode;

  constructor(code: RefusedCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CompileRefused";
    this.code = code;
  }
}

/** Whatever goes wrong in a compiled step or in making one costs speed, and nothing else. */
export const asRefused = (error: unknown): CompileRefused =>
  error instanceof CompileRefused
    ? error
    : new CompileRefused("failed", `It could not be compiled: ${error instanceof Error ? error.message : error}`, { cause: error });
