import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { ExperimentDraft } from "../../protocol/experiment.ts";
import { SUPERVISED, type Task, UNSUPERVISED } from "../../protocol/task.ts";
import { usageError } from "../arguments.ts";
import type { Command } from "../command.ts";
import { notWritten, writeNewFile } from "../new-file.ts";
import { READING_FLAGS, readingOfFlags } from "../reading.ts";

export const init: Command = {
  name: "init",
  positionals: ["FILE"],
  summary: "Write an experiment for a data file: task, recipe, split and model proposed, with the reasons.",
  flags: {
    target: { type: "string", value: "COL", help: "Column to predict; not of the tasks without one." },
    task: { type: "string", value: "TASK", help: `${SUPERVISED.join(", ")} (guessed), or without a target ${UNSUPERVISED.join(", ")}.` },
    algorithm: { type: "string", value: "NAME", help: "Such as gradient-boosted-trees or linear; the best for these data where absent." },
    all: { type: "boolean", help: "Write an experiment for each algorithm that suits, NAME-ALGORITHM.experiment.json." },
    out: { type: "string", value: "FILE", help: "Where to write; NAME.experiment.json beside the data where absent." },
    ...READING_FLAGS,
  },
  examples: [
    "trainyard init penguins.csv --target species",
    "trainyard init penguins.csv --target species --all",
    'trainyard init "data/2024-*.csv" --target price',
  ],
  async run({ positionals, flags }, { cwd, terminal, signal, engine }) {
    const [file = ""] = positionals;
    if (flags.all === true && flags.algorithm !== undefined) throw usageError(init, "--all writes every algorithm, --algorithm one.");
    const client = await engine();
    const draftOf = (algorithm?: string) =>
      client.request(
        "experiment/draft",
        {
          folder: cwd,
          file,
          ...readingOfFlags(init, flags),
          ...(flags.target === undefined ? {} : { target: String(flags.target) }),
          ...(flags.task === undefined ? {} : { task: taskOf(String(flags.task)) }),
          ...(algorithm === undefined ? {} : { algorithm }),
        },
        { signal, onProgress: ({ message, fraction }) => terminal.progress(message, fraction) },
      );
    const first = await draftOf(flags.algorithm === undefined ? undefined : String(flags.algorithm));
    const others = flags.all === true ? first.proposals.filter(({ algorithm }) => algorithm !== first.algorithm) : [];
    const drafts = [first];
    for (const { algorithm } of others) drafts.push(await draftOf(algorithm));
    const places = drafts.map((draft) => placeFor(draft, cwd, flags.out, flags.all === true));
    for (const place of places) if (existsSync(place)) throw notWritten(place, "EEXIST");
    const files: string[] = [];
    for (const [at, draft] of drafts.entries())
      files.push(await writeDraft(draft, places[at] as string), ...(await writeBeside(draft, places[at] as string)));
    terminal.print(describe(first, files, cwd));
    const [best = ""] = files;
    return { file: best, files, algorithm: first.algorithm, reasons: first.reasons, proposals: first.proposals };
  },
};

/** Beside the data where no place is named; one of several has its algorithm in its name. */
function placeFor(draft: ExperimentDraft, cwd: string, out: unknown, several: boolean): string {
  const place = out === undefined ? join(draft.directory, draft.file) : resolve(cwd, String(out));
  return several ? place.replace(/(\.experiment)?(\.jsonc?)?$/, `-${draft.algorithm}.experiment.json`) : place;
}

/** Writes a proposed experiment, its data named from where it lies. */
async function writeDraft({ text, data, directory }: ExperimentDraft, out: string): Promise<string> {
  const from = relative(dirname(out), join(directory, data)).split(sep).join("/");
  await writeNewFile(
    out,
    text.replace(JSON.stringify(data), () => JSON.stringify(from)),
  );
  return out;
}

/** What the experiment needs beside it, less what is there. */
async function writeBeside({ beside = [] }: ExperimentDraft, out: string): Promise<string[]> {
  const files = beside.map(({ file, text }) => ({ file: join(dirname(out), file), text })).filter(({ file }) => !existsSync(file));
  for (const { file, text } of files) await writeNewFile(file, text);
  return files.map(({ file }) => file);
}

function describe({ reasons, proposals, algorithm: chosen }: ExperimentDraft, files: readonly string[], cwd: string): string {
  const named = (file: string) => relative(cwd, file) || file;
  const width = Math.max(0, ...proposals.map(({ algorithm }) => algorithm.length));
  const listed = proposals.map(({ algorithm, reason }) => `  ${algorithm === chosen ? "*" : " "} ${algorithm.padEnd(width)}  ${reason}`);
  return [
    ...files.map((file) => `Wrote ${named(file)}`),
    ...reasons.map((reason) => `  ${reason}`),
    ...(listed.length > 0 ? ["", "Algorithms, the best to begin with first:", ...listed] : []),
    "",
    `Next: trainyard train ${named(files[0] ?? "")}`,
  ].join("\n");
}

function taskOf(name: string): Task {
  const known = [...SUPERVISED, ...UNSUPERVISED];
  const found = known.find((task) => task === name);
  if (found) return found;
  throw usageError(init, `There is no task "${name}": choose one of ${known.join(", ")}.`);
}
