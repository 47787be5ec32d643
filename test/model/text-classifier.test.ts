import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Tensor2D } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { loadTrained, saveTrained } from "../../src/engine/model/artifacts.ts";
import { predictRows } from "../../src/engine/model/predict.ts";
import { textNetwork } from "../../src/engine/model/text/network.ts";
import type { TextRows } from "../../src/engine/model/text/texts.ts";
import { coverage, learnWords, textInputs } from "../../src/engine/model/text/vocabulary.ts";
import { inOrder } from "../../src/engine/train/batch.ts";
import type { TrainyardError } from "../../src/shared/errors.ts";
import { column, frameOf } from "../recipe/frames.ts";
import { FIXTURES } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "../train/penguins.ts";
import { tensorflow, trainOn } from "../train/train-on.ts";

const TOPICS: Record<string, string[]> = {
  sea: ["tide", "ship", "sailor", "harbour", "wave", "anchor"],
  kitchen: ["oven", "butter", "flour", "salt", "spoon", "recipe"],
  garden: ["rose", "soil", "spade", "seed", "hedge", "bloom"],
};
const FILLERS = ["the", "a", "of", "and", "with", "near", "some", "old", "new", "was"];

/** Texts of a few words of one topic among many of none; the same each time. */
function corpus(rows: number, from: number) {
  let state = 7919 * (from + 1);
  const next = (limit: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % limit;
  };
  const names = Object.keys(TOPICS);
  const topics = Array.from({ length: rows }, () => names[next(names.length)] as string);
  const texts = topics.map((topic) =>
    Array.from({ length: 6 + next(10) }, (_, i) => {
      const words = i % 3 === 0 ? (TOPICS[topic] as string[]) : FILLERS;
      return words[next(words.length)] as string;
    }).join(" "),
  );
  return frameOf(column("note", "text", texts), column("topic", "category", topics));
}

const SPLITS = { train: corpus(180, 0), validation: corpus(60, 1), test: corpus(60, 2) };
const experiment = (change: object = {}, model: object = {}) =>
  penguinExperiment({
    target: "topic",
    task: "multiclass",
    recipe: [],
    model: { algorithm: "text-classifier", maxLength: 20, embeddingSize: 8, hidden: [8], ...model },
    training: { epochs: 15, learningRate: 0.03 },
    ...change,
  });
const rowsOf = (...words: string[][]): TextRows => ({ rows: words.length, columns: ["note"], words, others: null });

interface Fixture {
  tokens: number[][];
  others: number[][];
  weights: Record<string, (number[] | number[][])[]>;
  outputs: number[][];
}

