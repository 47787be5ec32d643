import { createHash } from "node:crypto";
import type { DataFile } from "../../../protocol/reading.ts";
import type { Scan } from "./scan.ts";

/** What tells data from other data. */
export interface Identity {
  bytes: number;
  /** Of the file's bytes; of several, of the lines `<sha256>  <name>` of each. */
  sha256: string;
  encoding: string;
  /** Every file that was read, by absolute path. */
  files: DataFile[];
}

interface Scanned {
  file: string;
  label: string;
  scan: Pick<Scan, "bytes" | "sha256">;
}

export function identityOf(found: readonly Scanned[], encoding: string): Identity {
  const [first] = found as [Scanned];
  const several = found.map(({ scan, label }) => `${scan.sha256}  ${label}\n`).join("");
  return {
    encoding,
    bytes: found.reduce((sum, { scan }) => sum + scan.bytes, 0),
    sha256: found.length === 1 ? first.scan.sha256 : createHash("sha256").update(several).digest("hex"),
    files: found.map(({ file, scan: { bytes, sha256 } }) => ({ path: file, bytes, sha256 })),
  };
}
