/** The parameters of a request by name. */
export type Query = Record<string, string | undefined>;
