import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { evaluateInput } from '../../../src-main/cli/evaluate/evaluate-input.ts';
import { linesEvaluator } from '../../../src-main/cli/evaluate/evaluate-lines.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';

const ACCOUNT = '123456789012';
const LUCY = `arn:aws:iam::${ACCOUNT}:user/lucy`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/auditor`;
const READ = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
};
const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const REQUEST = { principal: LUCY, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };
const READER = { identity: [{ name: 'p', document: READ }] };
const GOOD = { id: 'good', request: REQUEST, policies: READER };

/** Evaluates lines given as text, as bytes, or as the case that they are to hold. */
async function run(
  lines: readonly unknown[],
  { explain = false, lineBreak = '\n' } = {},
): Promise<{ answers: unknown[]; failed: number }> {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join(lineBreak);
  return runBytes([Buffer.from(text)], explain);
}

async function runBytes(pieces: readonly Buffer[], explain = false): Promise<{ answers: unknown[]; failed: number }> {
  const evaluateLines = linesEvaluator({ explain, facts: SERVICE_FACTS });
  const written: Uint8Array[] = [];
  const { failed } = await evaluateInput(
    Readable.from(pieces),
    async (bytes) => {
      written.push(bytes);
      await Promise.resolve();
    },
    { atATime: 1, evaluate: async (whole) => Promise.resolve(evaluateLines(whole)) },
  );
  const out = Buffer.concat(written).toString('utf8');
  expect(out === '' || out.endsWith('\n')).toBe(true);
  const answers = out
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));
  return { answers, failed };
}

async function answerTo(request: object, policies: object, explain = false): Promise<unknown> {
  const { answers } = await run([{ id: 1, request: { ...REQUEST, ...request }, policies }], { explain });
  return answers[0];
}

describe('an answer', () => {
  it('names the statement that decided, and where its policy stands in the case', async () => {
    expect(await answerTo({}, READER)).toEqual({
      id: 1,
      decision: 'Allowed',
      decidedBy: {
        layer: 'identity',
        policyName: 'p',
        policyArn: null,
        policySource: 'policies.identity[0]',
        statementIndex: 0,
        sid: 'Read',
        line: null,
        column: null,
      },
      missingContext: [],
    });
  });

  it('names no statement where none decided', async () => {
    expect(await answerTo({ action: 's3:PutObject' }, READER)).toEqual({
      id: 1,
      decision: 'ImplicitlyDenied',
      decidedBy: null,
      missingContext: [],
    });
  });

  it('tells line and column of a document that was given as a text', async () => {
    const document = '{\n  "Statement": [\n    { "Effect": "Allow", "Action": "*", "Resource": "*" }\n  ]\n}';
    expect(await answerTo({}, { identity: [{ name: 'p', document }] })).toMatchObject({
      decidedBy: { line: 3, column: 5 },
    });
  });

  it('tells two levels apart that have the same policy attached', async () => {
    const deny = { name: 'Guard', document: { ...EVERYTHING, Statement: { ...EVERYTHING.Statement, Effect: 'Deny' } } };
    const full = { name: 'FullAWSAccess', document: EVERYTHING };
    const { answers } = await run([
      { ...GOOD, policies: { scp: [[full, deny], [full]] } },
      { ...GOOD, policies: { scp: [[full], [full, deny]] } },
    ]);
    expect(answers).toMatchObject([
      { decidedBy: { layer: 'scp', policySource: 'policies.scp[0][1]' } },
      { decidedBy: { layer: 'scp', policySource: 'policies.scp[1][1]' } },
    ]);
  });

  it('gives the ARN of a managed policy', async () => {
    const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    expect(await answerTo({}, { identity: [{ name: 'p', arn, document: READ }] })).toMatchObject({
      decidedBy: { policyArn: arn },
    });
  });

  it('lists the keys that policies asked for and the case does not give', async () => {
    const document = {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: '*',
        Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}*',
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
    };
    const identity = [{ name: 'p', document }];
    expect(await answerTo({}, { identity })).toMatchObject({ missingContext: ['aws:PrincipalTag/team'] });
    expect(await answerTo({ context: { 'aws:principaltag/team': 'k' } }, { identity })).toMatchObject({
      missingContext: ['aws:SecureTransport'],
    });
  });

  it('has the explanation on demand, and is otherwise the same', async () => {
    const plain = await answerTo({ action: 's3:PutObject' }, READER);
    expect(await answerTo({ action: 's3:PutObject' }, READER, true)).toEqual({
      ...(plain as object),
      explanation: expect.objectContaining({ stoppedBy: 'identity', layers: expect.any(Array) as unknown }) as unknown,
    });
  });
});

describe('the policies of a case', () => {
  const trust = { Statement: { Effect: 'Allow', Principal: { AWS: LUCY }, Action: 'sts:AssumeRole' } };
  const open = { Statement: { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' } };
  const full = { name: 'FullAWSAccess', document: EVERYTHING };
  const nothing = { name: 'Nothing', document: {} };

  it.each<[string, object, object, string]>([
    ['none at all: nothing is allowed', {}, {}, 'ImplicitlyDenied'],
    ['an empty identity list allows nothing', {}, { identity: [] }, 'ImplicitlyDenied'],
    ['a boundary that is empty is none', {}, { ...READER, boundary: [] }, 'Allowed'],
    ['a boundary limits', {}, { ...READER, boundary: [nothing] }, 'ImplicitlyDenied'],
    ['a session that is empty is none', {}, { ...READER, session: [] }, 'Allowed'],
    ['a session policy limits', { principal: ROLE }, { ...READER, session: [nothing] }, 'ImplicitlyDenied'],
    ['a VPC endpoint that is empty has no policy', {}, { ...READER, vpcEndpoint: [] }, 'Allowed'],
    ['an organization without levels is none', {}, { ...READER, scp: [], rcp: [] }, 'Allowed'],
    ['an SCP level that is empty allows nothing', {}, { ...READER, scp: [[full], []] }, 'ImplicitlyDenied'],
    ['SCPs that allow at each level', {}, { ...READER, scp: [[full], [full]] }, 'Allowed'],
    [
      'an SCP without a Version is decided by',
      {},
      { ...READER, scp: [[{ name: 'p', document: { Statement: READ.Statement } }]] },
      'Allowed',
    ],
    [
      'an RCP that denies every action is decided by',
      {},
      {
        ...READER,
        rcp: [[{ name: 'p', document: { Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } } }]],
      },
      'ExplicitlyDenied',
    ],
    ['an RCP level that is empty still has RCPFullAWSAccess', {}, { ...READER, rcp: [[]] }, 'Allowed'],
    ['a resource policy that is an empty object is none', {}, { ...READER, resource: {} }, 'Allowed'],
    ['a resource policy that is an empty list is none', {}, { ...READER, resource: [] }, 'Allowed'],
    ['a resource policy as a document', { principal: '*' }, { resource: open }, 'Allowed'],
    ['a resource policy as a text', { principal: '*' }, { resource: JSON.stringify(open) }, 'Allowed'],
    ['a resource policy with its name', { principal: '*' }, { resource: { name: 'b', document: open } }, 'Allowed'],
    ['a list of resource policies', { principal: '*' }, { resource: [{ name: 'b', document: open }] }, 'Allowed'],
    [
      'a trust policy when a role is assumed',
      { action: 'sts:AssumeRole', resource: ROLE },
      { resource: trust },
      'Allowed',
    ],
    ['the account of the resource is another', { resourceAccount: '999999999999' }, READER, 'ImplicitlyDenied'],
    ['the account of the resource is said to be the own', { resourceAccount: ACCOUNT }, READER, 'Allowed'],
  ])('%s', async (_name, request, policies, decision) => {
    expect(await answerTo(request, policies)).toMatchObject({ decision });
  });

  it('are not mixed up when one text serves requests of two kinds', async () => {
    const policies = { resource: trust };
    const assume = { ...REQUEST, action: 'sts:AssumeRole', resource: ROLE };
    const { answers } = await run([
      { id: 1, request: assume, policies },
      { id: 2, request: REQUEST, policies },
      { id: 3, request: assume, policies },
    ]);
    expect(answers).toMatchObject([
      { decision: 'Allowed', decidedBy: { layer: 'trust', policyName: 'resource policy' } },
      { error: { path: 'policies.resource.Statement' } },
      { decision: 'Allowed' },
    ]);
  });
});

function withCondition(condition: object): object {
  return {
    identity: [
      {
        name: 'p',
        document: {
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition },
        },
      },
    ],
  };
}

describe('the context of a case', () => {
  it.each<[string, object, object]>([
    [
      'what follows from the principal',
      {},
      { StringEquals: { 'aws:username': 'lucy', 'aws:PrincipalAccount': ACCOUNT } },
    ],
    ['what the case says, above that', { 'AWS:UserName': 'eve' }, { StringEquals: { 'aws:username': 'eve' } }],
    ['a number as a text', { 's3:max-keys': 10 }, { NumericEquals: { 's3:max-keys': '10' } }],
    ['a boolean as a text', { 'aws:SecureTransport': true }, { Bool: { 'aws:SecureTransport': 'true' } }],
    ['a list', { 'aws:TagKeys': ['a', 1] }, { 'ForAnyValue:StringEquals': { 'aws:TagKeys': '1' } }],
  ])('has %s', async (_name, context, condition) => {
    expect(await answerTo({ context }, withCondition(condition))).toMatchObject({ decision: 'Allowed' });
  });

  it('tells the unique ID that a policy may name', async () => {
    const resource = {
      Statement: { Effect: 'Allow', Principal: { AWS: 'AIDA1234567890EXAMPLE' }, Action: '*', Resource: '*' },
    };
    expect(await answerTo({ context: { 'aws:userid': 'AIDA1234567890EXAMPLE' } }, { resource })).toMatchObject({
      decision: 'Allowed',
    });
    expect(await answerTo({}, { resource })).toMatchObject({ decision: 'ImplicitlyDenied' });
  });
});

describe('a principal', () => {
  it.each([
    ['a user', LUCY],
    ['a role', ROLE],
    ['a role session', `arn:aws:sts::${ACCOUNT}:assumed-role/auditor/today`],
    ['a federated user', `arn:aws:sts::${ACCOUNT}:federated-user/lucy`],
    ['a root user', `arn:aws:iam::${ACCOUNT}:root`],
    ['a SAML provider', `arn:aws:iam::${ACCOUNT}:saml-provider/corp`],
    ['an OIDC provider', `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`],
    ['a provider that is built in', 'accounts.google.com'],
    ['a service', 'lambda.amazonaws.com'],
    ['nobody', '*'],
  ])('may be %s', async (_name, principal) => {
    expect(await answerTo({ principal }, {})).toMatchObject({ decision: expect.any(String) as string });
  });
});

function documentWithCondition(condition: object): object {
  return { Statement: [{ Effect: 'Allow', Action: 'a:b', Resource: '*', Condition: condition }] };
}

describe('a line with a fault is answered by an error, and the rest goes on:', () => {
  it.each<[string, unknown, string | number | null, string, string]>([
    ['no JSON', '{', null, '', 'The line is not JSON. A case is one JSON object on a line by itself.'],
    ['more than one value', `${JSON.stringify(GOOD)} ${JSON.stringify(GOOD)}`, null, '', 'The line is not JSON.'],
    ['no object', '[]', null, '', 'A case is an object.'],
    ['no id', { request: REQUEST, policies: {} }, null, 'id', 'An id is a text or a whole number.'],
    ['an id that would not come back as it is', '{"id":1e400}', null, 'id', 'An id is a text or a whole number.'],
    ['no request', { id: 7, policies: {} }, 7, 'request', '"request" is missing: an object.'],
    ['no policies', { id: 7, request: REQUEST }, 7, 'policies', '"policies" is missing: an object.'],
    [
      'an unknown principal',
      { ...GOOD, request: { ...REQUEST, principal: 'lucy' } },
      'good',
      'request.principal',
      'A principal is the ARN of a user, role, role session, federated user, root or identity provider, a service',
    ],
    [
      'an action without service',
      { ...GOOD, request: { ...REQUEST, action: 'Get' } },
      'good',
      'request.action',
      'An action looks like service:Action.',
    ],
    [
      'a resource that is no ARN',
      { ...GOOD, request: { ...REQUEST, resource: 'b/k' } },
      'good',
      'request.resource',
      'A resource is an ARN or "*".',
    ],
    [
      'an account ID that is none',
      { ...GOOD, request: { ...REQUEST, resourceAccount: '1234' } },
      'good',
      'request.resourceAccount',
      'An account ID has 12 digits.',
    ],
    [
      'a context value that is null',
      { ...GOOD, request: { ...REQUEST, context: { 'aws:SourceIp': null } } },
      'good',
      'request.context["aws:SourceIp"]',
      'A context value is a text, a number, a boolean, or a list of those.',
    ],
    [
      'one key twice',
      { ...GOOD, request: { ...REQUEST, context: { 'aws:SourceIp': '::1', 'AWS:sourceip': '::2' } } },
      'good',
      'request.context["AWS:sourceip"]',
      '"AWS:sourceip" is given twice: keys are compared without regard to case. Join the two.',
    ],
    [
      'a mistyped kind of policy',
      { ...GOOD, policies: { sesion: [] } },
      'good',
      'policies.sesion',
      'There is no member "sesion" here. Did you mean "session"?',
    ],
    [
      'a mistyped member of the case',
      { id: 'good', request: REQUEST, polices: {} },
      'good',
      'polices',
      'There is no member "polices" here. Did you mean "policies"?',
    ],
    [
      'a member that it does not have',
      { ...GOOD, comment: 'hello' },
      'good',
      'comment',
      'There is no member "comment" here.',
    ],
    [
      'policies inside the request',
      { id: 'good', request: { ...REQUEST, policies: {} } },
      'good',
      'request.policies',
      'There is no member "policies" here.',
    ],
    [
      'a policy without a name',
      { ...GOOD, policies: { scp: [[{ document: {} }]] } },
      'good',
      'policies.scp[0][0].name',
      '"name" is missing: a text.',
    ],
    [
      'an operator that does not exist',
      { ...GOOD, policies: { identity: [{ name: 'p', document: documentWithCondition({ Sounds: { 'a:b': 'c' } }) }] } },
      'good',
      'policies.identity[0].document.Statement[0].Condition.Sounds',
      'There is no condition operator "Sounds".',
    ],
    [
      'a fault in the text of a document',
      { ...GOOD, policies: { identity: [{ name: 'p', document: '{\n  "Statement": [],\n}' }] } },
      'good',
      'policies.identity[0].document',
      'The policy is not JSON. It stands in line 3, column 1 of the text.',
    ],
    [
      'a document nested beyond measure',
      `{"id":"good","request":${JSON.stringify(REQUEST)},"policies":{"identity":[{"name":"p","document":{"Statement":${'['.repeat(100_000)}${']'.repeat(100_000)}}}]}}`,
      'good',
      'policies.identity[0].document',
      'The policy is nested too deeply.',
    ],
  ])('%s', async (_name, bad, id, path, message) => {
    const { answers, failed } = await run([GOOD, '', bad, GOOD]);
    expect(failed).toBe(1);
    expect(answers).toMatchObject([
      { id: 'good', decision: 'Allowed' },
      { id, error: { line: 3, path, message: expect.stringContaining(message) as string } },
      { id: 'good', decision: 'Allowed' },
    ]);
  });
});

describe('the lines', () => {
  const allowed = { id: 'good', decision: 'Allowed' };
  const line = JSON.stringify(GOOD);

  it('may end in CRLF, and the last need not end at all', async () => {
    expect((await run([GOOD, GOOD], { lineBreak: '\r\n' })).answers).toMatchObject([allowed, allowed]);
  });

  it('that are empty, or white space, are passed over and counted', async () => {
    const { answers } = await run(['', '  \t', GOOD, '\r', '}', '']);
    expect(answers).toMatchObject([allowed, { error: { line: 5 } }]);
  });

  it('of no input give no answer', async () => {
    expect(await run([])).toEqual({ answers: [], failed: 0 });
  });

  it('may begin with a byte order mark', async () => {
    expect((await run([`\uFEFF${line}`])).answers).toMatchObject([allowed]);
  });

  it('are the same however they are cut', async () => {
    const bytes = Buffer.from(`\uFEFF${line}\n{"id":"ü","request":0}\n\n${line}`);
    const whole = await runBytes([bytes]);
    for (const size of [1, 2, 3, 7, 100]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      expect(await runBytes(pieces)).toEqual(whole);
    }
    expect(whole.answers).toMatchObject([allowed, { id: 'ü', error: { line: 2 } }, allowed]);
  });

  it('that are not UTF-8 are faults, and no others are', async () => {
    const bytes = Buffer.concat([Buffer.from(`${line}\n"`), Buffer.of(0xff), Buffer.from(`"\n${line}\n`)]);
    expect((await runBytes([bytes])).answers).toMatchObject([
      allowed,
      { id: null, error: { line: 2, message: 'The line is not UTF-8. Write the file in that encoding.' } },
      allowed,
    ]);
  });

  it('above 16 MB are faults, and are not held', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const long = Array.from({ length: 100 }, () => piece);
    const { answers, failed } = await runBytes([Buffer.from(`${line}\n`), ...long, Buffer.from(`\n${line}\n`)]);
    expect(failed).toBe(1);
    expect(answers).toMatchObject([
      allowed,
      { id: null, error: { line: 2, path: '', message: expect.stringContaining('longer than 16 MB') as string } },
      allowed,
    ]);
  });

  it('may be of 16 MB', async () => {
    const padded = Buffer.from(line.padEnd(16 * 1024 * 1024 - 1));
    const pieces = Array.from({ length: 16 }, (_, at) => padded.subarray(at * 1024 * 1024, (at + 1) * 1024 * 1024));
    expect((await runBytes(pieces)).answers).toMatchObject([allowed]);
  });
});

describe('a line written in another way is read the same:', () => {
  const policies = JSON.stringify(READER);
  const request = JSON.stringify(REQUEST);
  it.each([
    ['with spaces, as Python writes', `{"id": "good", "request": ${request}, "policies": ${policies}}`],
    ['policies first', `{"policies":${policies},"id":"good","request":${request}}`],
    ['policies in the middle', `{"id":"good", "policies":${policies} ,"request":${request}}`],
    ['id last', ` {"request":${request},"policies":${policies},"id":"good"} `],
    ['the name escaped', `{"id":"good","request":${request},"polic\\u0069es":${policies}}`],
    ['a space before the colon', `{"id":"good","request":${request},"policies" :${policies}}`],
    ['the name in a text before', `{"id":"\\"policies\\":{","request":${request},"policies":${policies}}`],
    [
      'braces in a text',
      `{"id":"}{\\\\","policies":{"identity":[{"name":"}\\"}","document":${JSON.stringify(READ)}}]},"request":${request}}`,
    ],
  ])('%s', async (_name, line) => {
    const { answers } = await run([line, line]);
    expect(answers).toMatchObject([{ decision: 'Allowed' }, { decision: 'Allowed' }]);
  });

  it.each([
    ['a comma before the last brace', `{"id":"good","request":${request},"policies":${policies},}`],
    ['a comma behind the first brace', `{,"policies":${policies},"id":"good","request":${request}}`],
    ['a brace too many', `{"id":"good","request":${request},"policies":${policies}}}`],
    ['a comma too few', `{"id":"good","request":${request} "policies":${policies}}`],
    ['no comma behind', `{"policies":${policies} "id":"good","request":${request}}`],
    ['a space that is none of JSON', `\u00a0{"policies":${policies},"id":"good","request":${request}}`],
  ])('but not %s', async (_name, line) => {
    const { answers } = await run([GOOD, { policies: READER, id: 'good', request: REQUEST }, line]);
    expect(answers).toMatchObject([{}, {}, { error: { line: 3, message: expect.stringContaining('JSON') as string } }]);
  });
});
