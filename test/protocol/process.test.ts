import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isAlive } from "../../src/engine/alive.ts";
import { request } from "../../src/protocol/method.ts";
import { type Child, startChild } from "../../src/protocol/process/child.ts";
import { Supervisor } from "../../src/protocol/process/supervise.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { ROOT } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { until } from "../support/wait.ts";

const contract = { pid: request<null, number>(), die: request<null, null>(), spin: request<null, null>() };
type C = typeof contract;

const module = (name: string) => JSON.stringify(pathToFileURL(join(ROOT, "out", "src", "protocol", "process", name)).href);
const GOOD = `
import { serveParent } from ${module("parent.js")};
import { startWatchdog } from ${module("watchdog.js")};
import { writeSync } from "node:fs";
startWatchdog();
process.stdout.write("hello from the child\\n");
serveParent("1", () => ({ pid: async () => process.pid, die: async () => process.exit(3), spin: async () => { writeSync(1, "spinning"); for (;;); } }), async () => {}, () => {});
`;

function write(source: string): string {
  const file = join(tempDir(), "child.mjs");
  writeFileSync(file, source);
  return file;
}

describe("child processes", () => {
  it("are ready before they are used, and leave when asked", async () => {
    let output = "";
    const child = await startChild<C>({ module: write(GOOD), name: "test child", onOutput: (text) => (output += text) });
    assert.equal(await child.client.request("pid", null), child.pid);
    assert.deepEqual(await child.stop(60_000), { code: 0, signal: null });
    assert.match(output, /hello from the child/);
  });

  it("that die before they are ready are an error that says how", async () => {
    await assert.rejects(startChild<C>({ module: write("process.exit(7)"), name: "test child" }), (error) => {
      assert.ok(TrainyardError.is(error, "process-not-ready"));
      assert.match(error.message, /exit code 7/);
      return true;
    });
  });

  it("that never say ready are ended after the limit", async () => {
    const started = startChild<C>({ module: write("setInterval(() => {}, 1000)"), name: "test child", readyTimeoutMs: 300 });
    await assert.rejects(started, (error) => TrainyardError.is(error, "process-not-ready") && /did not answer/.test(error.message));
  });

  it("that do not listen are killed after the grace", async () => {
    let output = "";
    const child = await startChild<C>({ module: write(GOOD), name: "test child", onOutput: (text) => (output += text) });
    void child.client.request("spin", null).catch(() => undefined);
    await until(() => output.includes("spinning"));
    assert.deepEqual(await child.stop(200), { code: null, signal: "SIGKILL" });
  });

  it("end by themselves when their parent is killed, even in a loop that never yields", async () => {
    const parent = write(`
import { startChild } from ${module("child.js")};
const onOutput = (text) => text.includes("spinning") && process.send({ pid: child.pid });
const child = await startChild({ module: ${JSON.stringify(write(GOOD))}, name: "grandchild", onOutput });
void child.client.request("spin", null).catch(() => {});
`);
    const { fork } = await import("node:child_process");
    const middle = fork(parent, { stdio: "ignore" });
    const { pid } = await new Promise<{ pid: number }>((resolve) => middle.once("message", resolve as never));
    assert.ok(isAlive(pid));
    middle.kill("SIGKILL");
    await until(() => !isAlive(pid));
  });
});

describe("supervisor", () => {
  const supervise = (start: () => Promise<Child<C>>) => new Supervisor<C>(start, () => undefined);

  it("starts at first need, once, and again after a crash", async () => {
    let starts = 0;
    const file = write(GOOD);
    const supervisor = supervise(() => {
      starts += 1;
      return startChild<C>({ module: file, name: "test child" });
    });
    assert.equal(starts, 0);
    const [first, same] = await Promise.all([supervisor.get(), supervisor.get()]);
    assert.equal(first, same);
    assert.equal(starts, 1);
    await assert.rejects(first.client.request("die", null));
    await until(() => supervisor.state === "idle");
    const second = await supervisor.get();
    assert.notEqual(second.pid, first.pid);
    assert.equal(starts, 2);
    await supervisor.stop();
    await assert.rejects(supervisor.get(), (error) => TrainyardError.is(error, "engine-stopped"));
  });

  it("gives up after five crashes in a row, until it is reset", async () => {
    let starts = 0;
    const supervisor = supervise(async () => {
      starts += 1;
      throw new Error("no");
    });
    for (let i = 0; i < 5; i += 1) await assert.rejects(supervisor.get());
    await assert.rejects(supervisor.get(), (error) => TrainyardError.is(error, "engine-crashing"));
    assert.equal(starts, 5);
    await supervisor.reset();
    await assert.rejects(supervisor.get());
    assert.equal(starts, 6);
  }).timeout(300_000);
});
