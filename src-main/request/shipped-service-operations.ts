import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { GatehouseError } from '../../src-shared/errors.ts';
import { routeTable, type RestRoute, type RouteTable } from './rest-routes.ts';
import type { ServiceOperations } from './service-operations.ts';

/** The name of the file in the data folder. One API a line, so that one can be read without the others. */
export const SERVICE_OPERATIONS_FILE = 'service-operations.jsonl';

/** A line of the file: an API, and its operations, which are names in APIs that are not REST. */
const ApiLine = z.tuple([
  z.string(),
  z.array(
    z.union([
      z.string(),
      z.tuple([z.string(), z.string(), z.string()]),
      z.tuple([z.string(), z.string(), z.string(), z.record(z.string(), z.string())]),
    ]),
  ),
]);

interface ApiOperations {
  readonly names: readonly string[];
  /** Null where the operation is no REST operation. */
  readonly byName: ReadonlyMap<string, RestRoute | null>;
  readonly routes: RouteTable;
}

const NONE: ApiOperations = { names: [], byName: new Map(), routes: routeTable([]) };

/**
 * Opens the operations that `build/extract-data.ts` put there. Nothing is read before the first question, and an API's
 * line is parsed when it is first asked for.
 * @param folder where the extracted files are, such as `out/data`.
 * @throws GatehouseError `ReferenceDataMissing` on first use, when the file is not there or cannot be read.
 */
export function openServiceOperations(folder: string): ServiceOperations {
  const path = join(folder, SERVICE_OPERATIONS_FILE);
  let lines: ReadonlyMap<string, string> | null = null;
  const apis = new Map<string, ApiOperations>();
  const operationsOf = (api: string): ApiOperations => {
    const known = apis.get(api);
    if (known !== undefined) return known;
    lines ??= readLines(path);
    const line = lines.get(api);
    const operations = line === undefined ? NONE : readApi(line, path);
    apis.set(api, operations);
    return operations;
  };
  return {
    has: (api, operation) => operationsOf(api).byName.has(operation),
    names: (api) => operationsOf(api).names,
    rest: (api, operation) => {
      const route = operationsOf(api).byName.get(operation) ?? null;
      return route === null ? null : { method: route[1], path: route[2] };
    },
    route: (api, method, target) => operationsOf(api).routes.match(method, target),
  };
}

/** The file's lines by the API that they begin with: `["lambda",[…`. The first line says where the data is from. */
function readLines(path: string): ReadonlyMap<string, string> {
  try {
    const text = readFileSync(path, 'utf8');
    return new Map(text.split('\n').map((line) => [line.slice(2, line.indexOf('"', 2)), line]));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function readApi(line: string, path: string): ApiOperations {
  try {
    const [, operations] = ApiLine.parse(JSON.parse(line));
    const routes = operations.filter((operation) => typeof operation !== 'string');
    const byName = new Map<string, RestRoute | null>(
      operations.map((operation) => (typeof operation === 'string' ? [operation, null] : [operation[0], operation])),
    );
    return { names: [...byName.keys()], byName, routes: routeTable(routes) };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): GatehouseError {
  return new GatehouseError('ReferenceDataMissing', "AWS's list of operations could not be read.", {
    place: path,
    mend: 'Run `node build/extract-data.ts`, or install Gatehouse again.',
    cause,
  });
}
