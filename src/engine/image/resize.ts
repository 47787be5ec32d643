import type { Image } from "./decode.ts";

/** Bilinear, between the centres of pixels: `tf.image.resize(..., half_pixel_centers)`, Keras's and OpenCV's. Without an average over what shrinks. */
export function resize({ width, height, channels, pixels }: Image, toWidth: number, toHeight: number): Uint8Array {
  const result = new Uint8Array(toWidth * toHeight * channels);
  for (let y = 0; y < toHeight; y += 1) {
    const [top, bottom, down] = between(y, height / toHeight, height);
    for (let x = 0; x < toWidth; x += 1) {
      const [left, right, across] = between(x, width / toWidth, width);
      for (let channel = 0; channel < channels; channel += 1) {
        const value = (row: number, column: number) => pixels[(row * width + column) * channels + channel] as number;
        const upper = value(top, left) * (1 - across) + value(top, right) * across;
        const lower = value(bottom, left) * (1 - across) + value(bottom, right) * across;
        result[(y * toWidth + x) * channels + channel] = Math.round(upper * (1 - down) + lower * down);
      }
    }
  }
  return result;
}

/** The two pixels that a new one lies between, and how far it is from the first. */
function between(position: number, scale: number, size: number): [number, number, number] {
  const at = Math.min(size - 1, Math.max(0, (position + 0.5) * scale - 0.5));
  const first = Math.floor(at);
  return [first, Math.min(size - 1, first + 1), at - first];
}
