/** libuv's threads: DuckDB holds one for as long as a statement runs, and a page of one file must not wait for the sorting of four others. */
export const MANY_THREADS = { UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? "16" };
