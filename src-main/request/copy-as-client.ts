import { GatehouseError } from '../../src-shared/errors.ts';
import { actionForm, type ActionForm } from './action-form.ts';
import type { Copied, Copying } from './copy-as.ts';
import { clientNames, delimited, type ClientNames } from './copy-as-names.ts';
import { formFields } from './form-fields.ts';
import { jsonValue, type JsonValue } from './parameter-values.ts';

/** An operation with its input, as the tools that know AWS's operations by name take it. */
interface Call {
  readonly names: ClientNames;
  readonly operation: string;
  readonly region: string;
  readonly parameters: readonly CallParameter[];
}

interface CallParameter {
  readonly name: string;
  readonly value: JsonValue;
  /** The environment variable that holds it, where it is secret. */
  readonly variable: string | null;
}

/** A command of the AWS CLI. @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters.html */
export function copyAsCli(copying: Copying): Copied {
  const call = callOf(copying, 'The AWS CLI');
  const parts = [
    `aws ${call.names.cli} ${delimited(call.operation, '-')}`,
    ...call.parameters.map((parameter) => cliOption(parameter, call)),
    `--region ${call.region}`,
  ];
  return { text: parts.join(' \\\n  '), notes: notes(call, 'The AWS CLI') };
}

function cliOption({ name, value, variable }: CallParameter, { names }: Call): string {
  const option = delimited(name, '-');
  if (variable !== null) return `--${option} "$${variable}"`;
  if (typeof value === 'boolean') return value ? `--${option}` : `--no-${option}`;
  if (names.cli === 's3api' && name === 'Body') return `--${option} body.txt`;
  if (isList(value)) return `--${option} ${value.map(cliValue).join(' ')}`;
  return `--${option} ${cliValue(value)}`;
}

/** A structure in the shorthand syntax; one whose values it cannot hold, as JSON. */
function cliValue(value: JsonValue): string {
  if (typeof value !== 'object') return quoted(String(value));
  if (isList(value)) return quoted(JSON.stringify(value));
  const members = Object.entries(value);
  const plain = members.every(([, member]) => typeof member !== 'object' && !/[,'"=[\]{}\s]/.test(String(member)));
  return quoted(plain ? members.map(([name, member]) => `${name}=${String(member)}`).join(',') : JSON.stringify(value));
}

/** A module for Node.js with the SDK for JavaScript v3. */
export function copyAsJavaScript(copying: Copying): Copied {
  const call = callOf(copying, 'The SDK for JavaScript');
  const { npm, client } = call.names;
  const command = `${call.operation}Command`;
  const members = call.parameters.map(({ name, value, variable }) => {
    const written = variable === null ? indented(JSON.stringify(value, null, 2)) : `process.env.${variable}`;
    return `  ${name}: ${written},\n`;
  });
  const input = members.length === 0 ? '{}' : `{\n${members.join('')}}`;
  const text = [
    `import { ${client}Client, ${command} } from '@aws-sdk/client-${npm}';`,
    '',
    `const client = new ${client}Client({ region: ${single(call.region)} });`,
    `const answer = await client.send(new ${command}(${input}));`,
    'console.log(answer);',
  ];
  return { text: text.join('\n'), notes: notes(call, 'The SDK') };
}

/** A script with boto3. */
export function copyAsPython(copying: Copying): Copied {
  const call = callOf(copying, 'boto3');
  const input = call.parameters
    .map(({ name, value, variable }) => {
      const written = variable === null ? pythonLiteral(value) : `os.environ[${JSON.stringify(variable)}]`;
      return `    ${name}=${written},\n`;
    })
    .join('');
  const secret = call.parameters.some(({ variable }) => variable !== null);
  const text = [
    ...(secret ? ['import os', ''] : []),
    'import boto3',
    '',
    `client = boto3.client(${JSON.stringify(call.names.boto3)}, region_name=${JSON.stringify(call.region)})`,
    `answer = client.${delimited(call.operation, '_')}(${input === '' ? '' : `\n${input}`})`,
    'print(answer)',
  ];
  return { text: text.join('\n'), notes: notes(call, 'boto3') };
}

/** The lines of a literal after its first, under the member that they belong to. */
function indented(literal: string): string {
  return literal.replaceAll('\n', '\n  ');
}

/** JSON is Python but for its booleans. */
function pythonLiteral(value: JsonValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${pythonLiteral(member)}`);
  return `{${members.join(', ')}}`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The name of the operation in the API; null where it is not known. */
function operationOf(form: ActionForm): string | null {
  switch (form.kind) {
    case 'stated':
      return null;
    case 's3':
    case 'restJson':
      return form.operation.operation;
    case 'modelled':
      return form.operation.name;
    case 'performed':
    case 'named':
      return form.operation;
  }
}

function callOf({ draft, reference }: Copying, tool: string): Call {
  if (draft.kind === 'raw') {
    throw cannotCopyAs(
      `${tool} sends operations by their names, and a raw request has none.`,
      'Copy it as curl, or state the request as an action.',
    );
  }
  const form = actionForm(draft.action, reference);
  const names = clientNames(form.service.prefix);
  const operation = operationOf(form);
  if (names === null || operation === null) {
    throw cannotCopyAs(
      `Gatehouse does not know how ${tool} names ${draft.action} and what it takes.`,
      'Copy it as curl.',
    );
  }
  return {
    names,
    operation,
    region: draft.region,
    parameters: formFields(form, reference).flatMap(({ name, shape, secret }) => {
      const given = Object.hasOwn(draft.parameters, name) ? draft.parameters[name] : undefined;
      if (given === undefined || Object.keys(given).length === 0) return [];
      const variable = secret ? delimited(name, '_').toUpperCase() : null;
      return [{ name, value: jsonValue(shape, given), variable }];
    }),
  };
}

function notes(call: Call, tool: string): string[] {
  const variables = call.parameters.flatMap(({ variable }) => variable ?? []);
  return [
    `${tool} takes credentials from the environment or from a profile.`,
    ...(variables.length === 0 ? [] : [`Set ${variables.join(', ')} first: what is secret does not stand here.`]),
    ...(call.names.cli === 's3api' && tool === 'The AWS CLI' && call.parameters.some(({ name }) => name === 'Body')
      ? ['Write the body into body.txt first.']
      : []),
  ];
}

/** A word of a POSIX shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function single(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function cannotCopyAs(message: string, mend: string): GatehouseError {
  return new GatehouseError('CannotCopyAs', message, { place: 'form', mend });
}
