import { html, type TemplateResult } from "lit";
import type { ImageProfile, Profile } from "../../src/protocol/profile.ts";
import { formatShare, plural } from "../../src/shared/format.ts";
import { bar } from "../shared/spark.ts";
import { valueFilter } from "./filters.ts";
import { rowsButton } from "./show-rows.ts";

/** A folder of images: each class with its share and a few of its images, and their sizes. */
export function imageSection({ images, rows }: Pick<Profile, "images" | "rows">): TemplateResult | string {
  if (!images) return "";
  const { classes, labels } = images;
  const most = classes[0]?.rows ?? 1;
  return html`<section class="classes images" aria-label="Images by class">
    <h2>${plural(labels, "class", "classes")} of images</h2>
    <table class="bars">
      <tbody>
        ${classes.map(({ label, rows: count, samples }) => {
          const name = label ?? "no class";
          return html`<tr>
            <th scope="row" class="clip" title=${name}>${label === null ? html`<span class="quiet">${name}</span>` : rowsButton(name, `Show images of ${name}`, valueFilter("label", label))}</th>
            <td class="number">${count.toLocaleString("en-US")}</td>
            <td class="number">${formatShare(count, rows)}</td>
            <td class="bar-cell">${bar(count / most)}</td>
            <td class="samples">
              <div class="thumbnails">${samples.map(({ path, source }) => html`<img src=${source} alt=${path} title=${path} />`)}</div>
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
    ${labels > classes.length ? html`<p class="quiet">and ${plural(labels - classes.length, "smaller class", "smaller classes")}</p>` : ""}
    <p class="quiet">${sizesText(images)}</p>
  </section>`;
}

function sizesText({ sizes, differentSizes }: ImageProfile): string {
  const shown = sizes.map(({ width, height, rows }) => `${width} x ${height} (${plural(rows, "image")})`).join(", ");
  if (differentSizes === 1) return `All are ${sizes[0]?.width} x ${sizes[0]?.height} pixels.`;
  return `${plural(differentSizes, "size")}: ${shown}${differentSizes > sizes.length ? ", ..." : ""}.`;
}
