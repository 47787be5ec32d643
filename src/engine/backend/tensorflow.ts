import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { patchUtil } from "./node-util.ts";
import type { Provider } from "./provider.ts";
import type { TF } from "./tf.ts";

const PACKAGE = "@tensorflow/tfjs-node";
const require = createRequire(import.meta.url);

/** Native TensorFlow, by the optional package tfjs-node, which brings a copy of TensorFlow.js of its own. */
export const tensorflow: Provider = {
  name: "tensorflow",
  probe: () => `tensorflow ${loadBinding().TF_Version}`,
  async open() {
    const tf = loadTensorflow();
    await tf.setBackend("tensorflow");
    return tf;
  },
};

export function loadTensorflow(): TF {
  loadBinding();
  return require(PACKAGE);
}

/** File of the package's main module. */
export const tensorflowModule = (): string => require.resolve(PACKAGE);

/** True if there is a native part that may load. */
export function hasNativeFile(): boolean {
  try {
    return bindingFile() !== "";
  } catch {
    return false;
  }
}

/** Version of the package; null where it is not installed. */
export function nativeVersion(): string | null {
  try {
    return (require(`${PACKAGE}/package.json`) as { version: string }).version;
  } catch {
    return null;
  }
}

/** True if tfjs-node in `directory` has a native part that this Node can load. */
export const hasNativePart = (directory: string): boolean => bindingIn(directory) !== undefined;

/** Before the package itself: if the native part does not load, no half-initialised copy of TensorFlow.js is left behind. */
function loadBinding(): { TF_Version: string } {
  // 2: errors only. Read when the library loads; native code prints on the descriptor, where no handler of ours sees it.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  patchUtil();
  return require(bindingFile());
}

function bindingFile(): string {
  let root: string;
  try {
    root = dirname(require.resolve(`${PACKAGE}/package.json`));
  } catch (cause) {
    throw new Error("Native TensorFlow is not installed.", { cause });
  }
  const file = bindingIn(root);
  if (!file) throw new Error("Native TensorFlow is not installed: the package is there, its native part is not.");
  return file;
}

function bindingIn(root: string): string | undefined {
  const newest = napiVersions(join(root, "lib")).find((version) => version <= Number(process.versions.napi));
  return newest === undefined ? undefined : join(root, "lib", `napi-v${newest}`, "tfjs_binding.node");
}

function napiVersions(lib: string): number[] {
  try {
    const versions = readdirSync(lib).flatMap((name) => /^napi-v(\d+)$/.exec(name)?.[1] ?? []);
    return versions.map(Number).sort((a, b) => b - a);
  } catch {
    return [];
  }
}
