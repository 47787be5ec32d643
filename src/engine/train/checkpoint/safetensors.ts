import { checkpointUnreadable } from "../errors.ts";
import type { Checkpoint, Numbers } from "./checkpoint.ts";

/** Hugging Face's safetensors format: 8 bytes of the header's length, a JSON header, the numbers, little-endian. */
const TYPES = { F32: Float32Array, F64: Float64Array, I32: Int32Array, U8: Uint8Array } as const;
type TypeName = keyof typeof TYPES;
const LENGTH_BYTES = 8;
/** Any of `TYPES` may begin here. */
const ALIGNED = 8;

interface Entry {
  dtype: TypeName;
  shape: [number];
  data_offsets: [number, number];
}

/** A checkpoint as the bytes of a safetensors file; its state is the metadata's `trainyard`. */
export function encodeCheckpoint({ epoch, state, arrays }: Checkpoint): Uint8Array[] {
  let at = 0;
  const parts: Uint8Array[] = [];
  const entries: [string, Entry][] = [];
  // those of large numbers first, so that each begins where its type may
  const sorted = Object.entries(arrays).sort(([, a], [, b]) => b.BYTES_PER_ELEMENT - a.BYTES_PER_ELEMENT);
  for (const [name, array] of sorted) {
    entries.push([name, { dtype: typeOf(array), shape: [array.length], data_offsets: [at, at + array.byteLength] }]);
    parts.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    at += array.byteLength;
  }
  const text = JSON.stringify({ __metadata__: { epoch: String(epoch), trainyard: JSON.stringify(state) }, ...Object.fromEntries(entries) });
  const header = Buffer.from(text);
  const padded = Buffer.concat([header, Buffer.alloc((ALIGNED - (header.length % ALIGNED)) % ALIGNED, " ")]);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(padded.length));
  return [length, padded, ...parts];
}

/** What `encodeCheckpoint` made. Throws `checkpoint-unreadable` for bytes that are cut short or of another kind. */
export function decodeCheckpoint(bytes: Buffer, file: string): Checkpoint {
  const length = bytes.length < LENGTH_BYTES ? Number.NaN : Number(bytes.readBigUInt64LE());
  if (!(length <= bytes.length - LENGTH_BYTES)) throw checkpointUnreadable(file, "it is cut short");
  const data = bytes.subarray(LENGTH_BYTES + length);
  try {
    const { __metadata__, ...entries } = JSON.parse(bytes.toString("utf8", LENGTH_BYTES, LENGTH_BYTES + length));
    const arrays = Object.entries(entries as Record<string, Entry>).map(([name, entry]) => [name, numbersOf(entry, data)]);
    return { epoch: Number(__metadata__.epoch), state: JSON.parse(__metadata__.trainyard), arrays: Object.fromEntries(arrays) };
  } catch (error) {
    throw checkpointUnreadable(file, "it is cut short or no checkpoint of ours", error);
  }
}

function numbersOf({ dtype, data_offsets: [from, to] }: Entry, data: Buffer): Numbers {
  if (to > data.length) throw new RangeError("cut short");
  const own = new Uint8Array(data.subarray(from, to)).buffer;
  return new TYPES[dtype](own);
}

function typeOf(array: Numbers): TypeName {
  const found = (Object.keys(TYPES) as TypeName[]).find((name) => array instanceof TYPES[name]);
  return found as TypeName;
}
