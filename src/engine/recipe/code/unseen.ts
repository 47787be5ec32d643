import { text } from "./literals.ts";

/** What an error says of a value that training never saw, as a literal. */
export const unseenMessage = (name: string): string => text(`${name} holds a value that training never saw`);
