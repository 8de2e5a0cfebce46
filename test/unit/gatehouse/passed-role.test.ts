import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DecisionRecord } from '../../../src-shared/decision/record.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const ACCOUNT = '123456789012';
const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:resize`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/resize`;

const CREATE = { Action: 'lambda:CreateFunction', Resource: '*' };

/** Allows to pass the role to a service. */
function passTo(service: string): object {
  return {
    Action: 'iam:PassRole',
    Resource: ROLE,
    Condition: { StringEquals: { 'iam:PassedToService': service } },
  };
}

/** The parts of a record, each with its own decision. */
function decisions(record: DecisionRecord): unknown {
  return record.authorization?.parts.map(({ action, resource, explanation }) => [
    action,
    resource,
    explanation.decision,
  ]);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
describe('A function that is created with a role', () => {
  let lab: TestLab;

  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.openSample', {});
  });
  afterEach(() => lab.close());

  async function createFunction(...allowed: object[]): Promise<DecisionRecord> {
    await lab.perform('iam:PutUserPolicy', {
      UserName: 'lucy',
      PolicyName: 'MayMakeFunctions',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: allowed.map((statement) => ({ Effect: 'Allow', ...statement })),
      }),
    });
    const { AccessKey } = await lab.perform('iam:CreateAccessKey', { UserName: 'lucy' });
    const { record } = await lab.client.call('composer.send', {
      signer: { kind: 'accessKey', accessKeyId: AccessKey.AccessKeyId },
      draft: {
        kind: 'raw',
        method: 'POST',
        url: 'https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions',
        headers: [['Content-Type', 'application/json']],
        body: JSON.stringify({ FunctionName: 'resize', Role: ROLE }),
        service: 'lambda',
        region: 'eu-west-1',
      },
    });
    return record;
  }

  test('is refused to who may not pass the role, and both parts are shown', async () => {
    const record = await createFunction(CREATE);
    expect(record.verdict).toBe('ImplicitlyDenied');
    expect(record.response).toMatchObject({ status: 403, errorCode: 'AccessDeniedException' });
    expect(record.response.errorMessage).toContain(`is not authorized to perform: iam:PassRole on resource: ${ROLE}`);
    expect(decisions(record)).toEqual([
      ['lambda:CreateFunction', FUNCTION, 'Allowed'],
      ['iam:PassRole', ROLE, 'ImplicitlyDenied'],
    ]);
  });

  test('is refused to who may pass the role to another service alone', async () => {
    const record = await createFunction(CREATE, passTo('ec2.amazonaws.com'));
    expect(decisions(record)).toEqual([
      ['lambda:CreateFunction', FUNCTION, 'Allowed'],
      ['iam:PassRole', ROLE, 'ImplicitlyDenied'],
    ]);
  });

  test('is refused to who may pass the role and may create no function', async () => {
    const record = await createFunction(passTo('lambda.amazonaws.com'));
    expect(record.verdict).toBe('ImplicitlyDenied');
    expect(decisions(record)).toEqual([
      ['lambda:CreateFunction', FUNCTION, 'ImplicitlyDenied'],
      ['iam:PassRole', ROLE, 'Allowed'],
    ]);
  });

  test('is allowed to who may do both', async () => {
    const record = await createFunction(CREATE, passTo('lambda.amazonaws.com'));
    expect(record.response).toMatchObject({ status: 501, errorCode: 'NotImplemented' });
    expect(record.verdict).toBe('Allowed');
    expect(decisions(record)).toEqual([
      ['lambda:CreateFunction', FUNCTION, 'Allowed'],
      ['iam:PassRole', ROLE, 'Allowed'],
    ]);
  });
});
