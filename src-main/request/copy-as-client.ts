import { GatehouseError } from '../../src-shared/errors.ts';
import { actionForm } from './action-form.ts';
import type { Copied, Copying } from './copy-as.ts';
import { clientNames, delimited, type ClientNames } from './copy-as-names.ts';
import { operationMembers, readMemberText, type MemberKind } from './operation-members.ts';
import type { QueryValue } from './query-members.ts';
import { isSecretParameter } from './secret-parameters.ts';

/** An operation with its input, as the tools that know AWS's operations by name take it. */
interface Call {
  readonly names: ClientNames;
  readonly operation: string;
  readonly region: string;
  readonly parameters: readonly CallParameter[];
}

interface CallParameter {
  readonly name: string;
  readonly value: QueryValue;
  readonly boolean: boolean;
  readonly number: boolean;
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

function cliOption({ name, value, boolean, variable }: CallParameter, { names }: Call): string {
  const option = delimited(name, '-');
  if (variable !== null) return `--${option} "$${variable}"`;
  if (boolean) return value === 'true' ? `--${option}` : `--no-${option}`;
  if (names.cli === 's3api' && name === 'Body') return `--${option} body.txt`;
  if (typeof value === 'string') return `--${option} ${quoted(value)}`;
  if (Array.isArray(value)) return `--${option} ${value.map(cliValue).join(' ')}`;
  return `--${option} ${cliValue(value)}`;
}

/** A structure in the shorthand syntax; one whose values it cannot hold, as JSON. */
function cliValue(value: QueryValue): string {
  if (typeof value === 'string') return quoted(value);
  const members = Object.entries(value);
  const plain = members.every(([, member]) => typeof member === 'string' && !/[,'"=[\]{}\s]/.test(member));
  return quoted(plain ? members.map(([name, member]) => `${name}=${String(member)}`).join(',') : JSON.stringify(value));
}

/** A module for Node.js with the SDK for JavaScript v3. */
export function copyAsJavaScript(copying: Copying): Copied {
  const call = callOf(copying, 'The SDK for JavaScript');
  const { npm, client } = call.names;
  const command = `${call.operation}Command`;
  const input = literal(call, (variable) => `process.env.${variable}`, { yes: 'true', no: 'false', named: true });
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
    .map((parameter) => {
      const value = pythonValue(parameter);
      return `    ${parameter.name}=${value},\n`;
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

function pythonValue({ value, boolean, number, variable }: CallParameter): string {
  if (variable !== null) return `os.environ[${JSON.stringify(variable)}]`;
  if (boolean) return value === 'true' ? 'True' : 'False';
  return number && typeof value === 'string' ? value : JSON.stringify(value);
}

function literal(
  call: Call,
  ofVariable: (variable: string) => string,
  words: { yes: string; no: string; named: boolean },
): string {
  const members = call.parameters.map(({ name, value, boolean, number, variable }) => {
    if (variable !== null) return `  ${name}: ${ofVariable(variable)},\n`;
    if (boolean) return `  ${name}: ${value === 'true' ? words.yes : words.no},\n`;
    return `  ${name}: ${number && typeof value === 'string' ? value : JSON.stringify(value)},\n`;
  });
  return members.length === 0 ? '{}' : `{\n${members.join('')}}`;
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
  if (names === null || form.kind === 'stated') {
    throw cannotCopyAs(
      `Gatehouse does not know how ${tool} names ${draft.action} and what it takes.`,
      'Copy it as curl.',
    );
  }
  const operation =
    form.kind === 's3'
      ? form.operation.operation
      : form.kind === 'restJson'
        ? form.operation.operation
        : form.operation;
  const kinds = new Map<string, { kind: MemberKind; choices: readonly string[] }>(
    form.kind === 'performed' ? operationMembers(form.name).map((member) => [member.name, member]) : [],
  );
  const given = Object.entries(draft.parameters).filter(([, text]) => text !== '');
  return {
    names,
    operation,
    region: draft.region,
    parameters: given.map(([name, text]) => {
      const known = kinds.get(name);
      return {
        name,
        value: readMemberText(known?.kind ?? 'text', text),
        boolean: known?.choices.includes('true') === true && /^(true|false)$/.test(text),
        number: /^(Max\w+|\w*Seconds|Port|PartNumber|Size)$/.test(name) && /^\d{1,9}$/.test(text),
        variable: isSecretParameter(name) ? delimited(name, '_').toUpperCase() : null,
      };
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
