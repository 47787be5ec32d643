import assert from "node:assert/strict";
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Message,
} from "vscode-jsonrpc/node";
import { servePage } from "../../src/host/panels/channel.ts";
import type { PanelAction, PanelContract, PanelInput } from "../../src/protocol/panel.ts";
import { type Client, createClient, type Handlers } from "../../src/protocol/rpc.ts";
import { inputError, TrainyardError } from "../../src/shared/errors.ts";
import { settled } from "../support/wait.ts";

const INPUT: PanelInput = { panel: "history", folder: "/work" };

/** A host and the pages it is shown in, joined as `postMessage` joins them: by copies of plain objects. */
function setUp(handlers: Partial<Handlers<PanelContract>> = {}) {
  let toHost: (message: unknown) => void = () => undefined;
  let toPage: (message: unknown) => void = () => undefined;
  const posted: unknown[] = [];
  const sessions: AbortSignal[] = [];
  const errors: unknown[] = [];
  const port = {
    post(message: unknown) {
      posted.push(message);
      queueMicrotask(() => toPage(structuredClone(message)));
    },
    listen(listener: (message: unknown) => void) {
      toHost = listener;
      return { dispose: () => (toHost = () => undefined) };
    },
  };
  const host = servePage(
    port,
    (session) => {
      sessions.push(session);
      return { "panel/start": async () => INPUT, ...handlers } as Handlers<PanelContract>;
    },
    (error) => errors.push(error),
  );
  const page = (): Client<PanelContract> => {
    const reader = new (class extends AbstractMessageReader {
      listen(callback: DataCallback) {
        toPage = (message) => callback(message as Message);
        return { dispose: () => undefined };
      }
    })();
    const writer = new (class extends AbstractMessageWriter {
      async write(message: Message) {
        queueMicrotask(() => toHost(structuredClone(message)));
      }
      end() {}
    })();
    const connection = createMessageConnection(reader, writer);
    connection.listen();
    return createClient<PanelContract>(connection);
  };
  return { host, page, posted, sessions, errors, send: (message: unknown) => toHost(message) };
}

describe("servePage", () => {
  it("answers a page, and tells it what changes", async () => {
    const actions: PanelAction[] = [];
    const { host, page } = setUp({
      "panel/do": async (action) => {
        actions.push(action);
        return null;
      },
    });
    const client = page();
    const changed: string[] = [];
    client.on("runs/changed", ({ folder }) => changed.push(folder));
    assert.deepEqual(await client.request("panel/start", null), INPUT);
    await client.request("panel/do", { action: "show-output" });
    host.notify("runs/changed", { folder: "/work" });
    await settled();
    assert.deepEqual(actions, [{ action: "show-output" }]);
    assert.deepEqual(changed, ["/work"]);
  });

  it("keeps the facts of an error, so that the page can show the remedy", async () => {
    const missing = inputError({ code: "data-file-missing", message: "No such file.", remedy: "Check the path." });
    const { page } = setUp({ "dataset/profile": () => Promise.reject(missing) });
    const client = page();
    await client.request("panel/start", null);
    await assert.rejects(client.request("dataset/profile", { folder: "/work", file: "x.csv" }), (error) => {
      assert.ok(TrainyardError.is(error, "data-file-missing"));
      assert.deepEqual(error.facts, missing.facts);
      return true;
    });
  });

  it("begins anew when the page is loaded again, and drops answers to the earlier one", async () => {
    let finish: (value: never) => void = () => undefined;
    const slow = new Promise<never>((resolve) => {
      finish = resolve;
    });
    const { page, posted, sessions } = setUp({ "run/list": () => slow });
    const first = page();
    await first.request("panel/start", null);
    void first.request("run/list", { folder: "/work" }).catch(() => undefined);
    await settled();
    const second = page();
    assert.deepEqual(await second.request("panel/start", null), INPUT);
    const before = posted.length;
    finish([] as never);
    await settled();
    assert.equal(posted.length, before);
    assert.deepEqual(
      sessions.map(({ aborted }) => aborted),
      [true, false],
    );
  });

  it("ends what the page asked for when the panel is closed", async () => {
    const { host, page, sessions, posted, send } = setUp();
    await page().request("panel/start", null);
    host.dispose();
    assert.equal(sessions[0]?.aborted, true);
    const before = posted.length;
    host.notify("runs/changed", { folder: "/work" });
    send({ jsonrpc: "2.0", id: 9, method: "panel/start" });
    await settled();
    assert.equal(posted.length, before);
  });

  it("leaves alone what is no message of ours, and what comes before the page has begun", async () => {
    const { send, posted, errors } = setUp();
    for (const message of [null, "text", 1, {}, { type: "other" }, { jsonrpc: "2.0", id: 1, method: "run/list", params: {} }])
      send(message);
    await settled();
    assert.deepEqual([posted.length, errors.length], [0, 0]);
  });
});
