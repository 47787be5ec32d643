import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { Backend, BackendChoice, BackendName } from "../../protocol/backend.ts";
import type { ScriptJob } from "../../protocol/worker.ts";
import { backendState, loadBackend, moduleOf } from "../backend/load.ts";
import { setBackendOf } from "../backend/own-copy.ts";
import { hasNativePart } from "../backend/tensorflow.ts";
import type { TF } from "../backend/tf.ts";
import type { Aliases } from "./aliases.ts";

export interface ScriptTensorflow {
  aliases: Aliases;
  /** TensorFlow.js loaded ahead of the script; undefined where the script loads its own. */
  tf: TF | undefined;
  /** Why the backend is what it is, by its name. */
  reasons: Partial<Record<BackendName, Backend>>;
  notes: string[];
}

type Request = Pick<ScriptJob, "script" | "backend" | "seed">;

const NATIVE = ["@tensorflow/tfjs-node", "@tensorflow/tfjs-node-gpu"];
const UNIONS = [...NATIVE, "@tensorflow/tfjs"];
const PACKAGES = [...UNIONS, "@tensorflow/tfjs-layers", "@tensorflow/tfjs-core"];

/**
 * Which TensorFlow.js `script` gets: its own where it has one, else ours; with the backend asked for where that can be done.
 * `auto` leaves a script that has its own to its own choice: it runs as it would under plain `node`.
 */
export async function prepareTensorflow({ script, backend: choice, seed }: Request): Promise<ScriptTensorflow> {
  const { own, broken } = findOwn(script);
  if (own.size === 0) return useOurs(choice);
  const union = UNIONS.map((name) => own.get(name)).find((file) => file !== undefined);
  const aliases = union ? aliasesTo(union, broken) : { always: {}, missing: {} };
  const notes = broken.map((name) => `${name} has no native part here: it was replaced by the script's own @tensorflow/tfjs.`);
  // Somebody who asked for native TensorFlow and cannot have it is better off with wasm than with cpu.
  const wanted = choice === "auto" && broken.length > 0 ? "wasm" : choice;
  const first = union ?? own.get("@tensorflow/tfjs-core");
  if (first === undefined || (wanted === "auto" && seed === null)) return { aliases, tf: undefined, reasons: {}, notes };
  // Loading draws random numbers: it comes before the seed, so that a seed means the same on every backend.
  const tf: TF = createRequire(script)(first);
  if (wanted === "auto") return { aliases, tf, reasons: {}, notes };
  const problem = await setBackendOf(tf, wanted, createRequire(script));
  if (problem === undefined) return { aliases, tf, reasons: { [wanted]: (await backendState(wanted)).chosen }, notes };
  return {
    aliases,
    tf,
    reasons: {},
    notes: [...notes, `The script's own TensorFlow.js could not be put on the backend ${wanted}: ${problem}`],
  };
}

const aliasesTo = (file: string, always: string[]): Aliases => ({
  always: Object.fromEntries(always.map((name) => [name, file])),
  missing: Object.fromEntries(PACKAGES.map((name) => [name, file])),
});

async function useOurs(choice: BackendChoice): Promise<ScriptTensorflow> {
  const { tf, backend } = await loadBackend(choice);
  const file = moduleOf(backend.name);
  return {
    aliases: aliasesTo(file, []),
    tf,
    reasons: { [backend.name]: backend },
    notes: [`The script's folder has no TensorFlow.js: Trainyard's own ${tf.version["tfjs-core"]} was used.`],
  };
}

interface Own {
  /** Package -> file, of what the script itself can load. */
  own: Map<string, string>;
  /** Packages that are there without their native part. */
  broken: string[];
}

function findOwn(script: string): Own {
  const { resolve } = createRequire(script);
  const own = new Map<string, string>();
  const broken: string[] = [];
  for (const name of PACKAGES) {
    try {
      const file = resolve(name);
      if (NATIVE.includes(name) && !hasNativePart(dirname(resolve(`${name}/package.json`)))) broken.push(name);
      else own.set(name, file);
    } catch {
      // not installed there
    }
  }
  return { own, broken };
}
