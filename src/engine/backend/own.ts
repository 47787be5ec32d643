import { createRequire } from "node:module";
import { distFile } from "../dist.ts";
import type { TF } from "./tf.ts";

/** What dist/tf.cjs has beyond `TF`. */
export type OwnTF = TF & Pick<typeof import("./tf.ts"), "setWasmPaths">;

/** Our own TensorFlow.js: the bundle, in a checkout's tests too, so that both run the same code. */
export const loadOwnTF = (): OwnTF => createRequire(import.meta.url)(distFile("tf.cjs"));
