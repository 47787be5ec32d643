import { html, type TemplateResult } from "lit";
import type { Profile } from "../../src/protocol/profile.ts";
import type { ReadingOptions } from "../../src/protocol/reading.ts";
import { formatShare, plural } from "../../src/shared/format.ts";
import { bar } from "../shared/spark.ts";
import { columnLink } from "./column-link.ts";
import { missingFilter } from "./filters.ts";
import { missingPatterns } from "./patterns.ts";
import { rejectedPart } from "./rejected.ts";
import { rowsButton } from "./show-rows.ts";

const MOST = 200;

/** What is not there: missing values by column and together, duplicate rows, rows that could not be read; `reading`: how they are, where it can be chosen. */
export function missingPage(profile: Profile, reading: ReadingOptions | null = null): TemplateResult {
  const { rows, columns } = profile;
  const holes = columns.filter(({ missing }) => missing > 0).sort((a, b) => b.missing - a.missing);
  return html`<div class="relations">
    <section>
      <h2>Missing values by column</h2>
      ${
        holes.length === 0
          ? html`<p class="quiet">No value is missing.</p>`
          : html`<table class="bars">
              <tbody>
                ${holes.slice(0, MOST).map(
                  ({ name, missing }) => html`<tr>
                    <th scope="row" class="clip" title=${name}>${columnLink(name)}</th>
                    <td class="number">${rowsButton(missing.toLocaleString("en-US"), `Show the ${plural(missing, "row")} where ${name} is missing`, missingFilter(name))}</td>
                    <td class="number">${formatShare(missing, rows)}</td>
                    <td class="bar-cell">${bar(missing / rows)}</td>
                  </tr>`,
                )}
              </tbody>
            </table>`
      }
      ${holes.length > MOST ? html`<p class="quiet">and ${plural(holes.length - MOST, "more column")}</p>` : ""}
    </section>
    ${missingPatterns(profile)} ${duplicates(profile)} ${rejectedPart(profile, reading)}
  </div>`;
}

function duplicates({ duplicateRows, duplicatedRows, nearDuplicateRows, rows }: Profile): TemplateResult {
  const repeat =
    duplicateRows === 0
      ? "None."
      : `${plural(duplicateRows, "row")} ${duplicateRows === 1 ? "repeats" : "repeat"} an earlier one (${formatShare(duplicateRows, rows)}), of ${plural(duplicatedRows, "different row")}.`;
  const near = nearDuplicateRows
    ? `${plural(nearDuplicateRows, "more row")} repeat an earlier one but for identifiers, case and blanks.`
    : "";
  return html`<section>
    <h2>Duplicate rows</h2>
    <p>${repeat} ${near}</p>
  </section>`;
}
