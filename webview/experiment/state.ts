import type { ReactiveControllerHost } from "lit";
import type { ExperimentProblem } from "../../src/protocol/experiment.ts";
import type { ExperimentFigure, FormChange, FormColumn } from "../../src/protocol/form.ts";
import type { JsonSchema, PrepareDocument } from "../../src/protocol/prepare.ts";
import type { Proposals } from "../../src/protocol/proposal.ts";
import { type ErrorFacts, factsOf } from "../../src/shared/errors.ts";
import type { Host } from "../shared/host.ts";
import { Load } from "../shared/load.ts";
import { orderOf, type Section, sectionsOf } from "./sections.ts";

const CHECK_MS = 150;
/** Settings that say which data there are, and what of them is to be predicted. */
const DATA_KEYS = ["data", "rejectedRows", "unionByName", "filename"];

/** What the form knows: the file as it is now, what its schema allows, what the engine says of it and of its data. */
export class ExperimentState {
  document: PrepareDocument | null = null;
  figures: readonly ExperimentFigure[] = [];
  /** Why the last change was not made. */
  refused: ErrorFacts | null = null;
  readonly opening: Load<PrepareDocument>;
  readonly schema: Load<JsonSchema>;
  readonly problems: Load<ExperimentProblem[]>;
  readonly columns: Load<FormColumn[]>;
  readonly algorithms: Load<Proposals>;
  readonly #owner: ReactiveControllerHost;
  readonly #host: Host;
  #checking: ReturnType<typeof setTimeout> | undefined;
  #dataKey = "";
  #targetKey = "";
  /** What the algorithms were asked for, if they were. */
  #asked: string | null = null;

  constructor(owner: ReactiveControllerHost, host: Host) {
    this.#owner = owner;
    this.#host = host;
    this.opening = new Load(owner);
    this.schema = new Load(owner);
    this.problems = new Load(owner);
    this.columns = new Load(owner);
    this.algorithms = new Load(owner);
  }

  begin(): void {
    const { client } = this.#host;
    client.on("prepare/changed", (document) => this.#read(document));
    client.on("experiment/figures-changed", (figures) => this.#show(figures));
    void this.schema.run((options) => client.request("experiment/schema", null, options));
    void this.opening.run(async (options) => {
      const document = await client.request("prepare/document", null, options);
      this.#read(document);
      return document;
    });
    void client.request("experiment/figures", null).then((figures) => this.#show(figures));
  }

  get sections(): Section[] {
    return this.schema.value ? sectionsOf(this.schema.value) : [];
  }

  /** Changes the file; false where that was not possible. */
  async change(changes: FormChange[]): Promise<boolean> {
    const version = this.document?.version ?? 0;
    this.refused = null;
    try {
      await this.#host.client.request("experiment/edit", { edit: { changes, order: orderOf(this.sections) }, version });
      return true;
    } catch (error) {
      this.refused = factsOf(error);
      return false;
    } finally {
      this.#owner.requestUpdate();
    }
  }

  #read(document: PrepareDocument): void {
    if (this.document && document.version < this.document.version) return;
    this.document = document;
    this.#owner.requestUpdate();
    if (document.broken) return;
    clearTimeout(this.#checking);
    const first = this.problems.value === null;
    this.#checking = setTimeout(() => this.#check(document), first ? 0 : CHECK_MS);
  }

  #check({ content }: PrepareDocument): void {
    const { client } = this.#host;
    void this.problems.run((options) => client.request("experiment/problems", null, options));
    const dataKey = JSON.stringify(DATA_KEYS.map((key) => content[key]));
    const targetKey = JSON.stringify([dataKey, content.target]);
    if (dataKey !== this.#dataKey) void this.columns.run((options) => client.request("experiment/columns", null, options));
    this.#dataKey = dataKey;
    this.#targetKey = targetKey;
    if (this.#asked !== null) this.askForAlgorithms();
  }

  /** Asks which algorithms suit, once somebody looks: the data are read for it. */
  askForAlgorithms(): void {
    if (this.#targetKey === "" || this.#targetKey === this.#asked) return;
    this.#asked = this.#targetKey;
    void this.algorithms.run((options) => this.#host.client.request("experiment/algorithms", null, options));
  }

  #show(figures: readonly ExperimentFigure[]): void {
    this.figures = figures;
    this.#owner.requestUpdate();
  }
}
