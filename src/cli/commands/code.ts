import { writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { inputError } from "../../shared/errors.ts";
import type { Command } from "../command.ts";

export const code: Command = {
  name: "code",
  positionals: ["EXPERIMENT|RUN"],
  summary: "Show a recipe as a stand-alone TypeScript function, fitted as a run learnt it or on an experiment's training rows.",
  flags: { out: { type: "string", value: "FILE", help: "Write it there instead of printing it." } },
  examples: ["trainyard code penguins.experiment.json --out prepare.ts", "trainyard code calm-heron"],
  async run({ positionals, flags }, { cwd, terminal, signal, engine }) {
    const [what = ""] = positionals;
    const client = await engine();
    const query = /\.jsonc?$/.test(what) ? { file: what } : { run: what };
    const made = await client.request(
      "recipe/code",
      { folder: cwd, ...query },
      { signal, onProgress: ({ message, fraction }) => terminal.progress(message, fraction) },
    );
    if (flags.out === undefined) {
      terminal.print(made.text.trimEnd());
      return made;
    }
    const out = resolve(cwd, String(flags.out));
    await write(out, made.text);
    terminal.print(`Wrote ${String(flags.out)}`);
    return { ...made, file: out };
  },
};

async function write(out: string, text: string): Promise<void> {
  try {
    await writeFile(out, text);
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? "unknown reason";
    throw inputError(
      {
        code: "file-not-written",
        message: `${basename(out)} could not be written (${why}).`,
        remedy: "Choose another place with --out.",
        place: { file: out },
      },
      cause,
    );
  }
}
