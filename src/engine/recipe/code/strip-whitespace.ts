import type { stripWhitespace } from "../steps/strip-whitespace.ts";
import type { Emitter } from "./emitter.ts";

export const emitStripWhitespace: Emitter<typeof stripWhitespace> = ({ options: { inner }, columns }, code) => {
  for (const column of columns.filter(({ kind }) => kind === "text"))
    code.assign(column, `${column.id}?.trim()${inner ? '.replace(/\\s+/g, " ")' : ""} || null`);
};
