import type { DuckDBDataChunk } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";

/** Bytes of a column of a chunk as DuckDB holds them: valid only until the next chunk is fetched. */
function bytesOf(chunk: DuckDBDataChunk, column: number, width: number): Uint8Array {
  return duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk.chunk, column), chunk.rowCount * width);
}

/** A DOUBLE column without NULLs. */
export function doublesOf(chunk: DuckDBDataChunk, column: number): Float64Array {
  const bytes = bytesOf(chunk, column, 8);
  return new Float64Array(bytes.buffer, bytes.byteOffset, chunk.rowCount);
}

/** An INTEGER column without NULLs. */
export function integersOf(chunk: DuckDBDataChunk, column: number): Int32Array {
  const bytes = bytesOf(chunk, column, 4);
  return new Int32Array(bytes.buffer, bytes.byteOffset, chunk.rowCount);
}
