import { replaceSlowKernels } from "./kernels/register.ts";
import { loadOwnTF } from "./own.ts";
import type { Provider } from "./provider.ts";
import { silenceNagging } from "./quiet.ts";
import { TFJS_VERSION } from "./version.ts";

/** Plain JavaScript: always works, slow. */
export const cpu: Provider = {
  name: "cpu",
  probe: () => `cpu ${TFJS_VERSION}`,
  async open() {
    const tf = loadOwnTF();
    await tf.setBackend("cpu");
    replaceSlowKernels(tf);
    silenceNagging(tf);
    return tf;
  },
};
