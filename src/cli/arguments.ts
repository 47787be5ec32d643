import { parseArgs } from "node:util";
import { closest } from "../shared/closest.ts";
import { inputError } from "../shared/errors.ts";
import type { Arguments, Command, Flag } from "./command.ts";

export const COMMON_FLAGS: Record<string, Flag> = {
  json: { type: "boolean", help: "Print one JSON value on stdout and nothing else there." },
  cwd: { type: "string", value: "DIR", help: "Work as if started in DIR." },
  help: { type: "boolean", help: "Show this help." },
};

/** Splits what follows the command's name into positionals and flags; refuses what the command does not know. */
export function parseArguments(command: Command, words: string[]): Arguments {
  const known = { ...COMMON_FLAGS, ...command.flags };
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { type }]) => [name, { type: type === "boolean" ? type : "string" } as const]),
  );
  const { values, positionals, tokens } = parseArgs({ args: words, options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const flag = known[token.name];
    if (!flag) throw unknownFlag(command, token.rawName, Object.keys(known));
    if (flag.type !== "boolean" && (token.value === undefined || token.value === "")) throw missingValue(command, token.rawName, flag);
  }
  const flags = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, convert(command, name, known[name] as Flag, value as string | boolean)]),
  );
  if (flags.help !== true) checkComplete(command, positionals, flags);
  return { positionals, flags };
}

function convert(command: Command, name: string, flag: Flag, value: string | boolean): string | number | boolean {
  if (flag.type !== "number") return value;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw usageError(command, `--${name} needs a whole number, not "${String(value)}".`);
}

function checkComplete(command: Command, positionals: string[], flags: Arguments["flags"]): void {
  const required = command.positionals.filter((name) => !name.startsWith("["));
  if (positionals.length < required.length)
    throw usageError(command, `${command.name} needs ${required.slice(positionals.length).join(" and ")}.`);
  if (positionals.length > command.positionals.length)
    throw usageError(command, `"${positionals[command.positionals.length]}" is one argument too many.`);
  for (const [name, { required: must, value }] of Object.entries(command.flags)) {
    if (must && flags[name] === undefined) throw usageError(command, `${command.name} needs --${name} ${value ?? ""}.`.replace(" .", "."));
  }
}

export const usageError = (command: Command, message: string) =>
  inputError({ code: "usage", message, remedy: `See trainyard ${command.name} --help.` });

function unknownFlag(command: Command, flag: string, known: string[]) {
  const near = closest(flag.replace(/^-+/, ""), known, 1)[0];
  return inputError({
    code: "usage",
    message: `${command.name} has no flag ${flag}.`,
    remedy: near ? `Did you mean --${near}?` : `See trainyard ${command.name} --help.`,
  });
}

const missingValue = (command: Command, flag: string, { value }: Flag) =>
  usageError(command, `${flag} needs a value (${value ?? "TEXT"}).`);
