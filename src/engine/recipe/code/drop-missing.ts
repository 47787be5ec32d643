import type { dropMissing } from "../steps/drop-missing.ts";
import type { Emitter } from "./emitter.ts";

export const emitDropMissing: Emitter<typeof dropMissing> = ({ options: { when }, columns }, code) =>
  code.leaveOutWhen(columns.map((column) => code.missing(column)).join(when === "all" ? " && " : " || ") || "false");
