import type { interactions } from "../steps/interactions.ts";
import type { Emitter } from "./emitter.ts";
import { text } from "./literals.ts";

export const emitInteractions: Emitter<typeof interactions> = ({ options: { squares }, columns }, code) => {
  const numbers = columns.filter(({ kind }) => kind === "number");
  for (const [i, a] of numbers.entries()) {
    for (const b of numbers.slice(squares ? i : i + 1)) {
      const name = a === b ? `${a.name}_squared` : `${a.name}_x_${b.name}`;
      code.add(name, "number", code.call("bounded", `${a.id} * ${b.id}`, text(name)));
    }
  }
};
