import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { made } from "./zoo/made.ts";
import { ZOO } from "./zoo/zoo.ts";

const BASE = "others are made of it";
/** What is in no model of the zoo, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  Resizing: "it throws in every model: it takes a list of inputs for an image",
  RandomWidth: "it throws in every model: its output has a negative width",
  CategoryEncoding: "tfjs-node lacks its kernel DenseBincount",
  ConvLSTM2DCell: "nothing but ConvLSTM2D can hold it",
  Functional: "another name of Model",
  Layer: BASE,
  RNNCell: BASE,
};

const plain = (name: string): string => name.toLowerCase().replaceAll("_", "");

const leftOut = new Set(Object.keys(LEFT_OUT).map(plain));

describe("the zoo has all that tfjs-layers has", () => {
  let tf: TF;
  let names: Set<string>;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
    names = new Set(
      ZOO.flatMap((exhibit) => {
        const model = made(tf, exhibit);
        const found = [
          ...textsOf(model.toJSON(null, false)),
          model.optimizer.getClassName(),
          ...(exhibit.metrics ?? []),
          exhibit.loss,
        ].flat();
        model.dispose();
        return found.map(plain);
      }),
    );
  });

  const has = (all: readonly string[]) => {
    assert.ok(all.length > 5, "found in the library");
    assert.deepEqual(
      all.filter((name) => !names.has(plain(name)) && !leftOut.has(plain(name))),
      [],
    );
  };

  it("classes: layers, activations, constraints, regularizers, optimizers", () => {
    const initializers = new Set(Object.values(tf.initializers).map((make) => plain(make.name)));
    const classes = Object.keys(tf.serialization.SerializationMap.getMap().classNameMap);
    has(classes.filter((name) => !initializers.has(plain(name))));
  });

  it("layers by the functions that make them", () => {
    const same = (name: string) =>
      name
        .replace(/^avg/, "average")
        .replace(/Pool(?=\dd)/, "Pooling")
        .replace(/^input$/, "inputLayer");
    has(Object.keys(tf.layers).map(same));
  });

  it("optimizers", () => has(Object.keys(tf.train)));

  it("losses", () => has(mapIn("losses", "lossesMap")));

  it("metrics", () => has([...mapIn("metrics", "metricsMap"), ...Object.keys(tf.metrics)]));

  it("and leaves out only what there is", () => {
    const all = [
      ...Object.keys(tf.layers),
      ...Object.keys(tf.serialization.SerializationMap.getMap().classNameMap),
      ...mapIn("metrics", "metricsMap"),
    ];
    assert.deepEqual(
      Object.keys(LEFT_OUT).filter((name) => !all.includes(name) || names.has(plain(name))),
      [],
    );
  });
});

/** All texts in a model's configuration: classes, activations, constraints. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** Names in a table that the library does not export. */
function mapIn(file: string, table: string): string[] {
  const source = readFileSync(createRequire(import.meta.url).resolve(`@tensorflow/tfjs-layers/dist/${file}.js`), "utf8");
  const [, inside = ""] = new RegExp(`export const ${table} = \\{([^}]*)\\}`).exec(source) ?? [];
  return inside
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}
