import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Experiment } from "../../protocol/experiment.ts";
import { formatShare, plural } from "../../shared/format.ts";
import type { Algorithm, FitContext, FittedModel, LoadContext } from "./algorithm.ts";
import { modelOtherVersion, modelUnreadable } from "./errors.ts";
import { loadModel } from "./files.ts";
import { outputUnits } from "./network.ts";
import { checkSize } from "./network-algorithm.ts";
import { networkModel } from "./network-model.ts";
import { noWords } from "./text/errors.ts";
import { textNetwork } from "./text/network.ts";
import { joinTexts, readTexts, type TextRows } from "./text/texts.ts";
import { coverage, learnWords, textInputs } from "./text/vocabulary.ts";
import { trainModel } from "./train-network.ts";

type Params = Extract<Experiment["model"], { algorithm: "text-classifier" }>;

/** What is kept beside the network: how texts become its input. */
interface Vocabulary {
  version: 1;
  columns: string[];
  words: string[];
  maxLength: number;
}

const FILE = "vocabulary.json";
/** More unknown words than this are worth a sentence. */
const MANY_UNKNOWN = 0.25;

/** Classes by the words of texts: embedding, average, hidden layers. The vocabulary is learnt from the training rows alone. */
export const textClassifier: Algorithm<Params, TextRows> = {
  read: (prepared, { columns }) => readTexts(prepared, columns),
  streams: "shuffled",
  bytesALetter: 16,

  check({ vocabularySize, embeddingSize, hidden }, { target }) {
    const sizes = [embeddingSize, ...hidden, outputUnits(target)];
    const dense = sizes.slice(1).reduce((sum, size, i) => sum + size * ((sizes[i] as number) + 1), 0);
    checkSize(vocabularySize * embeddingSize + dense, "model.vocabularySize");
  },

  async fit(params, context) {
    const { train, validation, target, settings } = context;
    const words = learnWords(train.x, params.vocabularySize);
    if (words.length === 0) throw noWords(train.x.columns);
    const { tf } = await context.tensorflow();
    const shape = { words: words.length, others: train.x.others?.features.length ?? 0 };
    const { model, raw } = textNetwork(tf, params, shape, target, settings.seed);
    const vocabulary: Vocabulary = { version: 1, columns: train.x.columns, words, maxLength: params.maxLength };
    const fitted = await trainModel(
      {
        tf,
        raw,
        model: textModel(tf, model, target.task, vocabulary, settings.compile),
        inputs: inputsBy(vocabulary),
        join: joinTexts,
      },
      context,
    );
    const learnt = `The vocabulary was learnt from the ${plural(train.x.rows, "training row")} held in memory.`;
    return { ...fitted, notes: [...(context.stream ? [learnt] : []), ...fitted.notes, ...notesOf(train.x, validation.x, words)] };
  },

  async load(directory: string, { task, tensorflow, compile }: LoadContext) {
    const vocabulary = await readVocabulary(join(directory, FILE));
    const { tf } = await tensorflow();
    return textModel(tf, await loadModel(tf, directory), task, vocabulary, compile);
  },
};

const inputsBy =
  ({ words, maxLength }: Vocabulary) =>
  (rows: TextRows) =>
    textInputs(rows, words, maxLength);

function textModel(
  tf: Parameters<typeof networkModel>[0],
  model: Parameters<typeof networkModel>[1],
  task: LoadContext["task"],
  vocabulary: Vocabulary,
  compile: LoadContext["compile"],
): FittedModel<TextRows> {
  const reading = {
    read: (prepared: Parameters<FittedModel["read"]>[0]) => readTexts(prepared, vocabulary.columns),
    inputs: inputsBy(vocabulary),
  };
  const network = networkModel(tf, model, task, reading, compile);
  return {
    ...network,
    async save(directory) {
      await network.save(directory);
      await writeFile(join(directory, FILE), `${JSON.stringify(vocabulary)}\n`);
    },
  };
}

async function readVocabulary(file: string): Promise<Vocabulary> {
  try {
    const found = JSON.parse(await readFile(file, "utf8")) as Vocabulary;
    if (found.version === 1) return found;
    throw modelOtherVersion(file, found.version);
  } catch (error) {
    if (error instanceof Error && "facts" in error) throw error;
    throw modelUnreadable(file, (error as NodeJS.ErrnoException).code === "ENOENT" ? "it is missing" : "it is not JSON", error);
  }
}

function notesOf(train: TextRows, validation: FitContext<TextRows>["validation"]["x"], words: readonly string[]): string[] {
  const { empty } = coverage(train, words);
  const { unknown } = coverage(validation, words);
  return [
    ...(empty > 0 ? [`${plural(empty, "training row has", "training rows have")} no word.`] : []),
    ...(unknown > MANY_UNKNOWN
      ? [
          `${formatShare(unknown, 1)} of the words of the validation rows are not in the vocabulary: a larger vocabularySize or more data may help.`,
        ]
      : []),
  ];
}
