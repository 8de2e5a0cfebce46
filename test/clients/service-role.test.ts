import type { RoleDelivery } from '../../src-shared/decision/weighed-request.ts';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accountDocument } from '../../src-main/account/new-account.ts';
import { ACCOUNT_ID, iamArn, role } from '../fixtures/account-documents.ts';
import { guardWorkspace, type GuardedWorkspace } from '../fixtures/guarded-workspace.ts';
import { GateHandler } from './gate-handler.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const ROLE = iamArn('role/runner');
const INSTANCE = `arn:aws:ec2:us-east-1:${ACCOUNT_ID}:instance/i-0a1b2c3d4e5f60718` as const;
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT_ID}:function:thumbnails` as const;
const DELIVERIES: Readonly<Record<string, RoleDelivery>> = {
  'ec2.amazonaws.com': {
    to: 'instance',
    arn: INSTANCE,
    vpcId: 'vpc-01234567',
    privateIpAddress: '10.0.0.10',
    metadataVersion: 2,
  },
  'lambda.amazonaws.com': { to: 'function', arn: FUNCTION },
};
const Issued = z.object({
  Credentials: z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string(), SessionToken: z.string() }),
});

describe('the credentials that a service obtains for the code it runs', () => {
  let guarded: GuardedWorkspace;
  beforeEach(async () => {
    guarded = await guardWorkspace(
      [
        accountDocument({ accountId: ACCOUNT_ID, name: 'shop', rootEmail: null }, () => NOW),
        role('runner', {
          assumeRolePolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: {
              Effect: 'Allow',
              Principal: { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
              Action: 'sts:AssumeRole',
            },
          }),
          inlinePolicies: {
            'buckets-by-delivery': JSON.stringify({
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 's3:ListAllMyBuckets',
                  Resource: '*',
                  Condition: { NumericGreaterThanEquals: { 'ec2:RoleDelivery': '2.0' } },
                },
                {
                  Effect: 'Allow',
                  Action: 's3:ListAllMyBuckets',
                  Resource: '*',
                  Condition: { ArnEquals: { 'lambda:SourceFunctionArn': FUNCTION } },
                },
              ],
            }),
          },
        }),
      ],
      { clock: () => NOW },
    );
  });

  async function client(service: string, sessionName: string, delivery = DELIVERIES[service]) {
    if (delivery === undefined) throw new Error(`Nothing is delivered by ${service}.`);
    const { result } = await guarded.gate.passService(
      {
        service,
        operationName: 'sts:AssumeRole',
        parameters: { RoleArn: ROLE, RoleSessionName: sessionName },
        region: 'us-east-1',
        delivery,
      },
      { door: 'composer', sourceIp: '127.0.0.1', secureTransport: true, replayOf: null },
    );
    if (!result.ok) throw result.error;
    const { Credentials } = Issued.parse(result.output);
    return {
      region: 'us-east-1',
      credentials: {
        accessKeyId: Credentials.AccessKeyId,
        secretAccessKey: Credentials.SecretAccessKey,
        sessionToken: Credentials.SessionToken,
      },
      requestHandler: new GateHandler(guarded.gate),
      // The gate's clock stands still; the signer's is told by how much it is off.
      systemClockOffset: NOW.getTime() - Date.now(),
    };
  }

  it.each([
    ['ec2.amazonaws.com', 'i-0a1b2c3d4e5f60718'],
    ['lambda.amazonaws.com', 'thumbnails'],
  ])("are taken from AWS's own client as those of the role: %s", async (service, sessionName) => {
    const sts = new STSClient(await client(service, sessionName));
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: ACCOUNT_ID,
      Arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/runner/${sessionName}`,
    });
  });

  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-instance-metadata-requireIMDSv2
  it('are held to policies that ask for version 2 of the instance metadata service', async () => {
    const second = new S3Client(await client('ec2.amazonaws.com', 'i-0a1b2c3d4e5f60718'));
    expect((await second.send(new ListBucketsCommand({}))).$metadata.httpStatusCode).toBe(200);

    const delivered = DELIVERIES['ec2.amazonaws.com'];
    if (delivered?.to !== 'instance') throw new Error('EC2 delivers to instances.');
    const first = new S3Client(
      await client('ec2.amazonaws.com', 'i-0a1b2c3d4e5f60718', { ...delivered, metadataVersion: 1 }),
    );
    await expect(first.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
  it('are held to policies that ask for the function', async () => {
    const code = new S3Client(await client('lambda.amazonaws.com', 'thumbnails'));
    expect((await code.send(new ListBucketsCommand({}))).$metadata.httpStatusCode).toBe(200);

    const other = { to: 'function', arn: `${FUNCTION}-of-another` } as const;
    const elsewhere = new S3Client(await client('lambda.amazonaws.com', 'thumbnails', other));
    await expect(elsewhere.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
