import type { BackendChoice } from "../../protocol/backend.ts";
import { loadBackend } from "../backend/load.ts";
import type { TensorFlow } from "../model/algorithm.ts";

/** TensorFlow.js on the backend asked for, loaded once, when first asked for. */
export function tensorflowOn(choice: BackendChoice): TensorFlow {
  let loaded: ReturnType<TensorFlow> | undefined;
  return () => {
    loaded ??= loadBackend(choice);
    return loaded;
  };
}
