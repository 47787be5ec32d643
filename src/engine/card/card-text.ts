import { text } from "../report/markdown/table.ts";
import { dataSection } from "./data.ts";
import { detailsSection, useSection } from "./details.ts";
import type { CardFacts } from "./facts.ts";
import { groupsSection, weaknessesSection } from "./groups.ts";
import { limitationsSection } from "./limitations.ts";
import { metricsSection } from "./metrics.ts";
import { environmentSection, reproduceSection } from "./reproduce.ts";
import { testsSection } from "./tests.ts";
import { trainingSection } from "./training.ts";

/** The sections that Google's and Hugging Face's model cards have; one without facts says what is not known. */
export function cardText(facts: CardFacts): string {
  const lines = [
    `# Model card: ${text(facts.run.name)}`,
    "",
    ...detailsSection(facts),
    ...useSection(facts),
    ...dataSection(facts),
    ...trainingSection(facts),
    ...metricsSection(facts),
    ...groupsSection(facts),
    ...weaknessesSection(facts),
    ...testsSection(facts),
    ...limitationsSection(facts),
    ...reproduceSection(facts),
    ...environmentSection(facts),
    "## License",
    "",
    "Not stated: name one before you hand the model on.",
  ];
  return `${lines.join("\n").replaceAll(/\n{3,}/g, "\n\n")}\n`;
}
