import { type findAndReplace, patternOf, replacementText } from "../steps/find-and-replace.ts";
import type { Emitter } from "./emitter.ts";
import { number, text } from "./literals.ts";

export const emitFindAndReplace: Emitter<typeof findAndReplace> = ({ options, columns }, code) => {
  const { find, replace, wholeCell, matchCase, regularExpression } = options;
  for (const column of columns) {
    const { id, kind, name } = column;
    if (kind === "number") {
      code.again(column);
      code.line(`if (${id} === ${number(Number(find))}) ${id} = ${replace === null ? "Number.NaN" : number(Number(replace))};`);
    } else if (wholeCell && !regularExpression) {
      const [own, wanted] = matchCase ? [id, String(find)] : [`${id}?.toLowerCase()`, String(find).toLowerCase()];
      code.again(column);
      code.line(`if (${own} === ${text(wanted)}) ${id} = ${replace === null ? "null" : text(String(replace))};`);
    } else if (kind === "text") {
      const { source, flags } = patternOf(options);
      const pattern = code.constant(`${name}_pattern`, `new RegExp(${text(source)}, ${text(flags)})`);
      const replaced =
        replace === null ? `${id}.search(${pattern}) < 0 ? ${id} : null` : `${id}.replace(${pattern}, ${text(replacementText(options))})`;
      code.assign(column, `${id} === null ? null : ${replaced}`);
    }
  }
};
