/** Spellings read as missing: those of CONVENTIONS, and what numeric programs write for not-a-number. */
export const NULL_SPELLINGS = ["", "NA", "N/A", "NULL", "null", "None", "#N/A", "NaN", "nan"];

const SPELLINGS = new Set(NULL_SPELLINGS);

export const isMissing = (text: string): boolean => SPELLINGS.has(text);
