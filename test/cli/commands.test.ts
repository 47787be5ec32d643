import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import type { Profile } from "../../src/protocol/profile.ts";
import type { Run, RunSummary } from "../../src/protocol/run.ts";
import { type CliResult, trainyard } from "../support/cli.ts";
import { fingerprint, git, makeWorkspace } from "../support/workspace.ts";

interface Trained {
  run: string;
  name: string;
  status: string;
  backend: string;
  params: Record<string, unknown>;
  metrics: Record<"train" | "validation" | "test", Record<string, number>>;
  commit: string;
  report: string;
}

function refused(result: CliResult, code: number, pattern: RegExp): void {
  assert.equal(result.code, code, result.stderr);
  assert.equal(result.stdout, "");
  assert.match(result.stderr, pattern);
  assert.doesNotMatch(result.stderr, /^\s+at .*:\d+:\d+/m, "no stack trace reaches a user");
}

describe("trainyard, the command line", function () {
  this.timeout(300_000);

  it("goes from a CSV to a committed run, its figures, a report and predictions", async () => {
    const { folder } = makeWorkspace({ name: "a folder with spaces ü" });
    git(folder, "rm", "--quiet", "--cached", "penguins.experiment.json");
    const before = fingerprint(folder);
    const profile = (await trainyard(folder, ["profile", "penguins.csv", "--target", "species", "--json"])).json<Profile>();
    assert.equal(profile.rows, 344);
    assert.equal(profile.columns.length, 7);

    const init = await trainyard(folder, ["init", "penguins.csv", "--target", "species", "--out", "new.experiment.json"]);
    assert.equal(init.code, 0, init.stderr);
    assert.match(readFileSync(join(folder, "new.experiment.json"), "utf8"), /"algorithm": "linear"/);

    const result = await trainyard(folder, ["train", "penguins.experiment.json", "--backend", "cpu", "--seed", "3", "--json"]);
    assert.equal(result.code, 0, result.stderr);
    const trained = result.json<Trained>();
    assert.equal(trained.status, "FINISHED");
    assert.equal(trained.backend, "cpu");
    for (const split of ["train", "validation", "test"] as const) assert.ok((trained.metrics[split].accuracy ?? 0) > 0.8, split);
    assert.ok(existsSync(trained.report));
    assert.doesNotMatch(readFileSync(trained.report, "utf8"), /<script[^>]+src=/);
    assert.equal(git(folder, "cat-file", "-t", trained.commit).trim(), "commit");
    assert.equal(git(folder, "rev-parse", `refs/trainyard/runs/${trained.run}`).trim(), trained.commit);
    git(folder, "rm", "--quiet", "--cached", "--ignore-unmatch", "new.experiment.json");
    assert.equal(fingerprint(folder).replace("? new.experiment.json\n", ""), before, "nothing of the user's was touched");

    const runs = (await trainyard(folder, ["runs", "--json"])).json<RunSummary[]>();
    assert.deepEqual(
      runs.map(({ id }) => id),
      [trained.run],
    );
    const shown = (await trainyard(folder, ["runs", "show", trained.name, "--json"])).json<Run>();
    assert.equal(shown.commit, trained.commit);
    assert.equal(shown.data?.rows, 344);

    const again = (await trainyard(folder, ["evaluate", trained.run, "--json"])).json<Evaluation>();
    for (const [name, value] of Object.entries(trained.metrics.test))
      assert.ok(Math.abs((again.metrics[name] ?? Number.NaN) - value) < 1e-5, name); // perhaps on another backend

    const predicted = await trainyard(folder, ["predict", trained.name, "--data", "penguins.csv", "--out", "out.csv", "--json"]);
    assert.equal(predicted.code, 0, predicted.stderr);
    const [header, ...rows] = readFileSync(join(folder, "out.csv"), "utf8").trim().split("\n");
    assert.match(header as string, /^species,.*,prediction/);
    assert.equal(rows.length, 344);

    writeFileSync(join(folder, "ragged.csv"), `${header?.split(",prediction")[0]}\nAdelie,Dream,39,18,181,3700,male\nAdelie,Dream\n`);
    const ragged = await trainyard(folder, ["predict", trained.name, "--data", "ragged.csv", "--out", "out.csv"]);
    assert.match(ragged.stdout, /1 row written .*\n {2}i 1 row or value did not fit .* line 3\.$/m);
    writeFileSync(join(folder, "other.csv"), "iland,sex\nDream,male\n");
    refused(await trainyard(folder, ["predict", trained.name, "--data", "other.csv", "--out", "out.csv"]), 2, /Did you mean "iland"/);

    assert.equal((await trainyard(folder, ["runs", "delete", trained.name])).code, 0);
    assert.deepEqual((await trainyard(folder, ["runs", "--json"])).json(), []);
    assert.equal((await trainyard(folder, ["runs", "undelete", trained.name])).code, 0);
    assert.equal((await trainyard(folder, ["runs", "--json"])).json<RunSummary[]>().length, 1);
  });

  it("the same seed gives the same figures", async () => {
    const { folder, experiment } = makeWorkspace();
    const train = async () => (await trainyard(folder, ["train", experiment, "--backend", "cpu", "--json"])).json<Trained>().metrics;
    assert.deepEqual(await train(), await train());
  });

  it("finds runs by a filter, and says where a broken one breaks", async () => {
    const { folder, experiment } = makeWorkspace();
    await trainyard(folder, ["train", experiment, "--backend", "cpu", "--name", "first"]);
    const found = async (filter: string) => (await trainyard(folder, ["runs", "--filter", filter, "--json"])).json<RunSummary[]>().length;
    assert.equal(await found("metrics.val_acc > 0.5"), 1);
    assert.equal(await found("metrics.val_acc > 2 or attributes.status = 'FINISHED'"), 1);
    assert.equal(await found("metrics.val_acc > 2"), 0);
    refused(await trainyard(folder, ["runs", "--filter", "metrics.val_acc >", "--json"]), 2, /column \d+|:\d+/);
  });

  it("prints one JSON value on stdout and nothing else, and nothing there on failure", async () => {
    const { folder } = makeWorkspace();
    const good = await trainyard(folder, ["profile", "penguins.csv", "--json"]);
    assert.doesNotThrow(() => good.json());
    refused(await trainyard(folder, ["profile", "nowhere.csv", "--json"]), 2, /nowhere\.csv/);
  });

  it("says what is wrong with what it is given, with exit code 2 and a remedy", async () => {
    const { folder } = makeWorkspace();
    mkdirSync(join(folder, "directory"));
    writeFileSync(join(folder, "broken.experiment.json"), '{\n  "data" "penguins.csv"\n}');
    writeFileSync(
      join(folder, "nodata.experiment.json"),
      JSON.stringify({ data: "gone.csv", target: "y", task: "binary", model: { algorithm: "mlp" } }),
    );
    refused(await trainyard(folder, ["trian"]), 2, /Did you mean trainyard train/);
    refused(await trainyard(folder, ["train", "nowhere.experiment.json"]), 2, /does not exist/);
    refused(await trainyard(folder, ["train", "directory"]), 2, /is a directory/);
    refused(await trainyard(folder, ["train", "penguins.csv"]), 2, /trainyard init penguins\.csv/);
    refused(await trainyard(folder, ["train", "broken.experiment.json"]), 2, /broken\.experiment\.json:2:\d+: .*JSON/);
    refused(await trainyard(folder, ["train", "nodata.experiment.json"]), 2, /gone\.csv/);
    refused(await trainyard(folder, ["init", "penguins.csv", "--target", "speces"]), 2, /Did you mean species/);
    refused(await trainyard(folder, ["init", "penguins.csv", "--target", "species"]), 2, /exists already/);
    refused(await trainyard(folder, ["runs", "show", "no-such"]), 2, /no-such/);
    refused(await trainyard(folder, ["profile", "penguins.csv", "--cwd", "nowhere"]), 2, /not a directory/);
  });

  it("writes an experiment for each algorithm that suits, or none where one is there already", async () => {
    const { folder } = makeWorkspace();
    const all = ["init", "penguins.csv", "--target", "species", "--all"];
    const { code, stdout } = await trainyard(folder, all);
    assert.equal(code, 0);
    assert.match(stdout, /Algorithms, the best to begin with first:\n {2}\* linear +Only 8 rows/);
    const written = readdirSync(folder).filter((name) => /^penguins-.*\.experiment\.json$/.test(name));
    assert.ok(written.includes("penguins-linear.experiment.json") && written.includes("penguins-baseline.experiment.json"));
    for (const name of written) assert.match(readFileSync(join(folder, name), "utf8"), new RegExp(`"algorithm": "${name.slice(9, -16)}"`));
    for (const name of written.slice(1)) rmSync(join(folder, name));
    refused(await trainyard(folder, all), 2, /exists already/);
    assert.equal(readdirSync(folder).filter((name) => name.startsWith("penguins-")).length, 1, "nothing was written");
    refused(await trainyard(folder, [...all, "--algorithm", "linear"]), 2, /--all/);
  });

  it("says how to make a repository where there is none", async () => {
    const { folder, experiment } = makeWorkspace({ repository: false });
    refused(await trainyard(folder, ["train", experiment]), 2, /git init/);
  });

  it("every command has --help", async () => {
    const { folder } = makeWorkspace({ repository: false });
    for (const command of ["profile", "init", "train", "runs", "evaluate", "predict"]) {
      const { code, stdout } = await trainyard(folder, [command, "--help"]);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`Usage: trainyard ${command}`));
    }
  });
});
