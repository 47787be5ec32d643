import { COMMON_FLAGS } from "./arguments.ts";
import type { Command, Flag } from "./command.ts";

export function helpOf(command: Command): string {
  const flags = Object.entries({ ...command.flags, ...COMMON_FLAGS });
  return `${command.summary}

Usage: trainyard ${[command.name, ...command.positionals].join(" ")} [flags]

${flags.map(([name, flag]) => line(spell(name, flag), flag.help)).join("\n")}

${command.examples.map((example) => `  ${example}`).join("\n")}
`;
}

export function overview(commands: Command[], version: string): string {
  return `Trainyard ${version}: model development with git as the only database.

Usage: trainyard COMMAND [flags]

${commands.map(({ name, summary }) => line(name, summary)).join("\n")}

  trainyard COMMAND --help tells more.
  Exit codes: 0 done, 1 failed, 2 bad input.
`;
}

const spell = (name: string, { value, required }: Flag) => `--${name}${value ? ` ${value}` : ""}${required ? " (required)" : ""}`;
const line = (left: string, right: string) => `  ${left.padEnd(28)} ${right}`;
