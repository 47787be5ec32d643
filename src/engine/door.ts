import { isAbsolute } from "node:path";
import { z } from "zod";
import { BACKENDS } from "../protocol/backend.ts";
import { COMPILE } from "../protocol/compile.ts";
import type { Contract } from "../protocol/contract.ts";
import type { RequestsOf } from "../protocol/method.ts";
import { reading } from "../protocol/reading.schema.ts";
import type { HandlerContext, Handlers } from "../protocol/rpc.ts";
import { REPORT_FORMATS } from "../protocol/run.ts";
import { SAMPLE } from "../protocol/sample.ts";
import { SUPERVISED, UNSUPERVISED } from "../protocol/task.ts";
import { THRESHOLDS, type ThresholdName } from "../protocol/thresholds.ts";
import { failure } from "../shared/errors.ts";
import { columnValuesQuery, compareQuery, pageQuery, rowChangesQuery } from "./data/rows/door.ts";

const folder = z.string().refine((path) => isAbsolute(path), "must be an absolute path");
const inFolder = { folder };
const text = z.string().min(1);
const backend = z.enum(["auto", ...BACKENDS]);
const threads = z.int().min(1).max(1024).optional();
const thresholds = z.partialRecord(z.enum(Object.keys(THRESHOLDS) as [ThresholdName]), z.number().min(0)).optional();
const runName = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u, "must be up to 100 letters, digits, spaces, dots, dashes and underscores")
  .optional();
const ofRun = z.object({ ...inFolder, run: text });

/** What each request must look like where it enters the engine: callers are other processes, perhaps of another version. */
const DOOR: { [K in keyof RequestsOf<Contract>]: z.ZodType } = {
  "engine/info": z.object(inFolder),
  "engine/backends": z.object({ ...inFolder, choice: backend }),
  "store/state": z.object(inFolder),
  "store/init": z.object(inFolder),
  "dataset/list": z.object(inFolder),
  "dataset/profile": z.object({
    ...inFolder,
    ...reading,
    file: text,
    target: text.optional(),
    sample: z.int().min(1).optional(),
    seed: z.int().min(0).optional(),
    thresholds,
  }),
  "data/revisions": z.object({ ...inFolder, file: text }),
  "data/page": pageQuery.extend(inFolder),
  "data/column-values": columnValuesQuery.extend(inFolder),
  "data/compare": compareQuery.extend(inFolder),
  "data/row-changes": rowChangesQuery.extend(inFolder),
  "connections/hold": z.object({ connections: z.record(z.string(), z.string()) }),
  "connections/check": z.object({ name: text, url: text }),
  "experiment/draft": z.object({
    ...inFolder,
    ...reading,
    file: text,
    target: text.optional(),
    task: z.enum([...SUPERVISED, ...UNSUPERVISED]).optional(),
    algorithm: text.optional(),
  }),
  "experiment/propose": z.object({ ...inFolder, ...reading, file: text, target: text.optional() }),
  "experiment/check": z.object({ ...inFolder, file: text, text: z.string() }),
  "split/check": z.object({ ...inFolder, file: text }),
  "recipe/steps": z.object(inFolder),
  "recipe/preview": z.object({
    ...inFolder,
    file: text,
    text: z.string(),
    step: z.int().min(-1),
    from: z.int().min(0),
    count: z.int().min(0).max(1000),
    columns: z.array(z.string()).max(200).optional(),
    changedOnly: z.boolean().optional(),
  }),
  "recipe/suggest": z.object({ ...inFolder, file: text, text: z.string() }),
  "recipe/apply": z.object({ ...inFolder, file: text, out: text, split: z.enum(["train", "validation", "test"]).optional() }),
  "recipe/code": z.union([
    z.strictObject({ ...inFolder, run: text }),
    z.strictObject({ ...inFolder, file: text, text: z.string().optional() }),
  ]),
  "run/start": z.object({
    ...inFolder,
    file: text,
    backend: backend.optional(),
    threads,
    seed: z.int().min(0).optional(),
    name: runName,
    compile: z.enum(COMPILE).optional(),
    folds: z.int().min(2).max(100).optional(),
    debug: z.boolean().optional(),
    sample: z.string().regex(SAMPLE, "must be a share such as 5%, or a number of rows").optional(),
  }),
  "run/resume": z.object({ ...inFolder, run: text, backend: backend.optional(), threads, name: runName }),
  "run/stop": ofRun,
  "run/wait": ofRun,
  "run/list": z.object({ ...inFolder, limit: z.int().min(0).optional(), filter: z.string().optional(), deleted: z.boolean().optional() }),
  "run/show": ofRun,
  "run/curve": z.object({
    ...inFolder,
    runs: z.array(text),
    metrics: z.array(text).optional(),
    width: z.number().min(1).max(100_000).optional(),
  }),
  "run/changes": z.object({ ...inFolder, runs: z.tuple([text, text]) }),
  "run/report": ofRun,
  "report/write": z
    .object({
      ...inFolder,
      ...reading,
      run: text.optional(),
      file: text.optional(),
      target: text.optional(),
      sample: z.int().min(1).optional(),
      seed: z.int().min(0).optional(),
      thresholds,
      format: z.enum(REPORT_FORMATS).optional(),
      out: text.optional(),
    })
    .refine(({ run, file }) => (run === undefined) !== (file === undefined), "needs exactly one of run and file"),
  "run/champion": ofRun,
  "run/delete": ofRun,
  "run/undelete": ofRun,
  "run/evaluate": z.object({ ...inFolder, ...reading, run: text, file: text.optional(), gates: z.boolean().optional() }),
  "run/predict": z
    .object({ ...inFolder, ...reading, run: text, file: text.optional(), horizon: z.int().min(1).optional(), out: text })
    .refine(({ file, horizon }) => (file === undefined) !== (horizon === undefined), "needs either a file or a horizon"),
  "run/confusion-rows": z.object({ ...inFolder, run: text, actual: z.string(), predicted: z.string() }),
  "run/card": ofRun,
  "modeltest/run": z
    .object({
      ...inFolder,
      model: text.optional(),
      file: text.optional(),
      only: z.array(text).min(1).optional(),
      token: text.optional(),
    })
    .refine(({ model, file }) => model !== undefined || file !== undefined, "needs a model or a file of tests"),
  "modeltest/check": z.object({ ...inFolder, file: text, text: z.string() }),
  "modeltest/draft": z.object({ ...inFolder, model: text }),
};

/** The same handlers, behind a check of what they are given. */
export function behindDoor(handlers: Handlers<Contract>): Handlers<Contract> {
  const entries = Object.entries(handlers) as [keyof typeof DOOR, (params: unknown, context: HandlerContext) => Promise<unknown>][];
  const checked = entries.map(([method, handler]) => [
    method,
    async (params: unknown, context: HandlerContext) => {
      const parsed = DOOR[method].safeParse(params);
      if (!parsed.success) throw badRequest(method, parsed.error);
      return handler(parsed.data, context);
    },
  ]);
  return Object.fromEntries(checked) as Handlers<Contract>;
}

function badRequest(method: string, error: z.ZodError) {
  const [issue] = error.issues;
  const field = issue?.path.map(String).join(".") ?? "";
  return failure({
    code: "bad-request",
    message: `The request ${method} is not right: ${field ? `${field} ` : ""}${issue?.message ?? "unknown reason"}.`,
    remedy: "If you did not write this request yourself, reload the window: extension and engine may differ in version.",
    place: { field },
  });
}
