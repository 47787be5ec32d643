import { table, text } from "../report/markdown/table.ts";
import { type CardFacts, unknown } from "./facts.ts";

export function detailsSection({ run, experiment, signature }: CardFacts): string[] {
  const { algorithm, target, task } = run.params;
  const rows: [string, string][] = [
    ["run", `${run.name} (${run.id})`],
    ["experiment", run.group],
    ["status", run.status],
    ["trained", new Date(run.startTime).toISOString()],
    ["task", String(experiment?.task ?? task ?? "not known")],
    ["predicts", experiment ? (experiment.target ?? "no column of the data: see its outputs below") : String(target ?? "not known")],
    ["algorithm", String(experiment?.model.algorithm ?? algorithm ?? "not known")],
    ["commit", run.commit ?? "not yet kept"],
    ...(run.aliases?.length ? [["alias", run.aliases.join(", ")] as [string, string]] : []),
  ];
  return ["## Model details", "", ...table(["", ""], rows), ...inputs(signature)];
}

function inputs(signature: CardFacts["signature"]): string[] {
  if (!signature) return unknown("the run kept no signature, so its inputs and outputs are not named.");
  const fields = [
    ...signature.inputs.map(({ name, type }) => ["input", name, type]),
    ...signature.outputs.map(({ name, type }) => ["output", name, type]),
  ];
  return table(["", "column", "type"], fields);
}

export function useSection({ experiment }: CardFacts): string[] {
  const description = experiment?.description?.trim();
  if (description) return ["## Intended use", "", text(description), ""];
  return [
    "## Intended use",
    "",
    ...unknown('there is no "description" in the experiment that would say what the model is for, and what it is not for.'),
  ];
}
