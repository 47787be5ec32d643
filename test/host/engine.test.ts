import assert from "node:assert/strict";
import { Engine } from "../../src/host/engine.ts";
import type { Contract } from "../../src/protocol/contract.ts";
import type { Child, Exit } from "../../src/protocol/process/child.ts";
import { failure, TrainyardError } from "../../src/shared/errors.ts";
import { FakeClient } from "../support/fake-client.ts";
import { settled } from "../support/wait.ts";

interface Fake extends Child<Contract> {
  client: FakeClient;
  crash(): void;
}

function fakeChild(pid: number): Fake {
  const client = new FakeClient({ "engine/info": () => ({ pid }) });
  let end: (exit: Exit) => void = () => undefined;
  const exited = new Promise<Exit>((resolve) => {
    end = resolve;
  });
  const stop = async () => {
    end({ code: 0, signal: null });
    return exited;
  };
  return { client, pid, exited, stop, dispose: () => void stop(), crash: () => end({ code: null, signal: "SIGKILL" }) };
}

function setUp() {
  const children: Fake[] = [];
  const errors: unknown[] = [];
  const start = async () => {
    const child = fakeChild(children.length + 1);
    children.push(child);
    return child;
  };
  const engine = new Engine(start, (error) => errors.push(error));
  const info = () => engine.request("engine/info", { folder: "/work" });
  return { engine, children, errors, info };
}

describe("Engine", () => {
  it("starts at the first request, once for all that ask", async () => {
    const { engine, children, info } = setUp();
    assert.equal(children.length, 0);
    await Promise.all([info(), info()]);
    assert.equal(children.length, 1);
    assert.equal(engine.state, "ready");
  });

  it("starts again after a crash, tells of it, and keeps its listeners", async () => {
    const { engine, children, info } = setUp();
    const heard: string[] = [];
    let lost = 0;
    engine.on("runs/changed", ({ folder }) => heard.push(folder));
    engine.onLost.on(() => (lost += 1));
    await info();
    children[0]?.crash();
    await settled();
    assert.equal(lost, 1);
    assert.equal((await info()).pid, 2);
    children[1]?.client.say("runs/changed", { folder: "/second" });
    assert.deepEqual(heard, ["/second"]);
  });

  it("does not take a reset for a crash", async () => {
    const { engine, children, info } = setUp();
    let lost = 0;
    engine.onLost.on(() => (lost += 1));
    await info();
    await engine.reset();
    await settled();
    assert.equal(lost, 0);
    await info();
    assert.equal(children.length, 2);
    children[1]?.crash();
    await settled();
    assert.equal(lost, 1, "a crash after a reset is one");
  });

  it("says in plain words that the process went away during a request, and passes other errors on", async () => {
    const { children, info } = setUp();
    await info();
    const lost = failure({ code: "connection-lost", message: "Pending response rejected", remedy: "" });
    children[0]?.client.answer({ "engine/info": () => Promise.reject(lost) });
    await assert.rejects(info(), (error) => TrainyardError.is(error, "engine-lost"));
    const other = failure({ code: "other", message: "m", remedy: "r" });
    children[0]?.client.answer({ "engine/info": () => Promise.reject(other) });
    await assert.rejects(info(), (error) => error === other);
  });

  it("takes a request that a reset cuts off for cancelled", async () => {
    const { engine, children, info } = setUp();
    await info();
    const lost = failure({ code: "connection-lost", message: "Pending response rejected", remedy: "" });
    children[0]?.client.answer({ "engine/info": () => children[0]?.exited.then(() => Promise.reject(lost)) });
    const asked = assert.rejects(info(), (error) => TrainyardError.is(error, "cancelled"));
    await settled();
    await engine.reset();
    await asked;
  });

  it("stays stopped once stopped", async () => {
    const { engine, children, info } = setUp();
    await info();
    await engine.stop();
    await assert.rejects(info(), (error) => TrainyardError.is(error, "engine-stopped"));
    assert.equal(children.length, 1);
  });
});
