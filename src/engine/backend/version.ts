/** The version of every TensorFlow.js package we depend on (package.json; test/backend holds them together). */
export const TFJS_VERSION = "4.22.0";
