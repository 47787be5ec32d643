import assert from "node:assert/strict";
import { join } from "node:path";
import { until } from "../harness/wait.ts";
import { command, engines, folder, lensTitles, makeExperiment } from "./support.ts";

const onlyEngine = () => {
  const [engine, ...others] = engines();
  assert.ok(engine);
  assert.deepEqual(others, []);
  return engine.pid;
};

describe("the engine", () => {
  it("is started again after it was killed", async () => {
    const before = onlyEngine();
    process.kill(before, "SIGKILL");
    await until("it is gone", () => engines().every(({ pid }) => pid !== before));
    const made = await until("a command works again", () => makeExperiment().catch(() => undefined));
    assert.match(made, /penguins-\d+\.experiment\.json$/);
    assert.notEqual(onlyEngine(), before);
  });

  it("is stopped by Reset and comes back when needed", async () => {
    const before = onlyEngine();
    await command("reset");
    await until("it is gone", () => engines().every(({ pid }) => pid !== before));
    await makeExperiment();
    assert.notEqual(onlyEngine(), before);
  });

  it("remembers the runs, because git does", async () => {
    await command("reset");
    const file = join(folder(), "penguins.experiment.json");
    await until("the lens tells the run of before", async () => (await lensTitles(file)).some((title) => title.startsWith("1 run")));
  });
});
