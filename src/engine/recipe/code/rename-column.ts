import type { renameColumn } from "../steps/rename-column.ts";
import type { Emitter } from "./emitter.ts";

export const emitRenameColumn: Emitter<typeof renameColumn> = ({ options: { to }, columns }, code) => {
  for (const column of columns) {
    code.rename(column, to);
    code.line(`// ${JSON.stringify(column.name)} is ${JSON.stringify(to)} from here on.`);
  }
};
