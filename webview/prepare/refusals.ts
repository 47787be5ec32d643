import type { Preview } from "../../src/protocol/prepare.ts";

/** What the engine says is wrong with the step `at`, by its options; under `""` what is about it as a whole. */
export function refusalsOf(preview: Preview | undefined, at: number): Map<string, string> {
  const error = preview?.steps[at]?.error;
  if (!error) return new Map();
  const [, option = ""] = /^recipe\.\d+\.([A-Za-z]+)/.exec(error.place?.field ?? "") ?? [];
  return new Map([[option === "step" ? "" : option, `${error.message} ${error.remedy}`]]);
}
