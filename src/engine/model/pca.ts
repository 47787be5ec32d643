import type { Experiment } from "../../protocol/experiment.ts";
import { plural } from "../../shared/format.ts";
import { nothingVaries, pcaTooWide, tooManyComponents } from "../pca/errors.ts";
import { type PrincipalComponents, principalComponents } from "../pca/principal-components.ts";
import { type Axes, project, Reconstruction } from "../pca/project.ts";
import { squaredResiduals } from "../pca/residuals.ts";
import { type DoubleMatrix, toDoubles } from "../recipe/matrix.ts";
import { trainingRows } from "../train/stream/row-parts.ts";
import type { Algorithm, FittedModel } from "./algorithm.ts";
import { type JsonModel, loadJson, saveJson } from "./json-model.ts";
import type { NoTarget } from "./target.ts";

type Params = Extract<Experiment["model"], { algorithm: "pca" }>;

interface State extends JsonModel {
  format: "trainyard-pca";
  features: string[];
  mean: number[];
  /** One row for each component, of length 1. */
  components: number[][];
  /** Variance of the training rows along each. */
  variances: number[];
  whiten: boolean;
  /** The share of the variance along each direction there is, of the first ones: those that were kept, and what was left out. */
  ratios: number[];
}

const FORMAT = "trainyard-pca";
/** Finding eigenvectors takes the cube of this. */
const MOST_DIRECTIONS = 4000;
/** Ratios that are kept beside a model. */
const MOST_RATIOS = 100;

/** Principal components, exactly: scikit-learn's `PCA`. Says of a row its place along each. */
export const pca: Algorithm<Params, DoubleMatrix, NoTarget> = {
  read: toDoubles,
  streams: "in order",
  bytesAFeature: 16,

  check({ components }, { features }) {
    if (components > features.length) throw tooManyComponents(components, features.length);
  },

  async fit({ components: asked, whiten }, context) {
    const { train, signal } = context;
    const rows = trainingRows(context, (x) => x.rows);
    const size = Math.min(rows.rows, train.x.features.length);
    if (size > MOST_DIRECTIONS) throw pcaTooWide(size, MOST_DIRECTIONS);
    const found = await principalComponents(rows, train.x.features.length, signal);
    if (found.components.length === 0) throw nothingVaries();
    const ratios = found.variances.map((variance) => variance / found.total);
    const count = Math.min(asked < 1 ? countFor(asked, ratios) : asked, ratios.length);
    const state: State = {
      format: FORMAT,
      version: 1,
      features: [...train.x.features],
      mean: Array.from(found.mean),
      components: found.components.slice(0, count).map((component) => Array.from(component)),
      variances: found.variances.slice(0, count),
      whiten,
      ratios: ratios.slice(0, Math.max(count, MOST_RATIOS)),
    };
    return { model: pcaModel(state), stopped: false, notes: notesOf(asked, found, ratios, count) };
  },

  load: async (directory) => pcaModel(await loadJson<State>(directory, FORMAT)),
};

/** The fewest components that explain more than this share, as scikit-learn counts them. */
function countFor(share: number, ratios: readonly number[]): number {
  let sum = 0;
  const last = ratios.findIndex((ratio) => {
    sum += ratio;
    return sum > share;
  });
  return last < 0 ? ratios.length : last + 1;
}

const axesOf = ({ mean, components, variances, whiten }: State): Axes => ({
  mean: Float64Array.from(mean),
  components: components.map((component) => Float64Array.from(component)),
  scales: Float64Array.from(variances, (variance) => (whiten ? Math.sqrt(variance) : 1)),
});

function pcaModel(state: State): FittedModel<DoubleMatrix> {
  const axes = axesOf(state);
  const nameOf = (k: number) => `component_${k + 1}`;
  return {
    read: toDoubles,
    predict: async (x) => ({ values: project(x, axes), width: axes.components.length }),
    outputs: state.components.map((_, k) => ({ name: nameOf(k), type: "double" })),
    async insight(x) {
      const components = axes.components.map((weights, k) => ({
        name: nameOf(k),
        ratio: state.ratios[k] as number,
        weights: Array.from(weights),
      }));
      const { features } = state;
      return {
        loadings: { features, components },
        reconstruction: { features, errors: squaredResiduals(x, axes), threshold: null },
      };
    },
    judging(most) {
      const reconstruction = new Reconstruction(axes, most);
      return {
        add: (x, { values }) => reconstruction.add(x, values),
        end() {
          const under = reconstruction.under();
          const components = state.ratios.map((ratio, k) => ({ name: nameOf(k), ratio, kept: k < state.components.length }));
          return { metrics: under(null), under, components };
        },
      };
    },
    save: (directory) => saveJson(state, directory),
    dispose: () => undefined,
  };
}

function notesOf(asked: number, { mean }: PrincipalComponents, ratios: readonly number[], count: number): string[] {
  const share = ratios.slice(0, count).reduce((sum, ratio) => sum + ratio, 0);
  const kept = `${plural(count, "component")} of ${plural(mean.length, "column")} explain ${(share * 100).toFixed(1)} % of the training rows' variance.`;
  if (asked <= count || asked < 1) return [kept];
  return [`The training rows differ in ${plural(count, "direction")} only: ${asked} components were asked for.`, kept];
}
