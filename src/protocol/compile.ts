/** Whether the steps of a network's training become one TensorFlow graph. */
export const COMPILE = ["auto", "on", "off"] as const;
export type CompileChoice = (typeof COMPILE)[number];
