/** Environment variable that holds the URL of a connection: `sales-eu` is `TRAINYARD_CONNECTION_SALES_EU`. */
export const variableOf = (name: string): string => `TRAINYARD_CONNECTION_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;

/** What a connection may be called: it stands in a comment of a query, and in the name of an environment variable. */
export const isConnectionName = (name: string): boolean => /^[A-Za-z][\w-]{0,63}$/.test(name);
