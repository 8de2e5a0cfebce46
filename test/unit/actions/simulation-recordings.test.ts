import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FULL_AWS_ACCESS } from '../../../src-main/account/organization.ts';
import type { ModelDocument } from '../../../src-shared/model/documents.ts';
import { group, user } from '../../fixtures/account-documents.ts';
import { organization, organizationAccount, organizationRoot } from '../../fixtures/organization-documents.ts';
import { ACCOUNT_ID, TestAccount } from './test-account.ts';

/*
 * Simulations recorded from AWS itself. The name of the policy is a placeholder in them, and so is the partition.
 */
const FILE = '../shared/conformance/aws-recordings/iam.json';
const isThere = existsSync(FILE);
if (!isThere) console.warn(`Skipped: the recordings of AWS are not at ${FILE}.`);

const Recording = z.object({
  'recorded-content': z.object({ response: z.looseObject({ EvaluationResults: z.array(z.unknown()) }) }),
});

function recordedResults(identity: string): unknown {
  const recordings = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(FILE, 'utf8')));
  const [, found] = Object.entries(recordings).find(([name]) => name.endsWith(`_policy[${identity}]`)) ?? [];
  const results = Recording.parse(found)['recorded-content'].response.EvaluationResults;
  return JSON.parse(
    JSON.stringify(results)
      .replaceAll('<partition>', 'aws')
      .replaceAll(/<source-policy-id:1>/g, sourceOf(identity)),
  );
}

function sourceOf(identity: string): string {
  return `${identity}_lucy_recorded`;
}

/** The policy is no part of the recording; this one has as many characters, and its only statement in a list. */
const POLICY =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:Put*"], "Resource": "arn:aws:s3:::*"}]}';

describe.skipIf(!isThere)('A simulation answers as AWS was recorded to answer', () => {
  let aws: TestAccount;
  beforeEach(() => {
    aws = new TestAccount();
    const inlinePolicies = { recorded: POLICY };
    const documents: ModelDocument[] = [
      organization(),
      organizationRoot(),
      organizationAccount(ACCOUNT_ID, { attachedPolicies: [FULL_AWS_ACCESS.arn] }),
      user('lucy', { inlinePolicies }),
      group('lucy', { inlinePolicies }),
    ];
    aws.model.apply(documents.map((document) => ({ key: document.arn, before: null, after: document })));
  });

  it.each(['user', 'group'])('about a %s', async (identity) => {
    const { EvaluationResults } = await aws.perform('iam:SimulatePrincipalPolicy', {
      PolicySourceArn: `arn:aws:iam::${ACCOUNT_ID}:${identity}/lucy`,
      ActionNames: ['s3:PutObject', 's3:GetObjectVersion'],
      ResourceArns: ['arn:aws:s3:::bucket'],
    });
    expect(EvaluationResults).toEqual(recordedResults(identity));
  });
});
