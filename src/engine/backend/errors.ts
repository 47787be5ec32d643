import type { BackendName } from "../../protocol/backend.ts";
import { failure, type TrainyardError } from "../../shared/errors.ts";

const REMEDIES: Record<BackendName, string> = {
  tensorflow: "Run `npm run tensorflow` in Trainyard's folder to install native TensorFlow, or choose the backend `auto`.",
  wasm: "Choose the backend `auto` or `cpu`, or install Trainyard again.",
  cpu: "Install Trainyard again.",
};

export const backendMissing = (name: BackendName, problem: string, cause?: unknown): TrainyardError =>
  failure({ code: "backend-missing", message: `The backend \`${name}\` cannot be used here: ${problem}`, remedy: REMEDIES[name] }, cause);
