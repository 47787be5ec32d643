/**
 * What is built, all pinned. libtensorflow is taken from PyPI's wheel: 2.12.1 passes all of tfjs-core's own tests;
 * 2.18 and later return zeros from `tf.round` on int32, before 2.12 the wheels have no C++ library apart.
 */
export const RECIPE = {
  package: "@tensorflow/tfjs-node",
  packageVersion: "4.22.0",
  tensorflow: "2.12.1",
  sha256: "7ffb595707a8fb376deaddc768784c7a0242b16cbc6e06393b1733b2ce19f855",
  megabytes: 232,
  libraries: ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"],
  /** What the binding's sources include; the rest follows from these. */
  headers: [
    "tensorflow/c/c_api.h",
    "tensorflow/c/eager/c_api.h",
    "tensorflow/c/tf_datatype.h",
    "tensorflow/c/tf_status.h",
    "tensorflow/c/tf_tensor.h",
    "tensorflow/core/platform/ctstring_internal.h",
  ],
  /** Node-API version of the binding: it loads in Node 20, 22, 24 and in Electron alike. */
  napi: 8,
  nodeApiHeaders: "1.9.0",
  /** Raised whenever the steps change, so that what an older version built is built again. */
  revision: 1,
};
