import { writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { SUPERVISED, type Task, UNSUPERVISED } from "../../protocol/task.ts";
import { inputError } from "../../shared/errors.ts";
import { usageError } from "../arguments.ts";
import type { Command } from "../command.ts";
import { READING_FLAGS, readingOfFlags } from "../reading.ts";

export const init: Command = {
  name: "init",
  positionals: ["FILE"],
  summary: "Write an experiment for a data file: task, recipe, split and model proposed, with the reasons.",
  flags: {
    target: { type: "string", value: "COL", help: "Column to predict; not of the tasks without one." },
    task: { type: "string", value: "TASK", help: `${SUPERVISED.join(", ")} (guessed), or without a target ${UNSUPERVISED.join(", ")}.` },
    algorithm: { type: "string", value: "NAME", help: "mlp (default), linear, gradient-boosted-trees, random-forest or baseline." },
    out: { type: "string", value: "FILE", help: "Where to write; NAME.experiment.json beside the data where absent." },
    ...READING_FLAGS,
  },
  examples: ["trainyard init penguins.csv --target species", 'trainyard init "data/2024-*.csv" --target price'],
  async run({ positionals, flags }, { cwd, terminal, signal, engine }) {
    const [file = ""] = positionals;
    const client = await engine();
    const draft = await client.request(
      "experiment/draft",
      {
        folder: cwd,
        file,
        ...readingOfFlags(init, flags),
        ...(flags.target === undefined ? {} : { target: String(flags.target) }),
        ...(flags.task === undefined ? {} : { task: taskOf(String(flags.task)) }),
        ...(flags.algorithm === undefined ? {} : { algorithm: String(flags.algorithm) }),
      },
      { signal, onProgress: ({ message, fraction }) => terminal.progress(message, fraction) },
    );
    const out = flags.out === undefined ? join(draft.directory, draft.file) : resolve(cwd, String(flags.out));
    const from = relative(dirname(out), join(draft.directory, draft.data)).split(sep).join("/");
    await write(
      out,
      draft.text.replace(JSON.stringify(draft.data), () => JSON.stringify(from)),
    );
    terminal.print(
      [
        `Wrote ${relative(cwd, out) || out}`,
        ...draft.reasons.map((reason) => `  ${reason}`),
        "",
        `Next: trainyard train ${relative(cwd, out) || out}`,
      ].join("\n"),
    );
    return { file: out, reasons: draft.reasons };
  },
};

function taskOf(name: string): Task {
  const known = [...SUPERVISED, ...UNSUPERVISED];
  const found = known.find((task) => task === name);
  if (found) return found;
  throw usageError(init, `There is no task "${name}": choose one of ${known.join(", ")}.`);
}

async function write(out: string, text: string): Promise<void> {
  try {
    await writeFile(out, text, { flag: "wx" });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw inputError(
      {
        code: code === "EEXIST" ? "file-exists" : "file-not-written",
        message:
          code === "EEXIST" ? `${basename(out)} exists already and is left as it is.` : `${basename(out)} could not be written (${code}).`,
        remedy: "Choose another place with --out.",
        place: { file: out },
      },
      cause,
    );
  }
}
