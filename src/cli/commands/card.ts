import { writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { failure } from "../../shared/errors.ts";
import type { Command } from "../command.ts";

export const card: Command = {
  name: "card",
  positionals: ["MODEL"],
  summary: "Print the model card of a run, or of an experiment file's best run, as Markdown, made from what was kept of the run.",
  flags: { out: { type: "string", value: "FILE", help: "Write it there instead." } },
  examples: ["trainyard card calm-heron", "trainyard card calm-heron --out MODEL_CARD.md"],
  async run({ positionals, flags }, { cwd, terminal, engine }) {
    const [run = ""] = positionals;
    const { markdown } = await (await engine()).request("run/card", { folder: cwd, run });
    if (flags.out === undefined) {
      terminal.print(markdown.trimEnd());
      return { run, markdown, path: null };
    }
    const path = resolve(cwd, String(flags.out));
    try {
      await writeFile(path, markdown);
    } catch (cause) {
      throw failure(
        {
          code: "file-not-written",
          message: `The card could not be written (${(cause as NodeJS.ErrnoException).code ?? String(cause)}).`,
          remedy: "Choose another place with --out.",
          place: { file: path },
        },
        cause,
      );
    }
    terminal.print(`Wrote ${relative(cwd, path) || path}`);
    return { run, markdown, path };
  },
};
