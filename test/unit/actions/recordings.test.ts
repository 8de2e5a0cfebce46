import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ACCOUNT_ID, ALLOW_ALL_S3, TestAccount, TRUST_EC2 } from './test-account.ts';

/*
 * Answers recorded from AWS itself. Names, IDs and dates are placeholders in them, such as `<policy-name:1>`, so shapes
 * and wording are compared, not values.
 */
const FILE = '../shared/conformance/aws-recordings/iam.json';
const isThere = existsSync(FILE);
if (!isThere) console.warn(`Skipped: the recordings of AWS are not at ${FILE}.`);

const Recording = z.object({ 'recorded-content': z.record(z.string(), z.record(z.string(), z.unknown())) });
const Failure = z.object({
  Error: z.object({ Code: z.string(), Message: z.string() }),
  ResponseMetadata: z.object({ HTTPStatusCode: z.number() }),
});

/** The answers that one recorded test got, by name. */
function recorded(testName: string): Record<string, Record<string, unknown>> {
  const recordings = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(FILE, 'utf8')));
  const found = Object.entries(recordings).find(([name]) => name.endsWith(`::${testName}`));
  return Recording.parse(found?.[1])['recorded-content'];
}

function failure(answer: unknown): { code: string; status: number; message: string } {
  const { Error: error, ResponseMetadata } = Failure.parse(answer);
  return { code: error.Code, status: ResponseMetadata.HTTPStatusCode, message: error.Message };
}

/** The member names of a recorded structure. */
function members(answer: unknown, name: string): string[] {
  return Object.keys(z.record(z.string(), z.record(z.string(), z.unknown())).parse(answer)[name] ?? {}).toSorted();
}

