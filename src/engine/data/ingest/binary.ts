import { decoderOf, type Encoding } from "./encoding.ts";

const MAGIC: { bytes: number[]; what: string; remedy: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    what: "a ZIP archive (Excel workbooks are ZIP archives too)",
    remedy: "Unpack it, or save the sheet as CSV.",
  },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: "an old Office document", remedy: "Save the sheet as CSV." },
  { bytes: [0x1f, 0x8b], what: "compressed with gzip", remedy: "Decompress it first." },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: "compressed with zstd", remedy: "Decompress it first." },
  { bytes: [0x42, 0x5a, 0x68], what: "compressed with bzip2", remedy: "Decompress it first." },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: "a PNG picture", remedy: "Name a data file such as data.csv." },
  { bytes: [0xff, 0xd8, 0xff], what: "a JPEG picture", remedy: "Name a data file such as data.csv." },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: "a PDF document", remedy: "Export the table as CSV." },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], what: "an SQLite database", remedy: "Export the table as CSV or Parquet." },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: "a Parquet file", remedy: "Give it the extension .parquet." },
];

/** What a file is that begins so and is not text; null where it may be text. */
export function binaryKind(head: Buffer, encoding: Encoding): { what: string; remedy: string } | null {
  const known = MAGIC.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));
  if (known) return known;
  const text = new TextDecoder(decoderOf(encoding)).decode(head, { stream: true });
  let strange = 0;
  for (let i = 0; i < text.length; i += 1) if (isStrange(text.charCodeAt(i))) strange += 1;
  const binary = text.includes("\0") || strange > text.length * 0.02;
  return binary ? { what: "a binary file", remedy: "Name a data file: CSV, TSV, JSON, JSON Lines or Parquet." } : null;
}

/** A control character but tab, line ends and form feed, or what no decoder could read. */
const isStrange = (code: number): boolean => code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13);
