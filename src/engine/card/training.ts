import { durationOf } from "../../shared/duration.ts";
import { formatDuration } from "../../shared/format.ts";
import { table, text } from "../report/markdown/table.ts";
import type { CardFacts } from "./facts.ts";

/** Said elsewhere on the card. */
const ELSEWHERE = /^(target|task|recipe|split\.)/;

export function trainingSection({ run, experiment, verdict }: CardFacts): string[] {
  const params = Object.entries(run.params).filter(([name]) => !ELSEWHERE.test(name));
  const steps = experiment?.recipe.filter(({ enabled }) => enabled) ?? [];
  const duration = durationOf(run);
  const took = duration === null ? "" : ` It took ${formatDuration(duration)}.`;
  return [
    "## Training procedure",
    "",
    experiment === null
      ? run.kind === "script"
        ? "The training was a script of one's own: see the code of the run."
        : "Not known: the run did not come to a model, so its recipe was not kept with one."
      : steps.length === 0
        ? "The model reads the columns as they are: the recipe has no step."
        : "The recipe, fitted on the training split alone:",
    "",
    ...steps.map(({ step, columns, ...options }, i) => `${i + 1}. \`${step}\` on ${text(shown(columns))}${optionsOf(options)}`),
    "",
    ...(run.resumedFrom ? [`Goes on from the run ${run.resumedFrom}.`, ""] : []),
    ...(run.encoder ? [`Begins with the encoder of the run ${text(run.encoder.name)}.`, ""] : []),
    ...table(
      ["setting", "value"],
      params.map(([name, value]) => [name, String(value) || "none"]),
    ),
    `${run.seed === null ? "No seed is known." : `Seed ${run.seed}.`}${took}`,
    "",
    ...(verdict ? [text(verdict.sentence), ""] : []),
  ];
}

const shown = (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value ?? "its columns"));

function optionsOf({ enabled: _, ...options }: Record<string, unknown>): string {
  const parts = Object.entries(options).filter(([, value]) => value !== undefined);
  return parts.length === 0 ? "" : ` (${parts.map(([name, value]) => `${name} ${text(JSON.stringify(value))}`).join(", ")})`;
}
