/** One operation of a REST service with JSON bodies. */
export interface RestJsonOperation {
  readonly prefix: string;
  readonly operation: string;
  readonly method: string;
  /** Such as `/2015-03-31/functions/{FunctionName}/invocations`. */
  readonly path: string;
}

const FUNCTIONS = '/2015-03-31/functions';
const ONE = `${FUNCTIONS}/{FunctionName}`;

function lambda(operation: string, method: string, path: string): RestJsonOperation {
  return { prefix: 'lambda', operation, method, path };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export const REST_JSON_OPERATIONS: readonly RestJsonOperation[] = [
  lambda('ListFunctions', 'GET', FUNCTIONS),
  lambda('CreateFunction', 'POST', FUNCTIONS),
  lambda('GetFunction', 'GET', ONE),
  lambda('DeleteFunction', 'DELETE', ONE),
  lambda('Invoke', 'POST', `${ONE}/invocations`),
  lambda('UpdateFunctionCode', 'PUT', `${ONE}/code`),
  lambda('GetFunctionConfiguration', 'GET', `${ONE}/configuration`),
  lambda('UpdateFunctionConfiguration', 'PUT', `${ONE}/configuration`),
  lambda('PublishVersion', 'POST', `${ONE}/versions`),
  lambda('ListVersionsByFunction', 'GET', `${ONE}/versions`),
  lambda('ListAliases', 'GET', `${ONE}/aliases`),
  lambda('CreateAlias', 'POST', `${ONE}/aliases`),
  lambda('GetAlias', 'GET', `${ONE}/aliases/{Name}`),
  lambda('UpdateAlias', 'PUT', `${ONE}/aliases/{Name}`),
  lambda('DeleteAlias', 'DELETE', `${ONE}/aliases/{Name}`),
  lambda('GetPolicy', 'GET', `${ONE}/policy`),
  lambda('AddPermission', 'POST', `${ONE}/policy`),
  lambda('RemovePermission', 'DELETE', `${ONE}/policy/{StatementId}`),
  lambda('PutFunctionConcurrency', 'PUT', '/2017-10-31/functions/{FunctionName}/concurrency'),
  lambda('DeleteFunctionConcurrency', 'DELETE', '/2017-10-31/functions/{FunctionName}/concurrency'),
  lambda('GetFunctionConcurrency', 'GET', '/2019-09-30/functions/{FunctionName}/concurrency'),
  lambda('GetAccountSettings', 'GET', '/2016-08-19/account-settings'),
  lambda('ListTags', 'GET', '/2017-03-31/tags/{Resource}'),
  lambda('TagResource', 'POST', '/2017-03-31/tags/{Resource}'),
  lambda('UntagResource', 'DELETE', '/2017-03-31/tags/{Resource}'),
  lambda('ListEventSourceMappings', 'GET', '/2015-03-31/event-source-mappings'),
  lambda('CreateEventSourceMapping', 'POST', '/2015-03-31/event-source-mappings'),
  lambda('GetEventSourceMapping', 'GET', '/2015-03-31/event-source-mappings/{UUID}'),
  lambda('DeleteEventSourceMapping', 'DELETE', '/2015-03-31/event-source-mappings/{UUID}'),
];

const LABEL = /^\{(\w+)\}$/;

/** The names of the path's labels, in order. */
export function pathLabels(operation: RestJsonOperation): string[] {
  return operation.path.split('/').flatMap((segment) => LABEL.exec(segment)?.[1] ?? []);
}

/**
 * Finds the operation that a method and path ask for, with the decoded values of the path's labels.
 * @returns null when the service has no such operation.
 */
export function matchRestJsonOperation(
  prefix: string,
  method: string,
  path: string,
): { operation: RestJsonOperation; labels: Record<string, string> } | null {
  const segments = path.replace(/\/$/, '').split('/');
  for (const operation of REST_JSON_OPERATIONS) {
    if (operation.prefix !== prefix || operation.method !== method) continue;
    const wanted = operation.path.split('/');
    if (wanted.length !== segments.length) continue;
    const labels: Record<string, string> = {};
    const fits = wanted.every((expected, index) => {
      const segment = segments[index] ?? '';
      const label = LABEL.exec(expected)?.[1];
      if (label === undefined) return expected === segment;
      const value = decodeLabel(segment);
      if (value === null || value === '') return false;
      labels[label] = value;
      return true;
    });
    if (fits) return { operation, labels };
  }
  return null;
}

function decodeLabel(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
