export interface Sample {
  /** Rows, at most. */
  count: number;
  seed: number;
}

/** SQL of some rows of the table `data`, in its order: the same for the same rows and seed. */
export const sampleSql = ({ count, seed }: Sample): string =>
  `SELECT * FROM data WHERE __row IN (SELECT __row FROM data ORDER BY md5('${seed}:' || __row) LIMIT ${count}) ORDER BY __row`;
