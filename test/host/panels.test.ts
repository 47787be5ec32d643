import assert from "node:assert/strict";
import { pageOf } from "../../src/host/panels/html.ts";
import { inputFrom, keyOf, titleOf } from "../../src/host/panels/subject.ts";

describe("pageOf", () => {
  const page = pageOf({
    title: 'a "quoted" <b>.csv',
    cspSource: "https://source.example",
    script: "https://source.example/profile.js?a=1&b=2",
    style: "https://source.example/profile.css",
    nonce: "abc123",
    panel: "profile",
  });

  it("lets nothing run or load but the panel's own bundle", () => {
    const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const rules = policy.replaceAll("&#39;", "'").split("; ");
    assert.deepEqual(rules, [
      "default-src 'none'",
      "script-src 'nonce-abc123'",
      "style-src https://source.example",
      "font-src https://source.example",
      "img-src https://source.example data:",
    ]);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.match(page, /<script nonce="abc123" src="https:\/\/source.example\/profile.js\?a=1&amp;b=2">/);
  });

  it("escapes what comes from file names", () => assert.match(page, /<title>a &quot;quoted&quot; &lt;b&gt;.csv<\/title>/));
  it("says which panel it is", () => assert.match(page, /<body data-panel="profile">/));
});

describe("a panel's subject", () => {
  const name = (run: string) => `name-of-${run}`;

  it("is the same whatever the order of its runs and the chosen target", () => {
    assert.equal(keyOf({ panel: "run", folder: "/w", runs: ["a", "b"] }), keyOf({ panel: "run", folder: "/w", runs: ["b", "a"] }));
    assert.equal(keyOf({ panel: "profile", folder: "/w", file: "x" }), keyOf({ panel: "profile", folder: "/w", file: "x", target: "y" }));
    assert.notEqual(keyOf({ panel: "history", folder: "/w" }), keyOf({ panel: "history", folder: "/v" }));
    assert.notEqual(keyOf({ panel: "run", folder: "/w", runs: ["a"] }), keyOf({ panel: "run", folder: "/w", runs: ["a", "b"] }));
  });

  it("names the tab", () => {
    assert.equal(titleOf({ panel: "profile", folder: "/w", file: "/w/data/penguins.csv" }, name), "Profile: penguins.csv");
    assert.equal(titleOf({ panel: "profile", folder: "C:\\w", file: "C:\\w\\penguins.csv" }, name), "Profile: penguins.csv");
    assert.equal(titleOf({ panel: "run", folder: "/w", runs: ["a"] }, name), "Run: name-of-a");
    assert.equal(titleOf({ panel: "run", folder: "/w", runs: ["a", "b"] }, name), "Compare: name-of-a, name-of-b");
    assert.equal(titleOf({ panel: "run", folder: "/w", runs: ["a", "b", "c", "d"] }, name), "Compare: 4 runs");
    assert.equal(titleOf({ panel: "history", folder: "/w" }, name), "Run History");
  });

  it("survives a reload, whatever else the page kept beside it", () => {
    const inputs = [
      { panel: "profile", folder: "/w", file: "x.csv", target: "y" },
      { panel: "profile", folder: "/w", file: "x.csv", sample: 10, rejectedRows: "keep" },
      { panel: "profile", folder: "/w", file: "x.csv" },
      { panel: "run", folder: "/w", runs: ["a", "b"] },
      { panel: "history", folder: "/w" },
    ];
    for (const input of inputs) {
      assert.deepEqual(inputFrom(input), input);
      assert.deepEqual(inputFrom({ input, view: { tab: 2 } }), input);
    }
  });

  it("is none where what was kept cannot be used", () => {
    const broken = [
      undefined,
      null,
      "x",
      {},
      { input: null },
      { panel: "run", folder: "/w", runs: [] },
      { panel: "run", folder: "/w", runs: [1] },
    ];
    for (const state of [...broken, { panel: "profile", folder: "/w" }, { panel: "other", folder: "/w" }, { panel: "history" }])
      assert.equal(inputFrom(state), null);
  });
});
