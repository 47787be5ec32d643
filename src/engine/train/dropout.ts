import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Random } from "./random.ts";

const LARGEST_SEED = 2 ** 31;

/**
 * Gives each dropout layer a new seed for the next step. TensorFlow.js draws the same mask at every step from a fixed
 * seed, and without one a run cannot be repeated.
 */
export function reseedDropout(network: LayersModel, random: Random): void {
  for (const layer of network.layers) {
    if (layer.getClassName() === "Dropout") (layer as unknown as { seed: number }).seed = random.below(LARGEST_SEED);
  }
}
