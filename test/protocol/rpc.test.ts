import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { notification, type Progress, request } from "../../src/protocol/method.ts";
import { createClient, type Handlers, serve } from "../../src/protocol/rpc.ts";
import { inputError, TrainyardError } from "../../src/shared/errors.ts";

const contract = {
  add: request<{ a: number; b: number }, number>(),
  fail: request<{ how: "known" | "unknown" }, null>(),
  wait: request<null, string>(),
  count: request<{ to: number }, null>(),
  ticked: notification<{ n: number }>(),
};
type C = typeof contract;

function pair(handlers: Handlers<C>) {
  const there = new PassThrough();
  const back = new PassThrough();
  const server = createMessageConnection(new StreamMessageReader(there), new StreamMessageWriter(back));
  const client = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  const unexpected: unknown[] = [];
  const notify = serve<C>(server, handlers, (error) => unexpected.push(error));
  server.listen();
  client.listen();
  return { client: createClient<C>(client), notify, unexpected, lose: () => client.dispose() };
}

const handlers: Handlers<C> = {
  add: async ({ a, b }) => a + b,
  fail: async ({ how }) => {
    if (how === "known") throw inputError({ code: "no-such-file", message: "No.", remedy: "Look.", place: { file: "x", line: 2 } });
    throw new Error("secret detail\n    at /home/someone/file.ts:1:1");
  },
  wait: (_, { signal, progress }) => {
    progress({ message: "waiting", fraction: 0 });
    return new Promise((resolve) => signal.addEventListener("abort", () => resolve("heard")));
  },
  count: async ({ to }, { progress }) => {
    for (let i = 1; i <= to; i += 1) progress({ message: `step ${i}`, fraction: i / to });
    return null;
  },
};

describe("rpc", () => {
  it("answers requests and brings notifications", async () => {
    const { client, notify } = pair(handlers);
    const ticks: number[] = [];
    client.on("ticked", ({ n }) => ticks.push(n));
    notify("ticked", { n: 1 });
    assert.equal(await client.request("add", { a: 2, b: 3 }), 5);
    assert.deepEqual(ticks, [1]);
  });

  it("tells every listener, until it is let go", async () => {
    const { client, notify } = pair(handlers);
    const heard: string[] = [];
    const first = client.on("ticked", ({ n }) => heard.push(`first ${n}`));
    client.on("ticked", ({ n }) => heard.push(`second ${n}`));
    notify("ticked", { n: 1 });
    await client.request("add", { a: 0, b: 0 });
    first.dispose();
    notify("ticked", { n: 2 });
    await client.request("add", { a: 0, b: 0 });
    assert.deepEqual(heard, ["first 1", "second 1", "second 2"]);
  });

  it("an error keeps its code, place and remedy across the process border", async () => {
    const { client } = pair(handlers);
    await assert.rejects(client.request("fail", { how: "known" }), (error) => {
      assert.ok(TrainyardError.is(error, "no-such-file"));
      assert.deepEqual(error.facts, {
        code: "no-such-file",
        kind: "input",
        message: "No.",
        remedy: "Look.",
        place: { file: "x", line: 2 },
      });
      return true;
    });
  });

  it("an unforeseen error is logged where it happened and reaches the caller without its stack", async () => {
    const { client, unexpected } = pair(handlers);
    await assert.rejects(client.request("fail", { how: "unknown" }), (error) => {
      assert.ok(TrainyardError.is(error, "unexpected"));
      assert.ok(!JSON.stringify(error.facts).includes("file.ts"));
      return true;
    });
    assert.equal(unexpected.length, 1);
  });

  it("cancels through an AbortSignal, before and during a call", async () => {
    const { client } = pair(handlers);
    const controller = new AbortController();
    const abort = () => controller.abort();
    assert.equal(await client.request("wait", null, { signal: controller.signal, onProgress: abort }), "heard");
    await assert.rejects(client.request("wait", null, { signal: controller.signal }), (error) => TrainyardError.is(error, "cancelled"));
  });

  it("reports progress throttled, the last one always", async () => {
    const { client } = pair(handlers);
    const seen: Progress[] = [];
    await client.request("count", { to: 100 }, { onProgress: (progress) => seen.push(progress) });
    assert.ok(seen.length <= 10, `${seen.length} progress messages for 100 steps`);
    assert.deepEqual(seen.at(-1), { message: "step 100", fraction: 1 });
  });

  it("a call fails when the other side goes away", async () => {
    const { client, lose } = pair(handlers);
    await assert.rejects(client.request("wait", null, { onProgress: lose }), (error) => TrainyardError.is(error, "connection-lost"));
  });
});
