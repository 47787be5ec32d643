import type { Experiment } from "../../protocol/experiment.ts";
import type { Algorithm } from "./algorithm.ts";
import { anomalyDetector } from "./anomaly-detector.ts";
import { baseline } from "./baseline.ts";
import { denoisingPretrain } from "./denoising-pretrain.ts";
import { forecaster } from "./forecaster.ts";
import { gradientBoostedTrees } from "./gradient-boosted-trees.ts";
import { imageClassifier } from "./image-classifier.ts";
import { kMeansAlgorithm } from "./k-means.ts";
import { linear } from "./linear.ts";
import { mlp } from "./mlp.ts";
import { pca } from "./pca.ts";
import { randomForest } from "./random-forest.ts";
import { script } from "./script.ts";
import type { TargetState } from "./target.ts";
import { textClassifier } from "./text-classifier.ts";

type Params = Experiment["model"];

/** Every algorithm there is, by its name in the experiment file. */
const ALGORITHMS: { [N in Params["algorithm"]]: Algorithm<Extract<Params, { algorithm: N }>, unknown, TargetState> } = {
  baseline,
  mlp,
  linear,
  "gradient-boosted-trees": gradientBoostedTrees,
  "random-forest": randomForest,
  script,
  "text-classifier": textClassifier,
  "image-classifier": imageClassifier,
  forecaster,
  "k-means": kMeansAlgorithm,
  pca,
  "anomaly-detector": anomalyDetector,
  "denoising-pretrain": denoisingPretrain,
};

/** The experiment file's check sees to it that it is only asked for what it can do. */
export const algorithmFor = ({ algorithm }: Params) => ALGORITHMS[algorithm] as Algorithm<Params, unknown, TargetState>;
