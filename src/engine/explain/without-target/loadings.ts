import type { Loadings } from "../../../protocol/explanation.ts";

const MOST_FEATURES = 50;
const MOST_COMPONENTS = 10;

/** The first components over the features that weigh most in them, by the largest weight. */
export function shownLoadings({ features, components }: Loadings): Loadings {
  const kept = components.slice(0, MOST_COMPONENTS);
  const weight = (k: number) => Math.max(...kept.map(({ weights }) => Math.abs(weights[k] as number)));
  const order = [...features.keys()].sort((a, b) => weight(b) - weight(a) || a - b).slice(0, MOST_FEATURES);
  return {
    features: order.map((k) => features[k] as string),
    components: kept.map((one) => ({ ...one, weights: order.map((k) => one.weights[k] as number) })),
  };
}
