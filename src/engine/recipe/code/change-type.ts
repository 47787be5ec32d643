import type { StepOptions } from "../step.ts";
import type { changeType } from "../steps/change-type.ts";
import type { Code } from "./code.ts";
import { emitDateFormat } from "./date-format.ts";
import type { Emitter, Variable } from "./emitter.ts";
import { text } from "./literals.ts";

type Options = StepOptions<"change-type">;

export const emitChangeType: Emitter<typeof changeType> = ({ options, state, columns }, code) => {
  const { to, unreadable } = options;
  for (const column of columns) {
    const { id, kind, name } = column;
    if (!state[name]?.changed) continue;
    if (to === "text" || to === "category") {
      if (kind !== "text") code.add(name, "text", code.label(column));
      continue;
    }
    const made = to === "date" ? "date" : "number";
    if (kind === "date" || (kind === "number" && to === "number")) {
      code.add(name, made, id);
      continue;
    }
    const value = kind === "text" ? ofText(column, options, code) : ofNumber(column, options, code);
    const checked = unreadable === "missing" ? value : code.call("readable", value, text(name), text(to));
    code.add(name, made, `${code.missing(column)} ? Number.NaN : ${checked}`);
  }
};

function ofText({ id, name }: Variable, { to, format, decimal }: Options, code: Code): string {
  if (to === "number") return code.call("readNumber", id, text(decimal));
  if (to === "boolean") return code.call("readBoolean", id);
  if (format === undefined) return code.call("readDate", id);
  if (format === "epoch-seconds" || format === "epoch-milliseconds")
    return code.call("asTime", `${code.call("readNumber", id, '"."')} * ${format === "epoch-seconds" ? 1000 : 1}`);
  return emitDateFormat(id, name, format, code);
}

function ofNumber({ id, name }: Variable, { to, format }: Options, code: Code): string {
  if (to === "boolean") return `${id} === 0 || ${id} === 1 ? ${id} : Number.NaN`;
  if (format === "epoch-seconds" || format === "epoch-milliseconds")
    return code.call("asTime", `${id} * ${format === "epoch-seconds" ? 1000 : 1}`);
  return format === undefined ? code.call("readDate", `String(${id})`) : emitDateFormat(`String(${id})`, name, format, code);
}
