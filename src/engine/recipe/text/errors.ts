import { inputError, type TrainyardError } from "../../../shared/errors.ts";

export const textMissing = (name: string, row: number): TrainyardError =>
  inputError({
    code: "text-missing",
    message: `The column "${name}" has no text here.`,
    remedy: 'Give one, fill missing values in an earlier step, or set "missing": "empty".',
    place: { field: name, row },
  });

export const vocabularyEmpty = (name: string): TrainyardError =>
  inputError({
    code: "vocabulary-empty",
    message: `No word of the column "${name}" is left to learn from.`,
    remedy: 'Lower "minDocuments", raise "maxDocuments", take words out of "stopWords", or take the column out of the step.',
    place: { field: name },
  });

export const wordUnseen = (name: string, row: number, word: string): TrainyardError =>
  inputError({
    code: "word-unseen",
    message: `The column "${name}" has the word "${word}", which is not in the vocabulary of training.`,
    remedy: 'Set "unseen": "unknown" to give such words the number 1, or raise "maxTokens", and train again.',
    place: { field: name, row },
  });

export const ngramsReversed = (shortest: number, longest: number): TrainyardError =>
  inputError({
    code: "ngrams-reversed",
    message: `The longest term has ${longest} words and the shortest ${shortest}.`,
    remedy: 'Give "ngrams" as [shortest, longest], such as [1, 2].',
    place: { field: "ngrams" },
  });
