import type { convertCase } from "../steps/convert-case.ts";
import type { Emitter } from "./emitter.ts";

export const emitConvertCase: Emitter<typeof convertCase> = ({ options: { to }, columns }, code) => {
  for (const column of columns.filter(({ kind }) => kind === "text")) {
    const { id } = column;
    const cases = {
      lower: () => `${id}.toLowerCase()`,
      upper: () => `${id}.toUpperCase()`,
      title: () => code.call("titleCase", id),
      sentence: () => code.call("capitalised", `${id}.toLowerCase()`),
    };
    code.assign(column, `${id} === null ? null : ${cases[to]()}`);
  }
};
