import { readFileSync } from "node:fs";
import { convertIndexedToRgb, decode as decodePng } from "fast-png";
import { decode as decodeJpeg } from "jpeg-js";
import { imageUnreadable } from "./errors.ts";
import { headerOf } from "./header.ts";

/** Pixels row by row, the channels of one side by side, 0 to 255. */
export interface Image {
  width: number;
  height: number;
  channels: 1 | 3;
  pixels: Uint8Array;
}

/** More than this one image is not worth: a broken header says anything. */
const MOST_PIXELS = 100_000_000;
const MOST_JPEG_MEGABYTES = 1024;

/** Reads a PNG or JPEG of the disk as colours, or as grey by the luma of Rec. 601; what is transparent is white. Throws `image-unreadable`. */
export function readImage(file: string, channels: 1 | 3): Image {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw imageUnreadable(file, gone ? "it is not there any more" : "it cannot be read", error);
  }
  const header = headerOf(bytes);
  if (typeof header === "string") throw imageUnreadable(file, header);
  if (header.width * header.height > MOST_PIXELS) throw imageUnreadable(file, "it has more than 100 million pixels");
  try {
    return withChannels(header.format === "png" ? fromPng(bytes) : fromJpeg(bytes), channels);
  } catch (error) {
    throw imageUnreadable(file, "its pixels are damaged", error);
  }
}

interface Raw {
  width: number;
  height: number;
  /** 1 grey, 2 grey and alpha, 3 colours, 4 colours and alpha. */
  channels: number;
  data: ArrayLike<number>;
  /** The largest value. */
  most: number;
}

function fromPng(bytes: Buffer): Raw {
  const png = decodePng(bytes);
  const most = 2 ** png.depth - 1;
  if (png.depth < 8 && !png.palette) return { ...png, data: unpacked(png.data, png.width, png.height, png.depth), most };
  if (!png.palette) return { ...png, most };
  const channels = png.palette[0]?.length ?? 3;
  return { width: png.width, height: png.height, channels, data: convertIndexedToRgb(png), most: 255 };
}

/** Grey of 1, 2 or 4 bits, several pixels a byte; each row begins with a byte of its own. */
function unpacked(data: ArrayLike<number>, width: number, height: number, depth: number): Uint8Array {
  const bytes = Math.ceil((width * depth) / 8);
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const bit = (i % width) * depth;
    const byte = data[Math.floor(i / width) * bytes + (bit >> 3)] as number;
    return (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  });
}

function fromJpeg(bytes: Buffer): Raw {
  const { width, height, data } = decodeJpeg(bytes, { useTArray: true, maxMemoryUsageInMB: MOST_JPEG_MEGABYTES });
  return { width, height, channels: 4, data, most: 255 };
}

function withChannels({ width, height, channels: given, data, most }: Raw, channels: 1 | 3): Image {
  const pixels = new Uint8Array(width * height * channels);
  const [grey, alpha] = [given < 3, given === 2 || given === 4];
  for (let i = 0; i < width * height; i += 1) {
    const at = i * given;
    const opaque = alpha ? (data[at + given - 1] as number) / most : 1;
    const value = (channel: number) => ((data[at + (grey ? 0 : channel)] as number) / most) * 255 * opaque + 255 * (1 - opaque);
    if (channels === 1) pixels[i] = Math.round(grey ? value(0) : 0.299 * value(0) + 0.587 * value(1) + 0.114 * value(2));
    else for (let channel = 0; channel < 3; channel += 1) pixels[i * 3 + channel] = Math.round(value(channel));
  }
  return { width, height, channels, pixels };
}
