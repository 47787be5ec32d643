export interface Pointer {
  sha256: string;
  bytes: number;
}

/** A pointer is less than this long, so that a longer blob need not be looked into. */
export const POINTER_LIMIT = 1024;

/** A git-lfs pointer: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
export const formatPointer = ({ sha256, bytes }: Pointer): string =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${bytes}\n`;

export function parsePointer(blob: Buffer): Pointer | undefined {
  if (blob.length >= POINTER_LIMIT) return undefined;
  const text = blob.toString("latin1");
  if (!text.startsWith("version https://git-lfs.github.com/spec/v1\n")) return undefined;
  const sha256 = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const bytes = /^size (\d+)$/m.exec(text)?.[1];
  return sha256 && bytes ? { sha256, bytes: Number(bytes) } : undefined;
}

/** Lines for .gitattributes that make git-lfs see the pointers at `paths` as its own. */
export const lfsAttributes = (paths: readonly string[]): string =>
  paths.map((path) => `${attributePattern(path)} filter=lfs diff=lfs merge=lfs -text\n`).join("");

/** One path exactly, as a quoted .gitattributes pattern: first the glob's escapes, then C's. */
function attributePattern(path: string): string {
  const glob = `/${path}`.replace(/[\\*?[]/g, "\\$&");
  const quoted = glob.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
  return `"${quoted}"`;
}
