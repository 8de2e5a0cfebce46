import { isRecord } from '../../src-shared/is-record.ts';
import type { NeededPart } from '../actions/handler.ts';
import { member, strings } from './request-tags.ts';
import type { ResourcePlace } from './resource-from-parameters.ts';

/**
 * What DynamoDB's operations need that name more than one table, or name it in a statement; and the condition keys of
 * single items.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
 */

type Context = Readonly<Record<string, string | readonly string[]>>;

function records(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function tableArn(name: string, { region, accountId }: ResourcePlace): string {
  return name.startsWith('arn:') ? name : `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
}

/** `{"S":"lucy"}` as the text that policies compare. */
function attributeText(value: unknown): string | null {
  return member(value, 'S', 'N', 'B');
}

/**
 * The partition key that a request names. Which attribute it is, only the table knows; it is told where a key has one
 * attribute, or a query compares one attribute for equality. Elsewhere it is left out.
 */
function leadingKeys(input: Readonly<Record<string, unknown>>): string[] {
  const keys = [input['Key'], ...records(input['Keys'])].filter(isRecord);
  return [...keys.flatMap(onlyValue), ...queriedKey(input)];
}

function onlyValue(key: Readonly<Record<string, unknown>>): string[] {
  const values = Object.values(key);
  const text = values.length === 1 ? attributeText(values[0]) : null;
  return text === null ? [] : [text];
}

function queriedKey(input: Readonly<Record<string, unknown>>): string[] {
  const expression = member(input, 'KeyConditionExpression');
  if (expression !== null) {
    const names = [...expression.matchAll(/(?:[#\w.-]+)\s*=\s*(:\w+)/g)].flatMap(([, name = '']) => [name]);
    const [only] = names;
    const values = input['ExpressionAttributeValues'];
    const text = names.length === 1 && only !== undefined && isRecord(values) ? attributeText(values[only]) : null;
    return text === null ? [] : [text];
  }
  const conditions = input['KeyConditions'];
  const equal = isRecord(conditions)
    ? Object.values(conditions).filter((condition) => member(condition, 'ComparisonOperator') === 'EQ')
    : [];
  const [only] = equal;
  if (equal.length !== 1 || !isRecord(only)) return [];
  const [value] = Array.isArray(only['AttributeValueList']) ? only['AttributeValueList'] : [];
  const text = attributeText(value);
  return text === null ? [] : [text];
}

/** Words of update expressions that are no attributes. */
const WORDS: ReadonlySet<string> = new Set(['SET', 'REMOVE', 'ADD', 'DELETE', 'if_not_exists', 'list_append']);

/** The top-level attributes of an expression, with `#name` put in full. */
function expressionAttributes(expression: string | null, names: unknown): string[] {
  if (expression === null) return [];
  return [...expression.matchAll(/(?<![\w.:#\]])#?[A-Za-z_]\w*/g)].flatMap(([word]) => {
    if (WORDS.has(word) || WORDS.has(word.toUpperCase())) return [];
    return [word.startsWith('#') ? (member(names, word) ?? word) : word];
  });
}

function keysOf(value: unknown): string[] {
  return isRecord(value) ? Object.keys(value) : [];
}

function attributes(input: Readonly<Record<string, unknown>>): string[] {
  const names = input['ExpressionAttributeNames'];
  return [
    ...strings(input['AttributesToGet']),
    ...expressionAttributes(member(input, 'ProjectionExpression'), names),
    ...expressionAttributes(member(input, 'UpdateExpression'), names),
    ...['Key', 'Item', 'Expected', 'AttributeUpdates', 'ScanFilter', 'KeyConditions'].flatMap((name) =>
      keysOf(input[name]),
    ),
    ...records(input['Keys']).flatMap(keysOf),
  ];
}

/** The condition keys of one operation on one table, from the members that concern that table. */
export function itemContext(input: Readonly<Record<string, unknown>>): Context {
  const keys = [...new Set(leadingKeys(input))];
  const named = [...new Set(attributes(input))];
  return {
    ...(keys.length === 0 ? {} : { 'dynamodb:LeadingKeys': keys }),
    ...(named.length === 0 ? {} : { 'dynamodb:Attributes': named }),
    ...(member(input, 'Select') === null ? {} : { 'dynamodb:Select': member(input, 'Select') ?? '' }),
    ...(member(input, 'ReturnValues') === null ? {} : { 'dynamodb:ReturnValues': member(input, 'ReturnValues') ?? '' }),
    ...(member(input, 'ReturnConsumedCapacity') === null
      ? {}
      : { 'dynamodb:ReturnConsumedCapacity': member(input, 'ReturnConsumedCapacity') ?? '' }),
  };
}

const TRANSACTION_ACTIONS: Readonly<Record<string, string>> = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

/** The items of a transaction: each names its table and is authorized as the operation it stands for. */
function transactionParts(operation: string, place: ResourcePlace): NeededPart[] {
  return records(place.parameters['TransactItems']).flatMap((item) =>
    Object.entries(TRANSACTION_ACTIONS).flatMap(([kind, action]): NeededPart[] => {
      const inner = item[kind];
      const table = member(inner, 'TableName');
      if (table === null || !isRecord(inner)) return [];
      const context = { ...itemContext(inner), 'dynamodb:EnclosingOperation': operation };
      return [{ action, resource: tableArn(table, place), context }];
    }),
  );
}

/** The tables of a batch, each with what is asked of it. */
function batchParts(action: string, place: ResourcePlace): NeededPart[] {
  const tables = place.parameters['RequestItems'];
  if (!isRecord(tables)) return [];
  return Object.entries(tables).map(([table, asked]): NeededPart => {
    const writes = records(asked).flatMap((write) => [write['PutRequest'], write['DeleteRequest']].filter(isRecord));
    const input = isRecord(asked) ? asked : { Keys: writes.flatMap(({ Key, Item }) => [Key ?? Item]) };
    return { action, resource: tableArn(table, place), context: itemContext(input) };
  });
}

const STATEMENT_ACTIONS: Readonly<Record<string, string>> = {
  SELECT: 'dynamodb:PartiQLSelect',
  INSERT: 'dynamodb:PartiQLInsert',
  UPDATE: 'dynamodb:PartiQLUpdate',
  DELETE: 'dynamodb:PartiQLDelete',
};

/**
 * The action of a PartiQL statement on the table or index that it names: `SELECT * FROM "orders"."by-date"`.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
 */
function statementPart(statement: string, enclosing: string | null, place: ResourcePlace): NeededPart | null {
  const verb = /^\s*(\w+)/.exec(statement)?.[1]?.toUpperCase() ?? '';
  const action = STATEMENT_ACTIONS[verb];
  const target = /(?:\bFROM|\bINTO|^\s*UPDATE)\s+(?:"([^"]+)"|([\w-]+))(?:\.(?:"([^"]+)"|([\w-]+)))?/i.exec(statement);
  if (action === undefined || target === null) return null;
  const [, quoted, bare, quotedIndex, bareIndex] = target;
  const index = quotedIndex ?? bareIndex;
  const table = tableArn(quoted ?? bare ?? '', place);
  return {
    action,
    resource: index === undefined ? table : `${table}/index/${index}`,
    context: {
      ...(verb === 'SELECT' ? { 'dynamodb:FullTableScan': String(!/\bWHERE\b/i.test(statement)) } : {}),
      ...(enclosing === null ? {} : { 'dynamodb:EnclosingOperation': enclosing }),
    },
  };
}

function statementsOf(operation: string, { parameters }: ResourcePlace): string[] {
  const given =
    operation === 'ExecuteStatement'
      ? [parameters]
      : records(parameters[operation === 'ExecuteTransaction' ? 'TransactStatements' : 'Statements']);
  return given.flatMap((statement) => member(statement, 'Statement') ?? []);
}

/** The parts of an operation that works on several tables or by statements; null for any other. */
export function dynamoDbParts(operation: string, place: ResourcePlace): NeededPart[] | null {
  switch (operation) {
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return transactionParts(operation, place);
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return batchParts(`dynamodb:${operation}`, place);
    case 'ExecuteStatement':
    case 'BatchExecuteStatement':
    case 'ExecuteTransaction': {
      const enclosing = operation === 'ExecuteTransaction' ? operation : null;
      return statementsOf(operation, place).flatMap((statement) => statementPart(statement, enclosing, place) ?? []);
    }
    default:
      return null;
  }
}
