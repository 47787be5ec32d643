import { perColumn, type StepOptions } from "../step.ts";
import { TEXT_FEATURES } from "../text/features.ts";
import { labelAt, numberColumn, rowsOf } from "../values.ts";

/** Simple figures of a text, as columns `note_word_count` and the like. A missing text gives missing ones. */
export const textFeatures = perColumn<StepOptions<"text-features">, null>({
  accepts: () => ["text", "category"],
  fit: () => null,
  apply(column, { features, keep }) {
    const texts = Array.from({ length: rowsOf(column) }, (_, row) => labelAt(column, row));
    const made = [...new Set(features)].map((feature) =>
      numberColumn(
        `${column.name}_${feature}`,
        Float64Array.from(texts, (text) => (text === null ? Number.NaN : TEXT_FEATURES[feature](text))),
      ),
    );
    return keep ? [column, ...made] : made;
  },
});