describe.skipIf(!isThere)('Gatehouse answers as AWS was recorded to answer', () => {
  let aws: TestAccount;
  beforeEach(() => {
    aws = new TestAccount();
  });

  it('a trust policy that is not JSON', async () => {
    const { 'invalid-json': answer } = recorded('test_create_role_with_malformed_assume_role_policy_document');
    expect(
      await aws.refusal('iam:CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: '{"Version":"2012-10-17",}' }),
    ).toEqual(failure(answer));
  });

  it('a policy ARN that cannot be parsed', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    const { non_existent_malformed_policy_arn, existing_policy_name_provided } = recorded('test_user_attach_policy');
    for (const answer of [non_existent_malformed_policy_arn, existing_policy_name_provided]) {
      expect(
        await aws.refusal('iam:AttachUserPolicy', { UserName: 'lucy', PolicyArn: 'a-name-that-is-no-arn' }),
      ).toEqual(failure(answer));
    }
  });

  it('a policy that does not exist', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    const arn = `arn:aws:iam::${ACCOUNT_ID}:policy/nowhere`;
    const answer = failure(recorded('test_user_attach_policy')['valid_arn_not_existent']);
    expect(await aws.refusal('iam:AttachUserPolicy', { UserName: 'lucy', PolicyArn: arn })).toEqual({
      ...answer,
      message: answer.message.replace(/arn:\S+/, arn),
    });
  });

  it('the members of a new policy', async () => {
    const { create_policy_response: answer } = recorded('test_user_attach_policy');
    const { Policy } = await aws.perform('iam:CreatePolicy', { PolicyName: 'p', PolicyDocument: ALLOW_ALL_S3 });
    expect(Object.keys(Policy).toSorted()).toEqual(members(answer, 'Policy'));
  });

  it('the members of a new role, and of the same role read back', async () => {
    const answers = recorded('test_role_with_tags');
    const { Role: created } = await aws.perform('iam:CreateRole', {
      RoleName: 'r',
      AssumeRolePolicyDocument: TRUST_EC2,
      Tags: [{ Key: 'test', Value: 'value' }],
    });
    const { Role: read } = await aws.perform('iam:GetRole', { RoleName: 'r' });
    const { Roles } = await aws.perform('iam:ListRoles');
    expect(Object.keys(created).toSorted()).toEqual(members(answers['create-role-response'], 'Role'));
    expect(Object.keys(read).toSorted()).toEqual(members(answers['get-role-response'], 'Role'));
    const [listed] = z
      .object({ Roles: z.array(z.record(z.string(), z.unknown())) })
      .parse(answers['list-role-response']).Roles;
    expect(Roles.map((role) => Object.keys(role).toSorted())).toEqual([Object.keys(listed ?? {}).toSorted()]);
  });

  it('the members of a new user', async () => {
    const answers = recorded('test_delete_user_after_service_credential_created');
    const { User } = await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    expect(Object.keys(User).toSorted()).toEqual(members(answers['create-user-response'], 'User'));
  });

  it('the members of a service-specific credential, made, listed and reset', async () => {
    const answers = recorded('test_service_specific_credential_lifecycle[cassandra.amazonaws.com]');
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    const made = await aws.perform('iam:CreateServiceSpecificCredential', {
      UserName: 'lucy',
      ServiceName: 'cassandra.amazonaws.com',
    });
    const { ServiceSpecificCredentialId } = made.ServiceSpecificCredential;
    const of = { UserName: 'lucy', ServiceSpecificCredentialId };
    const listed = await aws.perform('iam:ListServiceSpecificCredentials', { UserName: 'lucy' });
    await aws.perform('iam:UpdateServiceSpecificCredential', { ...of, Status: 'Inactive' });
    const reset = await aws.perform('iam:ResetServiceSpecificCredential', of);
    const shapeOf = ({ ServiceSpecificCredential: credential }: typeof made) => Object.keys(credential).toSorted();
    const name = 'ServiceSpecificCredential';
    expect(shapeOf(made)).toEqual(members(answers['create-service-specific-credential-response'], name));
    expect(shapeOf(reset)).toEqual(members(answers['reset-service-specific-credential-response'], name));
    const { ResponseMetadata: _, ...list } = answers['list-service-specific-credentials-response-before-update'] ?? {};
    const [first] = z.array(z.record(z.string(), z.unknown())).parse(list['ServiceSpecificCredentials']);
    expect(Object.keys(listed).toSorted()).toEqual(Object.keys(list).toSorted());
    expect(listed.ServiceSpecificCredentials.map((credential) => Object.keys(credential).toSorted())).toEqual([
      Object.keys(first ?? {}).toSorted(),
    ]);
  });

  it('a service that takes no service-specific credentials', async () => {
    const answers = recorded('test_create_service_specific_credential_invalid_service');
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    for (const [ServiceName, answer] of [
      ['nonexistentservice.amazonaws.com', answers['invalid-service-exception']],
      ['o3on3n3onosneo', answers['invalid-service-completely-malformed-exception']],
      ['lambda.amazonaws.com', answers['invalid-service-existing-but-unsupported-exception']],
    ]) {
      const asked = { UserName: 'lucy', ServiceName };
      expect(await aws.refusal('iam:CreateServiceSpecificCredential', asked)).toEqual(failure(answer));
    }
  });

  it('a service-specific credential that does not exist, or a status that is none', async () => {
    const unknown = recorded('test_user_match_id_mismatch[satisfiesregexbutstillinvalid]');
    const of = { UserName: 'lucy', ServiceSpecificCredentialId: 'satisfiesregexbutstillinvalid' };
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    expect(await aws.refusal('iam:UpdateServiceSpecificCredential', { ...of, Status: 'Active' })).toEqual(
      failure(unknown['update-wrong-id']),
    );
    expect(await aws.refusal('iam:ResetServiceSpecificCredential', of)).toEqual(failure(unknown['reset-wrong-id']));
    expect(await aws.refusal('iam:DeleteServiceSpecificCredential', of)).toEqual(failure(unknown['delete-wrong-id']));
    expect(await aws.refusal('iam:UpdateServiceSpecificCredential', { ...of, Status: 'Invalid' })).toEqual(
      failure(recorded('test_invalid_update_parameters')['update-invalid-status']),
    );
  });

  it('a user who still has service-specific credentials', async () => {
    const answers = recorded('test_delete_user_after_service_credential_created');
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    await aws.perform('iam:CreateServiceSpecificCredential', {
      UserName: 'lucy',
      ServiceName: 'codecommit.amazonaws.com',
    });
    expect(await aws.refusal('iam:DeleteUser', { UserName: 'lucy' })).toEqual(
      failure(answers['delete-user-existing-credential']),
    );
  });

  it('percent signs within a policy survive', async () => {
    const answers = recorded('test_put_role_policy_encoding');
    const document = z
      .object({ Role: z.object({ AssumeRolePolicyDocument: z.unknown() }) })
      .parse(answers['create-role-response']).Role.AssumeRolePolicyDocument;
    const text = JSON.stringify(document);
    expect(text).toContain('%3A');
    const { Role } = await aws.perform('iam:CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: text });
    expect(JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument))).toEqual(document);
  });
});
