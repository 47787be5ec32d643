/** A reason and what to do about it, as one message. */
export const problem = (message, remedy, cause) => new Error(`${message} ${remedy}`, { cause });
