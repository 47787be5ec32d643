import { mkdir, writeFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import type { Contract } from "../../protocol/contract.ts";
import type { ModelTestDraft, ModelTestOutcome } from "../../protocol/modeltest.ts";
import type { Client } from "../../protocol/rpc.ts";
import { failure } from "../../shared/errors.ts";
import { usageError } from "../arguments.ts";
import type { Command, CommandContext } from "../command.ts";
import { junitXml } from "../junit.ts";
import { writeNewFile } from "../new-file.ts";
import { describeTests } from "../terminal/tests.ts";

export const test: Command = {
  name: "test",
  positionals: ["[MODEL]"],
  summary: "Test a model: a run, or an experiment file (its best run). Exit code 1 when a test fails.",
  flags: {
    file: {
      type: "string",
      value: "FILE",
      help: "A *.modeltest.json; those beside the experiment where absent, or general tests where there is none.",
    },
    only: { type: "string", value: "NAME", help: "The test of this name alone." },
    junit: { type: "string", value: "FILE", help: "Write the results as JUnit XML too." },
    init: { type: "boolean", help: "Write a file of tests to begin with beside the experiment, proposed from what the model does now." },
  },
  examples: [
    "trainyard test penguins.experiment.json",
    "trainyard test calm-heron --junit results.xml",
    "trainyard test penguins.experiment.json --init",
  ],
  async run({ positionals, flags }, context) {
    const [model] = positionals;
    if (model === undefined && flags.file === undefined) throw usageError(test, "test needs a MODEL, or --file.");
    if (flags.init === true && model === undefined) throw usageError(test, "test --init needs a MODEL.");
    const client = await context.engine();
    return flags.init === true ? propose(client, model ?? "", context) : make(client, { model, flags }, context);
  },
};

async function make(
  client: Client<Contract>,
  { model, flags }: { model: string | undefined; flags: Record<string, string | number | boolean | undefined> },
  { cwd, terminal, signal }: CommandContext,
): Promise<ModelTestOutcome> {
  const outcome = await client.request(
    "modeltest/run",
    {
      folder: cwd,
      ...(model === undefined ? {} : { model }),
      ...(flags.file === undefined ? {} : { file: String(flags.file) }),
      ...(flags.only === undefined ? {} : { only: [String(flags.only)] }),
    },
    { signal, onProgress: ({ message, fraction }) => terminal.progress(message, fraction) },
  );
  terminal.print(describeTests(outcome, terminal.colour));
  if (flags.junit !== undefined) await writeJunit(resolve(cwd, String(flags.junit)), outcome);
  const results = outcome.suites.flatMap((suite) => suite.results);
  if (results.some(({ status }) => status === "failed")) process.exitCode = 1;
  else if (results.some(({ status }) => status === "errored")) process.exitCode = 2;
  return outcome;
}

async function propose(client: Client<Contract>, model: string, { cwd, terminal, signal }: CommandContext): Promise<ModelTestDraft> {
  terminal.progress("looking at what the model does");
  const draft = await client.request("modeltest/draft", { folder: cwd, model }, { signal });
  await writeNewFile(draft.file, draft.text);
  const name = relative(cwd, draft.file) || draft.file;
  terminal.print([`Wrote ${name}`, ...draft.reasons.map((reason) => `  ${reason}`), "", `Next: trainyard test ${model}`].join("\n"));
  return draft;
}

async function writeJunit(file: string, outcome: ModelTestOutcome): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, junitXml(outcome));
  } catch (cause) {
    throw failure(
      {
        code: "file-not-written",
        message: `The JUnit file could not be written (${(cause as NodeJS.ErrnoException).code ?? String(cause)}).`,
        remedy: "Choose another place with --junit.",
        place: { file },
      },
      cause,
    );
  }
}
