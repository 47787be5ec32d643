import { basename, dirname, join, resolve } from "node:path";
import type { Explanation } from "../../protocol/explanation.ts";
import { modelTest } from "../../protocol/modeltest.schema.ts";
import type { ModelTestDraft } from "../../protocol/modeltest.ts";
import { plural } from "../../shared/format.ts";
import { openSource } from "../data/read.ts";
import type { Engine } from "../engine.ts";
import type { TargetState } from "../model/target.ts";
import type { FittedRecipe } from "../recipe/fitted.ts";
import { ARTIFACTS } from "../run/artifacts.ts";
import { type ModelContext, ownSource, withModel } from "../run/model.ts";
import { withWorker } from "../run/worker.ts";
import { type Candidate, candidatesFor } from "./candidates.ts";
import { draftText } from "./draft-text.ts";
import { drawRows } from "./draw.ts";
import { factsOfFrame } from "./facts.ts";
import { findModelRun } from "./find-run.ts";
import { artifactOf } from "./material.ts";

const ROWS = 500;

/** Proposes a file of tests for a model: what it passes now, to be kept, changed and added to by someone who knows better. */
export async function draftTests(engine: Engine, folder: string, model: string, signal: AbortSignal): Promise<ModelTestDraft> {
  const store = await engine.stores.get(folder);
  return withModel(engine, folder, await findModelRun(store, folder, model), async (context) => {
    const { run, experiment, artifacts, scripts } = context;
    const source = await ownSource({ ...context, folder, signal });
    const explanation = await artifactOf<Explanation>(context, ARTIFACTS.explanation);
    const candidates = await proposed(context, source, explanation, signal);
    const tests = candidates.map(({ test }) => ({ test: modelTest.parse(test) }));
    const job = { run: run.id, artifacts, experiment, scripts, backend: "auto" as const, explanation, source, files: {}, tests };
    const { results } = await withWorker(engine, { name: `worker ${run.name}` }, signal, ({ client }) =>
      client.request("worker/test", job, { signal }),
    );
    const passed = candidates.filter((_, i) => results[i]?.status === "passed");
    const kept = passed.filter(({ topic }, i) => passed.findIndex((other) => other.topic === topic) === i);
    const experimentFile = resolve(store.root, run.code.file);
    const name = basename(experimentFile).replace(/\.experiment\.jsonc?$/, "");
    const weak = explanation?.segments?.weak.map(({ parts }) => parts.map(({ condition }) => condition).join(" and ")) ?? [];
    return {
      file: join(dirname(experimentFile), `${name}.modeltest.json`),
      text: draftText({ experiment: basename(experimentFile), run: run.name, kept, weak }),
      reasons: [
        `${plural(kept.length, "test")} that ${run.name} passes now, of ${candidates.length} tried; and tests that hold for any model.`,
        ...(explanation ? [] : ["The run says nothing of importance or weak segments, so columns are taken in their order."]),
      ],
    };
  });
}

async function proposed(
  context: ModelContext,
  source: Parameters<typeof openSource>[0],
  explanation: Explanation | null,
  signal: AbortSignal,
): Promise<Candidate[]> {
  const { run, experiment } = context;
  const recipe = (await artifactOf<FittedRecipe>(context, "recipe.json")) as FittedRecipe;
  const target = (await artifactOf<TargetState>(context, "target.json")) as TargetState;
  const reader = await openSource(source, signal);
  try {
    const names = recipe.inputs.map(({ name }) => name);
    const columns = reader.columns.map(({ name }) => name).filter((name) => names.includes(name));
    const facts = factsOfFrame(await reader.read({ columns, split: "train", sample: ROWS }), recipe.inputs);
    const rows = await drawRows({ reader, inputs: recipe.inputs, experiment, split: "test" }, { count: ROWS, seed: 42 });
    const classes = "classes" in target ? target.classes : [];
    return candidatesFor({ run, target: target.column, task: target.task, classes, facts, rows, explanation });
  } finally {
    reader.close();
  }
}
