import type { Experiment } from "../../protocol/experiment.ts";
import { plural } from "../../shared/format.ts";
import { assign, distancesTo } from "../cluster/assign.ts";
import { tooFewRowsToCluster } from "../cluster/errors.ts";
import { lloydInParts } from "../cluster/in-parts.ts";
import { clusterJudging, MOST_PAIRED } from "../cluster/judge.ts";
import { type KMeans, kMeans } from "../cluster/k-means.ts";
import { type DoubleMatrix, toDoubles } from "../recipe/matrix.ts";
import { pacer } from "../train/pace.ts";
import { randomFrom } from "../train/random.ts";
import { trainingRows } from "../train/stream/row-parts.ts";
import type { Algorithm, Fit, FitContext, FittedModel } from "./algorithm.ts";
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
  streams: "in order",
  bytesAFeature: 8,
  keepsOfARow: () => 4,

  async fit(params, context) {
    const { train, validation, settings, signal, onEpoch, onProgress } = context;
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
    if (context.stream && !found.stopped) return goneOnWith(params, found.centres, context);
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

/** From the best centres of the rows in memory to those of all rows, which are gone through once an iteration. */
async function goneOnWith(params: Params, from: Float64Array, context: FitContext<DoubleMatrix, NoTarget>): Promise<Fit<DoubleMatrix>> {
  const { train, validation, signal, onEpoch, onProgress } = context;
  const rows = trainingRows(context, (x) => x.rows);
  const found = await lloydInParts(rows, train.x.features.length, from, {
    ...params,
    async onIteration(iteration, centres, inertia) {
      onEpoch(iteration, { loss: inertia / rows.rows, val_loss: meanDistance(validation.x, centres) });
      onProgress(iteration, iteration / params.maxIterations);
      return !signal.aborted;
    },
  });
  const centres = rowsOf(found.centres, train.x.features.length);
  const end = { ...found, starts: params.nInit };
  return {
    model: kMeansModel({ format: FORMAT, version: 1, features: [...train.x.features], centres }),
    stopped: found.stopped,
    notes: [
      `The ${plural(params.nInit, "start")} went from the ${plural(train.x.rows, "row")} held in memory; from the best of them the centres moved on over all rows.`,
      ...notesOf(params, end, new Set(centres.map(String)).size),
      ...sampledNote(rows.rows),
    ],
  };
}

function kMeansModel(state: State): FittedModel<DoubleMatrix> {
  const centres = Float64Array.from(state.centres.flat());
  const width = state.features.length;
  const placed = ({ data, rows }: DoubleMatrix) => {
    const labels = new Int32Array(rows);
    assign(data, rows, width, centres, labels);
    return { labels, distances: distancesTo(data, rows, width, centres, labels).map(Math.sqrt) };
  };
  return {
    read: toDoubles,
    async predict(x) {
      const { labels, distances } = placed(x);
      const values = new Float64Array(x.rows * 2);
      for (let row = 0; row < x.rows; row += 1) {
        values[2 * row] = labels[row] as number;
        values[2 * row + 1] = distances[row] as number;
      }
      return { values, width: 2 };
    },
    insight: async (x) => ({ clusters: { count: state.centres.length, ...placed(x) } }),
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

function notesOf(
  { clusters, nInit, maxIterations }: Params,
  found: Pick<KMeans, "stopped" | "starts" | "converged">,
  distinct: number,
): string[] {
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
