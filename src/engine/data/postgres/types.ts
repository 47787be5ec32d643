/** How a PostgreSQL column comes here: what is asked of the server, and what becomes of its text. */
export interface ColumnReading {
  /** SQL for the server, over the column's name. */
  send: (column: string) => string;
  /** SQL for DuckDB, over the text. */
  take: (text: string) => string;
  /** Some values that PostgreSQL has cannot be taken. */
  fallible?: boolean;
}

interface PgField {
  dataTypeID: number;
  dataTypeModifier: number;
}

const same = (column: string) => column;
const as = (type: string): ColumnReading => ({ send: same, take: (text) => `${text}::${type}` });
/** PostgreSQL's `infinity` and years before our era are no dates that anything here calculates with. */
const date = (type: string): ColumnReading => {
  const value = (text: string) => `try_cast(${text} AS ${type})`;
  return {
    send: same,
    take: (text) => `CASE WHEN isfinite(${value(text)}) THEN ${value(text)}${type === "TIMESTAMPTZ" ? "::TIMESTAMP" : ""} END`,
    fallible: true,
  };
};
const double: ColumnReading = { send: same, take: (text) => `nullif(${text}::DOUBLE, 'nan'::DOUBLE)` };
const text: ColumnReading = { send: same, take: same };
const json: ColumnReading = { send: (column) => `to_json(${column})`, take: same };

const BY_OID = new Map<number, ColumnReading>([
  [16, { send: same, take: (text) => `(${text} = 't')` }],
  [20, as("BIGINT")],
  [21, as("SMALLINT")],
  [23, as("INTEGER")],
  [26, as("BIGINT")],
  [700, double],
  [701, double],
  [790, { send: (column) => `${column}::numeric`, take: double.take }],
  // Padding is no part of a char(n).
  [1042, { send: (column) => `${column}::text`, take: same }],
  [1082, date("DATE")],
  [1114, date("TIMESTAMP")],
  [1184, date("TIMESTAMPTZ")],
]);

const NUMERIC = 1700;
/** `record` and lists of it. */
const RECORDS = new Set([2249, 2287]);
/** Arrays and composites. */
const NESTED = new Set(["A", "C"]);

/** `category` is the server's own (`pg_type.typcategory`). What is neither number nor date nor truth stays text. */
export function readingOf({ dataTypeID, dataTypeModifier }: PgField, category: string | undefined): ColumnReading {
  if (dataTypeID === NUMERIC) return numeric(dataTypeModifier);
  const known = BY_OID.get(dataTypeID);
  if (known) return known;
  return RECORDS.has(dataTypeID) || NESTED.has(category ?? "") ? json : text;
}

/** `numeric(p, s)` keeps its digits where DuckDB has as many; other numerics are doubles. */
function numeric(modifier: number): ColumnReading {
  if (modifier < 0) return double;
  const precision = ((modifier - 4) >> 16) & 0xffff;
  const scale = (modifier - 4) & 0x7ff;
  if (precision > 38 || scale > precision) return double;
  return { send: (column) => `nullif(${column}, 'NaN')`, take: (text) => `${text}::DECIMAL(${precision}, ${scale})` };
}
