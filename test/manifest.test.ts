import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DATA_EXTENSIONS, kindOf } from "../src/host/files.ts";
import { COMMANDS, CONTEXT, PANELS, SETTINGS, VIEWS } from "../src/host/ids.ts";
import { remediesOf } from "../src/host/remedies.ts";
import { contextValueOf, type RunsNode } from "../src/host/runs/nodes.ts";
import type { RunStatus } from "../src/protocol/run.ts";
import { ROOT } from "./support/paths.ts";
import { aRun } from "./support/runs.ts";

interface MenuItem {
  command: string;
  when?: string;
  group?: string;
}

interface Manifest {
  activationEvents: string[];
  main: string;
  capabilities: { untrustedWorkspaces: { supported: string } };
  contributes: {
    commands: { command: string; title: string; category: string; enablement?: string; icon?: string }[];
    menus: Record<string, MenuItem[]>;
    views: Record<string, { id: string; icon: string }[]>;
    viewsContainers: { activitybar: { id: string; icon: string }[] };
    viewsWelcome: { view: string; contents: string; when: string }[];
    configuration: { properties: Record<string, { default: unknown; enum?: string[]; enumDescriptions?: string[] }> };
    jsonValidation: { fileMatch: string[]; url: string }[];
    languages: { id: string; filenamePatterns: string[] }[];
    walkthroughs: { steps: { id: string; description: string; media: { markdown: string }; completionEvents: string[] }[] }[];
  };
}

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const manifest = JSON.parse(read("package.json")) as Manifest;
const texts = JSON.parse(read("package.nls.json")) as Record<string, string>;
const { commands, menus, views, viewsWelcome, walkthroughs, configuration, viewsContainers } = manifest.contributes;
const declared = commands.map(({ command }) => command);
const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);

/** Every `when` and `enablement`, with where it stands. */
const whens: [where: string, when: string][] = [
  ...Object.entries(menus).flatMap(([menu, items]) =>
    items.flatMap(({ command, when }): [string, string][] => (when ? [[`${menu}: ${command}`, when]] : [])),
  ),
  ...viewsWelcome.map(({ contents, when }): [string, string] => [contents, when]),
  ...commands.flatMap(({ command, enablement }): [string, string][] => (enablement ? [[command, enablement]] : [])),
];

