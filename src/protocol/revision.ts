/** A commit that changed a file. */
export interface Revision {
  commit: string;
  /** Epoch milliseconds. */
  time: number;
  author: string;
  subject: string;
}
