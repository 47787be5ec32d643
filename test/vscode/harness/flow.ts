import { type Session, startSession } from "./session.ts";

type Step = (title: string, work: (session: Session) => Promise<void>) => void;

const STEP_MS = 300_000;

/**
 * A story told in steps, in one VS Code. Each step is a test; one that comes after a failed one fails too, because
 * what it builds on is not there.
 */
export function flow(title: string, tell: (step: Step) => void, settings: Record<string, unknown> = {}): void {
  describe(title, () => {
    const state: { session?: Session; failed?: string } = {};
    before(async function () {
      this.timeout(STEP_MS);
      state.session = await startSession(title.replace(/\W+/g, "-"), settings);
    });
    after(async function () {
      this.timeout(STEP_MS);
      await state.session?.close(state.failed !== undefined);
    });
    afterEach(function () {
      if (this.currentTest?.state === "failed") state.failed ??= this.currentTest.title;
    });
    tell((stepTitle, work) => {
      it(stepTitle, async function () {
        this.timeout(STEP_MS);
        if (state.failed !== undefined) throw new Error(`Not reached: "${state.failed}" failed before.`);
        if (!state.session) throw new Error("No session.");
        await work(state.session);
      });
    });
  });
}
