import type { Tensor } from "@tensorflow/tfjs-core";
import type { Inputs } from "../train/batch.ts";
import { readImage } from "./decode.ts";
import { resize } from "./resize.ts";

/** Images by the files they are in. */
export interface ImageRows {
  rows: number;
  paths: string[];
}

export interface ImageShape {
  size: number;
  channels: 1 | 3;
}

export interface Augment {
  flip: boolean;
  /** Share of the size. */
  shift: number;
  seed: number;
}

/** Resized images kept from one epoch to the next; what goes beyond is read each time. */
const MOST_KEPT_BYTES = 512 * 2 ** 20;
const ROWS_AT_ONCE = 64;

/** Images as one input [rows, size, size, channels] of values from 0 to 1, read when they are first needed. `augment`: each time they are. */
export function imageInputs({ rows, paths }: ImageRows, { size, channels }: ImageShape, augment: Augment | null): Inputs {
  const length = size * size * channels;
  const most = Math.floor(MOST_KEPT_BYTES / length);
  const kept = new Map<number, Uint8Array>();
  const pixelsOf = (row: number): Uint8Array => {
    const known = kept.get(row);
    if (known) return known;
    const pixels = resize(readImage(paths[row] as string, channels), size, size);
    if (kept.size < most) kept.set(row, pixels);
    return pixels;
  };
  return {
    rows,
    atOnce: ROWS_AT_ONCE,
    tensors(tf, order, from, to): Tensor[] {
      const values = new Float32Array((to - from) * length);
      for (let i = from; i < to; i += 1) {
        const row = order[i] as number;
        const target = values.subarray((i - from) * length, (i - from + 1) * length);
        copy(pixelsOf(row), target, { size, channels }, augment && changeOf(augment, row, i, size));
      }
      return [tf.tensor4d(values, [to - from, size, size, channels])];
    },
  };
}

interface Change {
  flip: boolean;
  right: number;
  down: number;
}

/** Of the row and its place in the epoch's order alone, so that a training that goes on draws what an unbroken one draws. */
function changeOf({ flip, shift, seed }: Augment, row: number, place: number, size: number): Change {
  const most = Math.round(shift * size);
  const draw = (what: number) => mix(seed, row, place, what);
  const moved = (what: number) => Math.floor(draw(what) * (2 * most + 1)) - most;
  return { flip: flip && draw(1) < 0.5, right: moved(2), down: moved(3) };
}

/** A number in [0, 1) of some integers: rounds of MurmurHash3. */
function mix(...parts: number[]): number {
  let hash = 0;
  for (const part of parts) {
    hash ^= Math.imul(part, 0xcc9e2d51);
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) / 2 ** 32;
}

/** What is moved in from outside repeats the edge. */
function copy(pixels: Uint8Array, target: Float32Array, { size, channels }: ImageShape, change: Change | null): void {
  if (!change) {
    for (let i = 0; i < pixels.length; i += 1) target[i] = (pixels[i] as number) / 255;
    return;
  }
  const within = (at: number) => Math.min(size - 1, Math.max(0, at));
  for (let y = 0; y < size; y += 1) {
    const row = within(y - change.down);
    for (let x = 0; x < size; x += 1) {
      const column = within((change.flip ? size - 1 - x : x) - change.right);
      for (let c = 0; c < channels; c += 1)
        target[(y * size + x) * channels + c] = (pixels[(row * size + column) * channels + c] as number) / 255;
    }
  }
}
