import assert from "node:assert/strict";
import { guarded, needsTrust } from "../../src/host/trust.ts";
import { contract } from "../../src/protocol/contract.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { FakeClient } from "../support/fake-client.ts";

describe("Workspace Trust", () => {
  it("is needed for everything but looking", () => {
    const free = Object.keys(contract).filter(
      (method) => !needsTrust(method) && contract[method as keyof typeof contract].kind === "request",
    );
    assert.deepEqual(free, [
      "engine/info",
      "engine/backends",
      "dataset/list",
      "dataset/profile",
      "experiment/draft",
      "experiment/propose",
      "experiment/check",
      "modeltest/check",
    ]);
  });

  it("is asked for before the engine hears of it", async () => {
    const client = new FakeClient({ "run/list": () => [], "dataset/list": () => [] });
    const guard = guarded(client, () => false);
    await assert.rejects(guard.request("run/list", { folder: "/work" }), (error) => TrainyardError.is(error, "workspace-untrusted"));
    assert.deepEqual(await guard.request("dataset/list", { folder: "/work" }), []);
    assert.deepEqual(
      client.asked.map(({ method }) => method),
      ["dataset/list"],
    );
  });

  it("is needed for a query, wherever it is named", async () => {
    const guard = guarded(new FakeClient({ "dataset/profile": () => ({}) }), () => false);
    await assert.rejects(guard.request("dataset/profile", { folder: "/work", file: "a/b.SQL" }), (error) =>
      TrainyardError.is(error, "workspace-untrusted"),
    );
    await guard.request("dataset/profile", { folder: "/work", file: "sql.csv" });
  });

  it("is looked at anew each time", async () => {
    let trusted = false;
    const guard = guarded(new FakeClient({ "run/list": () => [] }), () => trusted);
    await assert.rejects(guard.request("run/list", { folder: "/work" }));
    trusted = true;
    assert.deepEqual(await guard.request("run/list", { folder: "/work" }), []);
  });
});