describe("the manifest", () => {
  it("declares exactly the commands that have a handler, once each", () => {
    assert.deepEqual([...declared].sort(), [...COMMANDS].sort());
    assert.ok(commands.every(({ category }) => category === "Trainyard"));
  });

  it("names only declared commands in menus", () => {
    for (const [menu, items] of Object.entries(menus))
      for (const { command } of items) assert.ok(declared.includes(command), `${menu}: ${command}`);
  });

  it("has an icon for each command that stands in a toolbar or inline", () => {
    for (const item of Object.values(menus)
      .flat()
      .filter(({ group }) => /^(navigation|inline)/.test(group ?? ""))) {
      assert.match(commands.find(({ command }) => command === item.command)?.icon ?? "", /^\$\([a-z-]+\)$/, item.command);
    }
  });

  it("disables what needs trust until there is trust", () => {
    const looksOnly = [
      "profileDataset",
      "newExperiment",
      "exportReport",
      "groupRuns",
      "ungroupRuns",
      "refresh",
      "selectBackend",
      "reset",
      "showOutput",
      "showStatus",
    ];
    for (const { command, enablement } of commands) {
      assert.equal(enablement, looksOnly.includes(command.replace("trainyard.", "")) ? undefined : "isWorkspaceTrusted", command);
    }
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, "limited");
  });

  it("is activated on demand only", () => {
    for (const event of manifest.activationEvents) assert.match(event, /^(onLanguage|onWebviewPanel|workspaceContains):/);
    for (const type of Object.values(PANELS)) assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${type}`), type);
  });

  it("declares the views that the host fills, each with something to do while it is empty", () => {
    const ids = Object.values(views)
      .flat()
      .map(({ id }) => id);
    assert.deepEqual([...ids].sort(), Object.values(VIEWS).sort());
    for (const id of ids)
      assert.ok(
        viewsWelcome.some(({ view }) => view === id),
        id,
      );
    for (const { view, contents } of viewsWelcome) {
      assert.ok(ids.includes(view), view);
      assert.match(texts[contents.slice(1, -1)] ?? "", /\]\(command:/, contents);
    }
  });

  it("has the settings that the host reads, with the same defaults", () => {
    const defaults = Object.fromEntries(
      Object.entries(configuration.properties).map(([key, property]) => [key.replace("trainyard.", ""), property.default]),
    );
    assert.deepEqual(defaults, SETTINGS);
  });

  it("links only to commands that exist", () => {
    const outside = ["vscode.openFolder", "workbench.trust.manage"];
    for (const [key, text] of Object.entries(texts)) {
      for (const [, command] of text.matchAll(/\(command:([\w.]+)/g))
        assert.ok(declared.includes(command as string) || outside.includes(command as string), `${key}: ${command}`);
    }
  });

  it("offers only commands that exist as remedies", () => {
    for (const code of ["no-repository", "nothing-to-train", "not-trainable", "no-runs", "engine-crashing", "process-not-ready"]) {
      const buttons = remediesOf({ code, kind: "failure", message: "", remedy: "" });
      assert.ok(buttons.length > 1, code);
      for (const { command } of buttons) assert.ok(declared.includes(command), command);
    }
  });

  it("points at files that are there", () => {
    const files = [
      ...viewsContainers.activitybar.map(({ icon }) => icon),
      ...Object.values(views)
        .flat()
        .map(({ icon }) => icon),
      ...steps.map(({ media }) => media.markdown),
      ...Object.keys(PANELS).flatMap((kind) => [`media/${kind}-light.svg`, `media/${kind}-dark.svg`]),
    ];
    for (const file of files) assert.ok(existsSync(join(ROOT, file)), file);
  });

  it("ships every file that it points at", () => {
    const lists = read(".vscodeignore").split("\n");
    assert.ok(lists.includes("**"), "an allow-list begins with nothing");
    for (const needed of ["package.json", "package.nls.json", "dist/", "media/"]) {
      assert.ok(
        lists.some((line) => line.startsWith(`!${needed}`)),
        needed,
      );
    }
  });

  it("makes experiment files JSON with comments, with our schema", () => {
    const [language] = manifest.contributes.languages;
    assert.deepEqual(language, { id: "jsonc", filenamePatterns: ["*.experiment.json", "*.modeltest.json"] });
    assert.deepEqual(manifest.contributes.jsonValidation, [
      { fileMatch: ["*.experiment.json"], url: "./dist/experiment.schema.json" },
      { fileMatch: ["*.modeltest.json"], url: "./dist/modeltest.schema.json" },
    ]);
    assert.equal(kindOf("a/b.modeltest.json"), "modeltest");
    assert.equal(kindOf("a/b.experiment.json"), "experiment");
  });
});

describe("the texts", () => {
  const used = new Set([...read("package.json").matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key as string));

  it("are all there, and all used", () => assert.deepEqual(Object.keys(texts).sort(), [...used].sort()));

  it("are short and calm", () => {
    for (const [key, text] of Object.entries(texts)) {
      assert.ok(text.trim() === text && text.length > 2, key);
      assert.doesNotMatch(text, /!(?!=)|please|simply|just /i, key);
    }
  });
});

describe("the when clauses", () => {
  const ours = new Set<string>(Object.values(CONTEXT));
  const known = new Set([
    ...ours,
    ...["view", "viewItem", "isWorkspaceTrusted", "workspaceFolderCount", "resourceScheme", "resourceExtname", "resourceFilename"],
    ...["activeWebviewPanelId", "activeCustomEditorId", "listMultiSelection", "listDoubleSelection", "isInDiffEditor"],
  ]);
  const clauses = whens.flatMap(([where, when]) => when.split("&&").map((clause): [string, string] => [where, clause.trim()]));

  it("use only keys that are set", () => {
    for (const [where, clause] of clauses.filter(([, text]) => text !== "false")) {
      const [, key] = /^!?([\w.]+)(?: (?:==|!=|=~) \S+)?$/.exec(clause) ?? [];
      assert.ok(key && known.has(key), `${where}: ${clause}`);
    }
  });

  it("use every key of ours but those for extensions to come", () => {
    const text = whens.map(([, when]) => when).join("\n") + steps.flatMap(({ completionEvents }) => completionEvents).join("\n");
    for (const key of ours) assert.ok(key === CONTEXT.training || text.includes(key), key);
  });

  it("match the rows that views make, and every kind of row has a menu", () => {
    const statuses: RunStatus[] = ["RUNNING", "FINISHED", "FAILED", "KILLED", "INTERRUPTED"];
    const rows = statuses.map((status) => contextValueOf({ kind: "run", run: aRun({ status }) } as RunsNode));
    const groups = ["a.experiment.json", "train.ts"].map((group) => contextValueOf({ kind: "group", group } as RunsNode));
    const values = [...rows, ...groups, "dataset.new", "dataset.profiled"];
    const matchers = clauses
      .filter(([, clause]) => clause.startsWith("viewItem"))
      .map(([where, clause]) => ({ where, test: matcher(clause) }));
    for (const { where, test } of matchers) assert.ok(values.some(test), where);
    for (const value of values)
      assert.ok(
        matchers.some(({ test }) => test(value)),
        value,
      );
  });

  it("offer to stop what runs and to delete what does not", () => {
    const offered = (command: string, value: string) =>
      menus["view/item/context"]?.some(
        (item) =>
          item.command === command &&
          (item.when ?? "").split("&&").some((clause) => clause.trim().startsWith("viewItem") && matcher(clause.trim())(value)),
      );
    assert.equal(offered("trainyard.stop", "run.running"), true);
    assert.equal(offered("trainyard.stop", "run.finished"), false);
    assert.equal(offered("trainyard.deleteRun", "run.running"), false);
    for (const value of ["run.finished", "run.failed", "run.killed", "run.interrupted.resumable"])
      assert.equal(offered("trainyard.deleteRun", value), true, value);
    assert.equal(offered("trainyard.resume", "run.killed.resumable"), true);
    for (const value of ["run.running", "run.finished", "run.failed"]) assert.equal(offered("trainyard.resume", value), false, value);
  });

  it("know the same data files as the host", () => {
    const patterns = clauses.filter(([, clause]) => clause.startsWith("resourceExtname")).map(([, clause]) => matcher(clause));
    assert.ok(patterns.length > 0);
    for (const test of patterns) {
      for (const extension of DATA_EXTENSIONS) assert.ok(test(`.${extension}`), extension);
      assert.ok(!test(".json") && !test(".xcsv") && !test(".csv2"));
    }
  });
});

describe("the walkthrough", () => {
  it("has at most ten steps, each with one command and the event that completes it", () => {
    assert.ok(steps.length > 0 && steps.length <= 10);
    for (const { id, description, completionEvents } of steps) {
      const links = [...(texts[description.slice(1, -1)] ?? "").matchAll(/\]\(command:([\w.]+)\)/g)].map(([, command]) => command);
      assert.equal(links.length, 1, id);
      assert.equal(completionEvents.length, 1, id);
      const [event = ""] = completionEvents;
      if (event.startsWith("onCommand:")) assert.equal(event, `onCommand:${links[0]}`);
      else assert.match(event, /^onContext:/);
    }
  });
});

/** `viewItem == x` or `viewItem =~ /x/i` as a test of a value. */
function matcher(clause: string): (value: string) => boolean {
  const [, pattern, flags] = /=~ \/(.*)\/([a-z]*)$/.exec(clause) ?? [];
  if (pattern !== undefined) return (value) => new RegExp(pattern, flags).test(value);
  const [, wanted] = /== (\S+)$/.exec(clause) ?? [];
  return (value) => value === wanted;
}
