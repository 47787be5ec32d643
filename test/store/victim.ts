/** A process that does one thing with a store and dies on the way: `fork(victim, [root, what, step, run])`. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { makeStaging } from "../../src/engine/store/live/directory.ts";
import type { Step } from "../../src/engine/store/steps.ts";
import { openStore } from "../../src/engine/store/store.ts";
import { logEpochs, newRun, trainOnce, write } from "./support.ts";

const [root = "", what = "", deadly = "", run = ""] = process.argv.slice(2);
const store = await openStore(root, undefined, {
  limits: { largeFileBytes: 1000 },
  step: (step: Step) => {
    if (step === deadly) process.kill(process.pid, "SIGKILL");
  },
});

switch (what) {
  case "train": {
    const begun = newRun();
    const live = await store.begin(begun);
    logEpochs(live.directory);
    write(join(live.directory, "artifacts"), { "model.json": "{}", "weights.bin": Buffer.alloc(5000, 3) });
    process.send?.({ training: begun.id });
    if (deadly === "training") process.kill(process.pid, "SIGKILL");
    await live.finish({ ...begun, status: "FINISHED" });
    break;
  }
  case "train-for-ever":
    for (;;) process.send?.({ kept: (await trainOnce(store)).id });
  case "train-five":
    for (let i = 0; i < 5; i += 1) process.send?.({ kept: (await trainOnce(store)).id });
    break;
  case "stage-unowned": {
    const directory = await makeStaging(join(root, ".git", "trainyard", "live"));
    rmSync(join(directory, "owner"));
    process.send?.({ staged: directory });
    await new Promise((resolve) => setTimeout(resolve, 60_000));
    break;
  }
  case "recover":
    process.send?.({ recovered: (await store.recover()).length });
    break;
  case "remove":
    await store.remove(run);
    break;
  case "restore":
    await store.restore(run);
    break;
  case "extract":
    await store.extractArtifacts(run, join(root, "..", "extracted"));
    break;
}
process.exit();
