import { NEWEST_LOOKED_AT } from '../../src-shared/contract/what-if.ts';
import { openAwsManagedPolicies } from '../../src-main/account/shipped-managed-policies.ts';
import { signRequest } from '../../src-main/authentication/signature-v4/sign.ts';
import { composeRequest } from '../../src-main/request/compose.ts';
import { openServiceReference } from '../../src-main/request/iam-data-reference.ts';
import { WhatIf } from '../../src-main/what-if/what-if.ts';
import { activeKey, managedPolicy, policyArn, user } from '../fixtures/account-documents.ts';
import { guardWorkspace, SECRET } from '../fixtures/guarded-workspace.ts';
import { SERVICE_FACTS } from '../fixtures/service-facts.ts';

interface Row {
  readonly name: string;
  readonly ms: number;
}

const USERS = 50;
const POLICIES = 8;
const ROUNDS = 9;
const ACTIONS = [
  'iam:ListUsers',
  's3:ListAllMyBuckets',
  'iam:ListRoles',
  'dynamodb:ListTables',
  'sts:GetCallerIdentity',
];

/** A policy of a usual length: ten statements, of which `action` is in the last. */
function policyText(action: string): string {
  const others = Array.from({ length: 9 }, (_, index) => ({
    Sid: `Read${index}`,
    Effect: 'Allow',
    Action: [`s3:GetObject`, 's3:PutObject', 's3:ListBucket'],
    Resource: [`arn:aws:s3:::bucket-${index}`, `arn:aws:s3:::bucket-${index}/\${aws:username}/*`],
    Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] } },
  }));
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [...others, { Effect: 'Allow', Action: action, Resource: '*' }],
  });
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** How long an edit of a policy takes to be held against the newest requests, all of which it bears on. */
export async function whatIfBench(): Promise<Row[]> {
  const names = Array.from({ length: POLICIES }, (_, index) => `policy-${index}`);
  const users = Array.from({ length: USERS }, (_, index) =>
    user(`user-${index}`, {
      attachedPolicies: names.map((name) => policyArn(name)),
      accessKeys: [activeKey(`AKIA${String(index).padStart(16, '0')}`)],
    }),
  );
  const { gate, workspace } = await guardWorkspace([
    ...users,
    ...names.map((name) => managedPolicy(name, policyText('iam:Get*'))),
  ]);
  const reference = openServiceReference('out/data');
  for (let count = 0; count < NEWEST_LOOKED_AT; count += 1) {
    const accessKeyId = users[count % USERS]?.accessKeys[0]?.accessKeyId ?? '';
    const action = ACTIONS[count % ACTIONS.length] ?? '';
    const draft = { kind: 'action', action, region: 'us-east-1', parameters: {} } as const;
    const { request, scope } = composeRequest(draft, { reference });
    const wire = signRequest(request, { accessKeyId, secretAccessKey: SECRET }, scope, new Date()).request;
    await gate.passWire(wire, { door: 'endpoint', sourceIp: '203.0.113.7', secureTransport: true, replayOf: null });
  }

  const whatIf = new WhatIf(workspace, {
    managedPolicies: openAwsManagedPolicies('out/data'),
    reference,
    facts: SERVICE_FACTS,
  });
  const subject = { kind: 'managedPolicy', arn: policyArn('policy-0') } as const;
  const edit = async (round: number): Promise<number> => {
    const text = policyText(round % 2 === 0 ? 'iam:List*' : `iam:Get${round}*`);
    const began = performance.now();
    const impact = await whatIf.policyImpact({ subject, text, newest: NEWEST_LOOKED_AT }, { step: nextTurn });
    const took = performance.now() - began;
    if (impact.borneOn < NEWEST_LOOKED_AT || impact.flipped > 0 !== (round % 2 === 0)) {
      throw new Error('What is measured does not find what it should.');
    }
    return took;
  };
  const first = await edit(0);
  const next: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) next.push(await edit(round));
  await workspace.close();
  const median = next.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  return [
    { name: 'policy impact, first edit', ms: first },
    { name: 'policy impact, while typing', ms: median },
  ];
}
