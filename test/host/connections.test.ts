import assert from "node:assert/strict";
import { Connections } from "../../src/host/connections.ts";
import { FakeClient } from "../support/fake-client.ts";

function setUp() {
  const [kept, secrets] = [new Map<string, unknown>(), new Map<string, string>()];
  const memory = {
    get: (key: string, other?: unknown) => kept.get(key) ?? other,
    update: async (key: string, value: unknown) => void kept.set(key, value),
  };
  const storage = {
    get: async (key: string) => secrets.get(key),
    store: async (key: string, value: string) => void secrets.set(key, value),
    delete: async (key: string) => void secrets.delete(key),
  };
  const connections = new Connections(memory as never, storage);
  const client = new FakeClient({ "connections/hold": () => null });
  const held = async () => {
    await connections.handTo(client);
    return client.asked.at(-1)?.params;
  };
  return { connections, kept, secrets, held };
}

describe("database connections", () => {
  it("keep URLs among the secrets and names only elsewhere, and hand them to the engine", async () => {
    const { connections, kept, secrets, held } = setUp();
    await connections.add("sales", "postgresql://a:pw@h/d");
    await connections.add("books", "postgresql://b:pw@h/d");
    await connections.add("sales", "postgresql://c:pw@h/d");
    assert.deepEqual(connections.names(), ["books", "sales"]);
    assert.ok(!JSON.stringify([...kept]).includes("pw"));
    assert.equal(secrets.size, 2);
    assert.deepEqual(await held(), { connections: { books: "postgresql://b:pw@h/d", sales: "postgresql://c:pw@h/d" } });
  });

  it("are gone when removed, here and in the engine", async () => {
    const { connections, secrets, held } = setUp();
    await connections.add("sales", "postgresql://a:pw@h/d");
    await connections.remove("sales");
    assert.deepEqual([connections.names(), secrets.size, await held()], [[], 0, { connections: {} }]);
  });

  it("do without a secret that somebody else removed", async () => {
    const { connections, secrets, held } = setUp();
    await connections.add("sales", "postgresql://a:pw@h/d");
    secrets.clear();
    assert.deepEqual(await held(), { connections: {} });
  });
});
