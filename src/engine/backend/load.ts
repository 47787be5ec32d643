import { BACKENDS, type Backend, type BackendChoice, type BackendName, type BackendState } from "../../protocol/backend.ts";
import { TrainyardError } from "../../shared/errors.ts";
import { distFile } from "../dist.ts";
import { cpu } from "./cpu.ts";
import { backendMissing } from "./errors.ts";
import type { Provider } from "./provider.ts";
import { hasNativeFile, tensorflow, tensorflowModule } from "./tensorflow.ts";
import type { TF } from "./tf.ts";
import { allThreads, threadsEnvironment, threadsOfEnvironment } from "./threads.ts";
import { wasm } from "./wasm.ts";

const PROVIDERS: Record<BackendName, Provider> = { tensorflow, wasm, cpu };

/** How a backend is to compute. */
interface Manner {
  /** Of native TensorFlow. Absent: as many as the environment says, or the processor has. */
  threads?: number | undefined;
  /** Why it was chosen, where there is more to say than that it was asked for. */
  reason?: string | undefined;
}

/**
 * TensorFlow.js on the backend asked for, ready to compute. `auto` takes the first of tensorflow, wasm and cpu that works.
 * Call it once a process: copies of TensorFlow.js share one global engine.
 * Throws `backend-missing` if a backend asked for by name cannot be used.
 */
export async function loadBackend(choice: BackendChoice, manner: Manner = {}): Promise<{ tf: TF; backend: Backend }> {
  if (manner.threads !== undefined) Object.assign(process.env, threadsEnvironment(manner.threads));
  const { provider, version, reason: usual } = choose(choice);
  const { name } = provider;
  const reason = manner.reason ?? usual;
  const threads = name === "tensorflow" ? { threads: threadsOfEnvironment() ?? allThreads() } : {};
  try {
    return { tf: await provider.open(), backend: { name, version, reason, ...threads } };
  } catch (error) {
    throw TrainyardError.is(error) ? error : backendMissing(provider.name, sentence(error), error);
  }
}

/** Which backend `choice` means here, and what there is, without starting any of them. */
export async function backendState(choice: BackendChoice): Promise<BackendState> {
  const { provider, version, reason } = choose(choice);
  const available = BACKENDS.map((name) => ({ name, ...probe(PROVIDERS[name]) }));
  return { chosen: { name: provider.name, version, reason }, available };
}

/** Backends that are there and may work, the usual one first. Loads nothing. */
export const installedBackends = (): BackendName[] => BACKENDS.filter((name) => name !== "tensorflow" || hasNativeFile());

/** File that `require` gives TensorFlow.js with this backend from. */
export const moduleOf = (name: BackendName): string => (name === "tensorflow" ? tensorflowModule() : distFile("tf.cjs"));

interface Choice {
  provider: Provider;
  version: string;
  reason: string;
}

function choose(choice: BackendChoice): Choice {
  if (choice !== "auto") return byName(choice);
  const problems: string[] = [];
  for (const name of BACKENDS) {
    const { version, problem } = probe(PROVIDERS[name]);
    if (version !== null) return { provider: PROVIDERS[name], version, reason: automatic(name, problems) };
    problems.push(problem as string);
  }
  throw backendMissing("cpu", problems.join(" "));
}

function byName(name: BackendName): Choice {
  const { version, problem } = probe(PROVIDERS[name]);
  if (version === null) throw backendMissing(name, problem as string);
  return { provider: PROVIDERS[name], version, reason: "It was asked for." };
}

const automatic = (name: BackendName, problems: string[]) =>
  [...problems, name === "tensorflow" ? "Native TensorFlow is installed." : `${name} is the fastest backend that works here.`].join(" ");

function probe(provider: Provider): { version: string | null; problem: string | null } {
  try {
    return { version: provider.probe(), problem: null };
  } catch (error) {
    return { version: null, problem: sentence(error) };
  }
}

const sentence = (error: unknown) => {
  const first = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]?.trim() ?? "";
  return first.endsWith(".") ? first : `${first}.`;
};
