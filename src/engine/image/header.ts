/** What the first and last bytes of an image say. */
export interface ImageHeader {
  format: "png" | "jpeg";
  width: number;
  height: number;
}

const PNG = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const PNG_END = Buffer.from("IEND");

/** Reads the size of a PNG or JPEG out of its bytes; a sentence where it is none, or not whole. */
export function headerOf(bytes: Buffer): ImageHeader | string {
  if (bytes.length === 0) return "the file is empty";
  if (bytes.subarray(0, 8).equals(PNG)) return pngHeader(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegHeader(bytes);
  return "it is neither a PNG nor a JPEG";
}

function pngHeader(bytes: Buffer): ImageHeader | string {
  if (bytes.length < 24 || bytes.indexOf(PNG_END, Math.max(8, bytes.length - 64)) < 0) return "the PNG is cut short";
  return sized("png", bytes.readUInt32BE(16), bytes.readUInt32BE(20));
}

/** Walks the segments up to the frame header, which has the size (ITU T.81, B.2.2). */
function jpegHeader(bytes: Buffer): ImageHeader | string {
  if (bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < 0) return "the JPEG is cut short";
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return "the JPEG is damaged";
    const marker = bytes[at + 1] as number;
    if (isFrame(marker)) return sized("jpeg", bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return "the JPEG has no image in it";
}

/** SOF0 to SOF15, less the markers among them that mean something else. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const sized = (format: ImageHeader["format"], width: number, height: number): ImageHeader | string =>
  width > 0 && height > 0 ? { format, width, height } : "the image has no size";
