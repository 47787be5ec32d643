// Trainyard reads, danfojs-node's data frames group and sum, Trainyard trains on what comes back. Needs danfojs-node (README, "A script").
//
//   trainyard train examples/script/penguin-frames.ts
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { dataset, fromDataFrame, run, toDataFrame } from "trainyard";

const penguins = toDataFrame(dataset(fileURLToPath(new URL("../penguins/penguins.csv", import.meta.url))));

const whole = penguins.dropNa();
console.log(`${whole.shape[0]} of ${penguins.shape[0]} penguins were measured in full.`);
whole.groupby(["species"]).col(["body_mass_g"]).mean().print();

const FEATURES = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm"];
const { rows } = fromDataFrame(whole);
const x = tf.tensor2d(rows.map((row) => FEATURES.map((name) => Number(row[name]))));
const y = tf.tensor2d(rows.map((row) => [Number(row.body_mass_g) / 1000]));
const { mean, variance } = tf.moments(x, 0);

run.params({ features: FEATURES.join(", ") });
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [FEATURES.length] })] });
model.compile({ optimizer: tf.train.adam(0.1), loss: "meanSquaredError" });
await model.fit(x.sub(mean).div(variance.sqrt()), y, { epochs: 30, validationSplit: 0.2, verbose: 0 });
