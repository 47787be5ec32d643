import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;

/**
 * Reads single files out of a zip archive (APPNOTE.TXT 6.3; no zip64, no encryption), streaming.
 * @returns {Promise<{ has(name: string): boolean, read(name: string): Promise<Buffer>, extract(name: string, file: string): Promise<void>, close(): Promise<void> }>}
 */
export async function openZip(path) {
  const handle = await open(path, "r");
  const entries = await readDirectory(handle).catch(async (error) => {
    await handle.close();
    throw error;
  });
  const source = async (name) => {
    const entry = entries.get(name);
    if (!entry) throw new Error(`${path} has no ${name}`);
    const header = await readAt(handle, entry.offset, 30);
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const packed = createReadStream(path, { start, end: start + entry.packedSize - 1, highWaterMark: 1 << 20 });
    return entry.method === STORED ? [packed] : [packed, createInflateRaw({ chunkSize: 1 << 20 })];
  };
  return {
    has: (name) => entries.has(name),
    async read(name) {
      const chunks = [];
      const collect = new Writable({ write: (chunk, _, done) => done(null, chunks.push(chunk)) });
      await pipeline(...(await source(name)), collect);
      return Buffer.concat(chunks);
    },
    extract: async (name, file) => pipeline(...(await source(name)), createWriteStream(file)),
    close: () => handle.close(),
  };
}

async function readDirectory(handle) {
  const { size } = await handle.stat();
  const tailSize = Math.min(size, 65_557);
  const tail = await readAt(handle, size - tailSize, tailSize);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || tail.readUInt32LE(end) !== END) throw new Error("not a zip archive");
  const directory = await readAt(handle, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = new Map();
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.set(directory.toString("utf8", at + 46, at + 46 + nameLength), {
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function readAt(handle, position, length) {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new Error("the zip archive is cut off");
  return buffer;
}
