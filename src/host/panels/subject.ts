import type { PanelInput } from "../../protocol/panel.ts";
import { rejectedRowsFrom } from "../../protocol/reading.ts";
import { plural } from "../../shared/format.ts";

/** The same for the same subject: one panel each. */
export function keyOf(input: PanelInput): string {
  if (input.panel === "experiment") return ["experiment", input.folder, input.file].join("\n");
  if (input.panel === "profile") return ["profile", input.folder, input.file].join("\n");
  if (input.panel === "run") return ["run", input.folder, ...[...input.runs].sort()].join("\n");
  return ["history", input.folder].join("\n");
}

/** What the tab says. */
export function titleOf(input: PanelInput, nameOf: (run: string) => string): string {
  if (input.panel === "profile") return `Profile: ${input.file.split(/[\\/]/).at(-1)}`;
  if (input.panel === "history") return "Run History";
  if (input.panel === "experiment") return `Experiment: ${input.file.split(/[\\/]/).at(-1)}`;
  if (input.runs.length > 3) return `Compare: ${plural(input.runs.length, "run")}`;
  return `${input.runs.length > 1 ? "Compare" : "Run"}: ${input.runs.map(nameOf).join(", ")}`;
}

/** What a window kept of a panel, if it can still be used: either the input itself, or an object that holds it as `input`. */
export function inputFrom(state: unknown): PanelInput | null {
  if (typeof state !== "object" || state === null) return null;
  if ("input" in state) return inputFrom(state.input);
  const { panel, folder, file, target, sample, rejectedRows, runs } = state as Record<string, unknown>;
  if (typeof folder !== "string") return null;
  if (panel === "history") return { panel, folder };
  if (panel === "profile" && typeof file === "string") {
    return {
      panel,
      folder,
      file,
      ...(typeof target === "string" ? { target } : {}),
      ...(typeof sample === "number" ? { sample } : {}),
      ...rejectedRowsFrom(rejectedRows),
    };
  }
  if (panel !== "run" || !Array.isArray(runs) || runs.length === 0) return null;
  return runs.every((run) => typeof run === "string") ? { panel, folder, runs: runs as string[] } : null;
}
