import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { Backend, BackendChoice, BackendName } from "../../protocol/backend.ts";
import { backendState, loadBackend, moduleOf } from "../backend/load.ts";
import { setBackendOf } from "../backend/own-copy.ts";
import { hasNativePart } from "../backend/tensorflow.ts";
import type { TF } from "../backend/tf.ts";

export interface ScriptTensorflow {
  /** Packages the script would not find -> what it gets. */
  aliases: Record<string, string>;
  /** TensorFlow.js loaded ahead of the script; undefined where the script loads its own. */
  tf: TF | undefined;
  /** Why the backend is what it is, by its name. */
  reasons: Partial<Record<BackendName, Backend>>;
  notes: string[];
}

const NATIVE = ["@tensorflow/tfjs-node", "@tensorflow/tfjs-node-gpu"];
const UNIONS = [...NATIVE, "@tensorflow/tfjs"];
const PACKAGES = [...UNIONS, "@tensorflow/tfjs-layers", "@tensorflow/tfjs-core"];

/** Which TensorFlow.js `script` gets: its own where it has one, else ours; with the backend chosen where that can be done. */
export async function prepareTensorflow(script: string, choice: BackendChoice): Promise<ScriptTensorflow> {
  const own = findOwn(script);
  const missing = PACKAGES.filter((name) => !own.has(name));
  if (own.size === 0) return useOurs(choice);
  const union = UNIONS.map((name) => own.get(name)).find((file) => file !== undefined);
  const aliases = union ? Object.fromEntries(missing.map((name) => [name, union])) : {};
  const first = union ?? own.get("@tensorflow/tfjs-core");
  if (choice === "auto" || first === undefined) return { aliases, tf: undefined, reasons: {}, notes: [] };
  const tf: TF = createRequire(script)(first);
  const problem = await setBackendOf(tf, choice, createRequire(script));
  const notes = problem === undefined ? [] : [`The script's own TensorFlow.js could not be put on the backend ${choice}: ${problem}`];
  const { chosen } = await backendState(choice);
  return { aliases, tf, reasons: problem === undefined ? { [choice]: chosen } : {}, notes };
}

async function useOurs(choice: BackendChoice): Promise<ScriptTensorflow> {
  const { tf, backend } = await loadBackend(choice);
  const file = moduleOf(backend.name);
  return {
    aliases: Object.fromEntries(PACKAGES.map((name) => [name, file])),
    tf,
    reasons: { [backend.name]: backend },
    notes: [`The script's folder has no TensorFlow.js: Trainyard's own ${tf.version["tfjs-core"]} was used.`],
  };
}

/** Package -> file, of what `script` itself can load. tfjs-node without its native part is as good as not there. */
function findOwn(script: string): Map<string, string> {
  const { resolve } = createRequire(script);
  const found = new Map<string, string>();
  for (const name of PACKAGES) {
    try {
      const file = resolve(name);
      if (!NATIVE.includes(name) || hasNativePart(dirname(resolve(`${name}/package.json`)))) found.set(name, file);
    } catch {
      // not installed there
    }
  }
  return found;
}
