import assert from "node:assert/strict";
import { aimItems, algorithmItems } from "../../src/host/ask/model-items.ts";
import type { ColumnProfile, Profile } from "../../src/protocol/profile.ts";
import type { Proposal } from "../../src/protocol/proposal.ts";

const column = (name: string, more: Partial<ColumnProfile>) =>
  ({ name, missing: 0, top: [], min: null, max: null, ...more }) as unknown as ColumnProfile;
const COLUMNS = [
  column("id", { type: "identifier", distinct: 100 }),
  column("mass", { type: "number", distinct: 90, min: 2, max: 9, top: [{ value: "3", count: 2 }] }),
  column("species", {
    type: "category",
    distinct: 4,
    missing: 2,
    top: ["Adelie", "Gentoo", "Chinstrap", "King"].map((value) => ({ value, count: 9 })),
  }),
];
const profile = { rows: 100, columns: COLUMNS } as unknown as Profile;

describe("what a first model is asked for", () => {
  it("is a column, the likeliest first, with what is in it; what only names a row is not there", () => {
    const items = aimItems(profile, false);
    assert.deepEqual(
      items.map(({ label, description, detail }) => [label, description, detail]),
      [
        ["species", "category, 4 classes", "Adelie, Gentoo, Chinstrap...; 2 % missing"],
        ["mass", "number, 2 to 9", ""],
      ],
    );
    assert.deepEqual(items[0]?.value, { target: "species" });
  });

  it("or nothing, where there is something to be done without", () => {
    assert.deepEqual(aimItems(profile, true).at(-1)?.value, { target: null });
  });

  it("is then an algorithm with its reason, the best marked", () => {
    const proposal: Proposal = {
      algorithm: "linear",
      title: "Linear model",
      task: "multiclass",
      reason: "Few rows.",
      best: true,
      heeds: null,
      recipe: [],
    };
    const [best, other] = algorithmItems([proposal, { ...proposal, algorithm: "mlp", title: "Neural network", best: false }]);
    assert.deepEqual(
      [best?.label, best?.description, best?.detail],
      ["$(star-full) Linear model", "linear, good to begin with", "Few rows."],
    );
    assert.deepEqual([other?.label, other?.description], ["Neural network", "mlp"]);
  });
});
