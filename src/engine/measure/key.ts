import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { isSupervised } from "../../protocol/task.ts";
import { VERSION } from "../../shared/version.ts";
import { TFJS_VERSION } from "../backend/version.ts";
import { outputUnits } from "../model/network.ts";
import { modelFile } from "../model/script/user-model.ts";
import type { SupervisedTarget } from "../model/target.ts";
import { rowCount } from "./rows.ts";
import type { Work } from "./work.ts";

/** Everything that the speed of a step depends on, as a name: the network, how it is trained, versions, and the machine. */
export const keyOf = (work: Work, native: string | null): string => nameOfAll({ ...networkOf(work), native });

/** A name for what is described, with our versions and on this machine. */
export function nameOfAll(described: object): string {
  const [cpu] = cpus();
  const machine = {
    cpu: cpu?.model,
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    arch: process.arch,
    platform: process.platform,
  };
  const versions = { trainyard: VERSION, tfjs: TFJS_VERSION, node: process.versions.node };
  return createHash("sha256")
    .update(JSON.stringify({ ...described, versions, machine }))
    .digest("hex")
    .slice(0, 40);
}

function networkOf({ model, features, target, settings, train }: Work): object {
  const { batchSize, optimizer, compile, schedule, clipNorm, clipValue, classWeights } = settings;
  return {
    model: shapeOf(model),
    ...(model.algorithm === "script" && { code: codeOf(model.file) }),
    features: features.length,
    outputs: isSupervised(target.task) ? outputUnits(target as SupervisedTarget) : null,
    rows: Math.round(Math.log2(rowCount(train) + 1)),
    training: {
      batchSize,
      optimizer,
      compile,
      schedule: Boolean(schedule),
      clips: Boolean(clipNorm ?? clipValue),
      weighted: Boolean(classWeights),
    },
  };
}

/** A fraction is a rate, which changes no shape: that of dropout, a penalty. */
const shapeOf = (model: Work["model"]): unknown =>
  JSON.parse(JSON.stringify(model), (_, value) => (typeof value === "number" && value > 0 && value < 1 ? "fraction" : value));

function codeOf(name: string): string {
  return createHash("sha256")
    .update(readFileSync(modelFile(name)))
    .digest("hex");
}
