import type { Backend, BackendChoice } from "../../protocol/backend.ts";
import { installedBackends, loadBackend } from "../backend/load.ts";
import { nativeVersion } from "../backend/tensorflow.ts";
import { allThreads, threadsOfEnvironment } from "../backend/threads.ts";
import { paceCache } from "../measure/cache.ts";
import { candidatesOf } from "../measure/candidates.ts";
import { chooseBackend } from "../measure/choose.ts";
import { keyOf } from "../measure/key.ts";
import { measureInProcess } from "../measure/process.ts";
import { phaseOf, threadsText } from "../measure/say.ts";
import type { Work } from "../measure/work.ts";
import type { TensorFlow } from "../model/algorithm.ts";

/** TensorFlow.js on the backend asked for, loaded once, when first asked for. */
export function tensorflowOn(choice: BackendChoice): TensorFlow {
  let loaded: ReturnType<TensorFlow> | undefined;
  return () => {
    loaded ??= loadBackend(choice);
    return loaded;
  };
}

interface Training {
  backend: BackendChoice;
  /** Of native TensorFlow; absent: as many as suit the network. */
  threads?: number | undefined;
  /** Where a user's own code lies. */
  scripts?: string | undefined;
  /** A debugger waits for the user's code, which is not to run elsewhere. */
  debug?: boolean | undefined;
  onPhase(phase: string): void;
  signal: AbortSignal;
}

/** The same for a training: on the backend and with the threads that suit what is trained first. */
export function tensorflowFor(training: Training): TensorFlow {
  let loaded: ReturnType<TensorFlow> | undefined;
  return (work) => {
    loaded ??= work ? chosenFor(work, training) : loadBackend(training.backend, { threads: training.threads });
    return loaded;
  };
}

async function chosenFor(work: Work, { backend, threads, scripts, debug, onPhase, signal }: Training): ReturnType<TensorFlow> {
  const asked = threads ?? threadsOfEnvironment();
  const candidates = candidatesOf(backend, { installed: installedBackends(), cores: allThreads(), threads: asked });
  const off = process.env.TRAINYARD_MEASURE === "off";
  const { candidate, measured } = await chooseBackend(work, {
    candidates,
    key: keyOf(work, nativeVersion()),
    cache: off ? null : paceCache(),
    measure: off || debug ? null : measureInProcess({ scripts, onMeasure: (one) => onPhase(phaseOf(one)) }),
    signal,
  });
  const chosen = asked === undefined ? candidate.threads : threads;
  if (measured) {
    const found = await loadBackend(candidate.name, { threads: chosen, reason: measured.sentence });
    return { ...found, backend: { ...found.backend, measured: measured.figures } };
  }
  const found = await loadBackend(backend, { threads: chosen });
  return { ...found, backend: withThreads(found.backend, asked) };
}

function withThreads(backend: Backend, asked: number | undefined): Backend {
  if (backend.threads === undefined || backend.threads === asked) return backend;
  const why = `It computes with ${threadsText(backend.threads)}, which is usual for a network of this size.`;
  return { ...backend, reason: `${backend.reason} ${why}` };
}