describe("text-classifier", () => {
  it("gives what Keras gives: embedding, the mean without padding, other columns, dense layers", async () => {
    const { tokens, others, weights, outputs } = JSON.parse(readFileSync(join(FIXTURES, "model", "text.json"), "utf8")) as Fixture;
    const { tf } = await tensorflow()();
    const params = experiment({}, { maxLength: 7, embeddingSize: 5, hidden: [4] }).model as Parameters<typeof textNetwork>[1];
    const target = { task: "multiclass" as const, column: "y", classes: ["a", "b", "c"], counts: [1, 1, 1] };
    const { raw, model } = textNetwork(tf, params, { words: 18, others: 2 }, target, 1);
    for (const [name, values] of Object.entries(weights)) raw.getLayer(name).setWeights(values.map((value) => tf.tensor(value)));
    const found = (raw.predict([tf.tensor2d(tokens, undefined, "int32"), tf.tensor2d(others)]) as Tensor2D).arraySync();
    const apart = Math.max(...outputs.flatMap((row, i) => row.map((value, j) => Math.abs(value - (found[i]?.[j] as number)))));
    assert.ok(apart < 1e-6, `${apart} apart`);
    model.dispose();
  });

  it("tells topics apart by their words, and the same each time", async () => {
    const once = await trainOn(experiment(), SPLITS);
    assert.ok((once.scores.test.accuracy as number) > 0.95, `${once.scores.test.accuracy}`);
    const brief = () => trainOn(experiment({ training: { epochs: 2 } }), SPLITS);
    assert.deepEqual((await brief()).epochs, (await brief()).epochs);
  });

  it("uses other columns beside, and several columns of text", async () => {
    const more = (frame: typeof SPLITS.train) => ({
      ...frame,
      columns: [
        ...frame.columns,
        column(
          "length",
          "number",
          Array.from({ length: frame.rows }, (_, i) => i % 3),
        ),
        column(
          "title",
          "category",
          Array.from({ length: frame.rows }, (_, i) => (i % 2 ? "Of old" : "A new")),
        ),
      ],
    });
    const frames = { train: more(SPLITS.train), validation: more(SPLITS.validation), test: more(SPLITS.test) };
    const { scores, model } = await trainOn(experiment({}, { columns: ["title", "note"] }), frames);
    assert.ok((scores.test.accuracy as number) > 0.9);
    model.dispose();
  });

  it("is used again as it was, and says of texts without a known word what it says of any", async () => {
    const trained = await trainOn(experiment({ training: { epochs: 5 } }), SPLITS);
    const directory = tempDir();
    await saveTrained(trained, trained.example, directory);
    const again = await loadTrained(directory, experiment(), tensorflow());
    const strange = frameOf(column("note", "text", ["tide", "", null, "qwzx qwzx", "Ship, SHIP!", "the ".repeat(500)]));
    assert.deepEqual(await predictRows(again, strange), await predictRows(trained, strange));
    writeFileSync(join(directory, "model", "vocabulary.json"), '{"version":2}');
    await assert.rejects(loadTrained(directory, experiment(), tensorflow()), { code: "model-unreadable" });
  });

  it("says how many texts have no word", async () => {
    const holed = {
      ...SPLITS,
      train: frameOf(
        column(
          "note",
          "text",
          [...Array(60).keys()].map((i) => (i % 10 ? (i % 2 ? "ship tide" : "oven salt") : null)),
        ),
        column(
          "topic",
          "category",
          [...Array(60).keys()].map((i) => (i % 2 ? "sea" : "kitchen")),
        ),
      ),
    };
    const { notes } = await trainOn(experiment({ training: { epochs: 2 } }), holed);
    assert.ok(notes.includes("6 training rows have no word."), notes.join("\n"));
    assert.ok(
      notes.some((note) => /not in the vocabulary/.test(note)),
      notes.join("\n"),
    );
  });

  it("leaves no tensor behind", async () => {
    const { tf } = await tensorflow()();
    const brief = experiment({ training: { epochs: 2 } });
    (await trainOn(brief, SPLITS)).model.dispose();
    const before = tf.memory().numTensors;
    (await trainOn(brief, SPLITS)).model.dispose();
    assert.equal(tf.memory().numTensors, before);
  });

  describe("refuses", () => {
    const refused = async (code: string, frames: Parameters<typeof trainOn>[1], model: object = {}) =>
      assert.rejects(trainOn(experiment({}, model), frames), (error: TrainyardError) => {
        assert.equal(error.facts?.code, code, String(error));
        assert.ok(error.facts.remedy.length > 10);
        return true;
      });
    const same = (frame: typeof SPLITS.train) => ({ train: frame, validation: frame, test: frame });
    const labels = column("topic", "category", ["a", "b", "a", "b", "a", "b"]);

    it("data without text", () => refused("text-column-missing", same(frameOf(column("x", "category", [..."abcdef"]), labels))));
    it("texts without a word", () =>
      refused("vocabulary-empty", same(frameOf(column("note", "text", ["", "...", null, "", "!", ""]), labels))));
    it("a column that is not there", () => refused("column-missing", SPLITS, { columns: ["title"] }));
    it("a vocabulary that does not fit into memory", () =>
      refused("model-too-large", SPLITS, { vocabularySize: 1_000_000, embeddingSize: 1024 }));
  });
});

describe("the vocabulary of a text classifier", () => {
  it("has the most frequent words first; the rest are unknown", () => {
    const words = learnWords(rowsOf(["b", "a", "b"], ["c", "b", "a"]), 4);
    assert.deepEqual(words, ["b", "a"]);
    assert.deepEqual(coverage(rowsOf(["b", "z"], []), words), { unknown: 0.5, empty: 1 });
  });

  it("gives every text its length, whatever it holds", async () => {
    const { tf } = await tensorflow()();
    const text = fc.array(fc.constantFrom("a", "b", "c", "z"), { maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
        const [tokens] = await textInputs(rowsOf(...texts), ["a", "b"], 5).tensors(tf, inOrder(texts.length), 0, texts.length);
        const expected = texts.map((words) =>
          Array.from({ length: 5 }, (_, i) => ({ a: 2, b: 3 })[words[i] as "a"] ?? (i < words.length ? 1 : 0)),
        );
        assert.deepEqual(tokens?.arraySync(), expected);
        tokens?.dispose();
      }),
      { numRuns: 30 },
    );
  });
});
