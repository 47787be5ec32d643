import { statSync } from "node:fs";
import { resolve } from "node:path";
import { closest } from "../shared/closest.ts";
import { factsOf, formatError, inputError } from "../shared/errors.ts";
import { VERSION } from "../shared/version.ts";
import { parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { backends } from "./commands/backends.ts";
import { card } from "./commands/card.ts";
import { code } from "./commands/code.ts";
import { compare } from "./commands/compare.ts";
import { evaluate } from "./commands/evaluate.ts";
import { init } from "./commands/init.ts";
import { predict } from "./commands/predict.ts";
import { prepare } from "./commands/prepare.ts";
import { profile } from "./commands/profile.ts";
import { report } from "./commands/report.ts";
import { rows } from "./commands/rows.ts";
import { runs } from "./commands/runs.ts";
import { split } from "./commands/split.ts";
import { test } from "./commands/test.ts";
import { train } from "./commands/train.ts";
import { CommandEngine } from "./engine.ts";
import { helpOf, overview } from "./help.ts";
import { createTerminal } from "./terminal/terminal.ts";

const COMMANDS: Command[] = [
  profile,
  rows,
  compare,
  init,
  split,
  prepare,
  code,
  train,
  runs,
  evaluate,
  report,
  predict,
  test,
  card,
  backends,
];

/** Exit code: 0 done, 1 failed, 2 bad input. */
async function main([name, ...words]: string[]): Promise<number> {
  if (name === "--version" || name === "-v") return say(`${VERSION}\n`);
  if (name === undefined || name === "help" || name === "--help" || name === "-h") return say(overview(COMMANDS, VERSION));
  const terminal = createTerminal(words.includes("--json"));
  const controller = new AbortController();
  const engine = new CommandEngine(({ level, source, message }) => {
    const wanted = process.env.TRAINYARD_LOG === "debug" || level === "error" || level === "warn";
    if (wanted && message) terminal.note(`${source}: ${message}`);
  });
  process.once("SIGINT", () => controller.abort());
  process.once("SIGTERM", () => controller.abort());
  try {
    const command = COMMANDS.find((one) => one.name === name);
    if (!command) throw unknownCommand(name);
    const args = parseArguments(command, words);
    if (args.flags.help) return say(helpOf(command));
    const cwd = directory(String(args.flags.cwd ?? "."));
    const value = await command.run(args, { cwd, terminal, signal: controller.signal, engine: () => engine.client() });
    terminal.json(value);
    return process.exitCode === undefined ? 0 : Number(process.exitCode);
  } catch (error) {
    const facts = factsOf(error);
    terminal.note(`error: ${formatError(facts)}`);
    if (facts.code === "unexpected" && process.env.TRAINYARD_LOG === "debug") console.error(error);
    return facts.kind === "input" ? 2 : 1;
  } finally {
    terminal.clearProgress();
    await engine.stop();
  }
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

function directory(path: string): string {
  const found = resolve(path);
  if (statSync(found, { throwIfNoEntry: false })?.isDirectory()) return found;
  throw inputError({ code: "usage", message: `--cwd: ${path} is not a directory.`, remedy: "Give an existing directory." });
}

function unknownCommand(name: string) {
  const near = closest(
    name,
    COMMANDS.map((command) => command.name),
    1,
  )[0];
  return inputError({
    code: "usage",
    message: `There is no command "${name}".`,
    remedy: near ? `Did you mean trainyard ${near}?` : "See trainyard --help.",
  });
}

// Who reads what is printed may have enough of it, as `head` has.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

process.exitCode = await main(process.argv.slice(2));
