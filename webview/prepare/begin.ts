import type { RawStep, StepKind } from "../../src/protocol/prepare.ts";

/** What most steps of a family are used on. */
const USUAL: Record<string, string> = {
  Scale: "number",
  Encode: "category",
  Dates: "date",
  Text: "text",
  "Earlier rows": "number",
  Select: "number",
};

/** A new step: on the columns that its family is for, where the file need not say them. */
export function beginStep({ name, family, schema }: StepKind): RawStep {
  const { columns } = schema.properties ?? {};
  const preset = columns?.default === undefined ? USUAL[family] : undefined;
  return preset === undefined ? { step: name } : { step: name, columns: preset };
}
