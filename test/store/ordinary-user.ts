import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { storeState } from "../../src/engine/store/repository.ts";
import { openStore } from "../../src/engine/store/store.ts";
import { factsOf } from "../../src/shared/errors.ts";
import { newRun } from "./support.ts";

const NOBODY = 65534;

/** What somebody who is not root hears of a repository: root could write to anything. */
export async function asOrdinaryUser(root: string, what: "begin"): Promise<Record<string, string>> {
  const isRoot = process.getuid?.() === 0;
  const child = fork(fileURLToPath(import.meta.url), [root, what], {
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
    env: { ...process.env, GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "safe.directory", GIT_CONFIG_VALUE_0: "*" },
    cwd: "/",
  });
  const [said] = (await once(child, "message")) as [Record<string, string>];
  return said;
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] as string;
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      (error: unknown) => factsOf(error).code,
    );
  const { state } = await storeState(root);
  const store = await openStore(root);
  const said = { state, check: await outcome(store.checkWritable()), begin: await outcome(store.begin(newRun())) };
  process.send(said, () => process.exit());
}
