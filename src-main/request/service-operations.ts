/** An operation that a REST request asks for, and what its path and query say. */
export interface RoutedOperation {
  readonly operation: string;
  /** Labels of the path and parameters of the query, by the names of the input's members. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
}

/** A REST operation as a request for it is written. */
export interface RestOperation {
  readonly method: string;
  /** Such as `/2015-03-31/functions/{FunctionName}/invocations`; labels have the names of the input's members. */
  readonly path: string;
}

/**
 * The operations of every API of AWS, and how the requests of REST APIs tell which one they are for. Loads on first use,
 * one API at a time.
 * @see build/extract-service-operations.ts for where the data is from
 */
export interface ServiceOperations {
  /** Whether an API has an operation of exactly that name. */
  has(api: string, operation: string): boolean;
  /** The names of all operations of an API; none for an API that is not known. */
  names(api: string): readonly string[];
  /** Null for operations of APIs that are not REST. */
  rest(api: string, operation: string): RestOperation | null;
  /**
   * Finds the operation of a REST API that a method and a request target ask for.
   * @param target as sent: path and query, percent-encoded.
   * @returns null when the API has no such operation.
   */
  route(api: string, method: string, target: string): RoutedOperation | null;
}
