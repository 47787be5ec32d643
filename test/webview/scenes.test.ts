import assert from "node:assert/strict";
import { SCENES } from "./scenes.ts";
import { withChromium } from "./support/suite.ts";
import { THEMES } from "./support/themes.ts";

const WIDTHS = [1200, 300];

describe("webviews: every scene", function () {
  this.timeout(300_000);
  const suite = withChromium();

  for (const [at, [name, scene]] of Object.entries(SCENES).entries()) {
    it(`${name} renders under VS Code's CSP, without a complaint, and never wider than its panel`, async () => {
      for (const [nth, width] of WIDTHS.entries()) {
        const theme = THEMES[(at + nth) % THEMES.length] ?? "dark";
        const panel = await suite.open({ ...scene, theme, width });
        await panel.page.waitForSelector(scene.ready);
        await scene.act?.(panel.page);
        const overflow = await panel.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.deepEqual(panel.problems, [], `${name}, ${theme}, at ${width} pixels`);
        assert.ok(overflow <= 0, `${name} at ${width} pixels is ${overflow} pixels too wide`);
      }
    });
  }
});
