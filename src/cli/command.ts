import type { Contract } from "../protocol/contract.ts";
import type { Client } from "../protocol/rpc.ts";
import type { Terminal } from "./terminal/terminal.ts";

export interface Flag {
  /** `string` and `number` take a value. */
  type: "string" | "number" | "boolean";
  /** Name of the value in the help, e.g. `COL`. */
  value?: string;
  /** One line for the help. */
  help: string;
  required?: boolean;
}

export interface Arguments {
  positionals: string[];
  flags: Record<string, string | number | boolean | undefined>;
}

export interface CommandContext {
  /** Absolute path given by `--cwd`, or the current directory. */
  cwd: string;
  terminal: Terminal;
  /** Starts the engine at first use. */
  engine(): Promise<Client<Contract>>;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/** One command: its flags, its texts, and what it does. `run` returns the value that `--json` prints. */
export interface Command {
  name: string;
  /** Positional arguments as the help shows them, e.g. `FILE`. */
  positionals: string[];
  summary: string;
  flags: Record<string, Flag>;
  examples: string[];
  run(args: Arguments, context: CommandContext): Promise<unknown>;
}
