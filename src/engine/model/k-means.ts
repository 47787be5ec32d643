import type { Experiment } from "../../protocol/experiment.ts";
import { plural } from "../../shared/format.ts";
import { assign, distancesTo } from "../cluster/assign.ts";
import { tooFewRowsToCluster } from "../cluster/errors.ts";
import { clusterJudging, MOST_PAIRED } from "../cluster/judge.ts";
import { kMeans } from "../cluster/k-means.ts";
import { type DoubleMatrix, toDoubles } from "../recipe/matrix.ts";
import { pacer } from "../train/pace.ts";
import { randomFrom } from "../train/random.ts";
import type { Algorithm, FittedModel } from "./algorithm.ts";
import { type JsonModel, loadJson, saveJson } from "./json-model.ts";
import type { NoTarget } from "./target.ts";

type Params = Extract<Experiment["model"], { algorithm: "k-means" }>;

interface State extends JsonModel {
  format: "trainyard-k-means";
  features: string[];
  /** One row for each cluster. */
  centres: number[][];
}

const FORMAT = "trainyard-k-means";

/** Parts rows into clusters around their means: scikit-learn's `KMeans`. Says of a row its cluster and the distance to its middle. */
export const kMeansAlgorithm: Algorithm<Params, DoubleMatrix, NoTarget> = {
  read: toDoubles,
  check: () => undefined,

  async fit(params, { train, validation, settings, signal, onEpoch, onProgress }) {
    const { x } = train;
    if (x.rows < params.clusters) throw tooFewRowsToCluster(x.rows, params.clusters);
    const rest = pacer();
    const curve = new Map<number, Record<string, number>>();
    const width = x.features.length;
    const most = params.nInit * params.maxIterations;
    const found = await kMeans(x.data, x.rows, width, {
      ...params,
      random: randomFrom(settings.seed, "clusters"),
      signal,
      async onIteration(iteration, centres, inertia) {
        curve.set(iteration, { loss: inertia / x.rows, val_loss: meanDistance(validation.x, centres) });
        if (await rest()) onProgress(iteration, iteration / most);
        return !signal.aborted;
      },
    });
    // only of the start that was kept: curves of all of them after one another would say nothing
    for (let i = 1; i <= found.iterations; i += 1) onEpoch(i, curve.get(found.before + i) ?? {});
    const centres = rowsOf(found.centres, width);
    return {
      model: kMeansModel({ format: FORMAT, version: 1, features: [...x.features], centres }),
      stopped: found.stopped,
      notes: [...notesOf(params, found, new Set(centres.map(String)).size), ...sampledNote(x.rows)],
    };
  },

  load: async (directory) => kMeansModel(await loadJson<State>(directory, FORMAT)),
};

function kMeansModel(state: State): FittedModel<DoubleMatrix> {
  const centres = Float64Array.from(state.centres.flat());
  const width = state.features.length;
  return {
    read: toDoubles,
    async predict({ data, rows }) {
      const labels = new Int32Array(rows);
      assign(data, rows, width, centres, labels);
      const distances = distancesTo(data, rows, width, centres, labels);
      const values = new Float64Array(rows * 2);
      for (let row = 0; row < rows; row += 1) {
        values[2 * row] = labels[row] as number;
        values[2 * row + 1] = Math.sqrt(distances[row] as number);
      }
      return { values, width: 2 };
    },
    outputs: [
      { name: "cluster", type: "long", levels: state.centres.map((_, k) => String(k)) },
      { name: "distance", type: "double" },
    ],
    judging: (most) => clusterJudging(state.centres.length, most),
    save: (directory) => saveJson(state, directory),
    dispose: () => undefined,
  };
}

/** Mean squared distance to the nearest centre. */
function meanDistance({ data, rows, features }: DoubleMatrix, centres: Float64Array): number {
  return assign(data, rows, features.length, centres, new Int32Array(rows)) / rows;
}

const rowsOf = (values: Float64Array, width: number): number[][] =>
  Array.from({ length: values.length / width }, (_, k) => Array.from(values.subarray(k * width, (k + 1) * width)));

function notesOf({ clusters, nInit, maxIterations }: Params, found: Awaited<ReturnType<typeof kMeans>>, distinct: number): string[] {
  if (found.stopped) return [`Stopped on request in start ${found.starts} of ${nInit}.`];
  const notes: string[] = [];
  if (!found.converged) notes.push(`The centres still moved after ${plural(maxIterations, "iteration")}: raise maxIterations.`);
  if (distinct < clusters) notes.push(`The rows have only ${plural(distinct, "different place")}: fewer than ${clusters} clusters.`);
  return notes;
}

const sampledNote = (rows: number): string[] =>
  rows > MOST_PAIRED
    ? [`A silhouette looks at all pairs of rows: of more than ${MOST_PAIRED}, it is that of so many drawn by chance.`]
    : [];
