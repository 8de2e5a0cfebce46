import { describe, expect, test } from 'vitest';
import { deletionOf } from '../../../src-renderer/identities/deletion.ts';
import { operations } from '../../../src-shared/operations/registry.ts';
import type { MfaDeviceDocument } from '../../../src-shared/model/documents.ts';
import { ACCOUNT_ID, group, iamArn, loginProfile, role, user } from '../../fixtures/account-documents.ts';
import { NOW } from '../../fixtures/fixed-tools.ts';

const POLICY = iamArn('policy/Deploy');

function device(name: string, kind: MfaDeviceDocument['kind']): MfaDeviceDocument {
  return {
    type: 'mfaDevice',
    arn: iamArn(`mfa/${name}`),
    kind,
    seedId: null,
    passkey: null,
    accountId: ACCOUNT_ID,
    virtualMfaDeviceName: name,
    path: '/',
    createDate: NOW,
    enableDate: NOW,
    userName: 'lucy',
    lastAcceptedStep: null,
    driftSteps: 0,
    tags: [],
  };
}

describe('deleting a user', () => {
  const lucy = user('lucy', {
    groups: ['developers'],
    attachedPolicies: [POLICY],
    inlinePolicies: { own: '{}' },
    accessKeys: [
      { accessKeyId: 'AKIAEXAMPLE000000001', status: 'Active', createDate: '2026-01-01T00:00:00.000Z', lastUsed: null },
    ],
    loginProfile: loginProfile(),
    mfaDevices: [iamArn('mfa/phone')],
    signingCertificates: [
      { certificateId: 'CERTIFICATE0000000000001', certificateBody: '', status: 'Active', uploadDate: NOW },
    ],
    sshPublicKeys: [
      {
        sshPublicKeyId: 'APKAEXAMPLE000000001',
        sshPublicKeyBody: '',
        fingerprint: '',
        status: 'Active',
        uploadDate: NOW,
      },
    ],
    serviceSpecificCredentials: [
      {
        serviceSpecificCredentialId: 'ACCAEXAMPLE000000001',
        serviceName: 'codecommit.amazonaws.com',
        serviceUserName: 'lucy-at-123456789012',
        serviceCredentialAlias: null,
        status: 'Active',
        createDate: NOW,
        expirationDate: null,
      },
    ],
  });
  const deletion = deletionOf(lucy, { users: [lucy], mfaDevices: [device('phone', 'virtual')] });

  test('takes away everything that AWS would refuse to leave behind, and then the user', () => {
    expect(deletion.steps.map((step) => step.name)).toEqual([
      'iam:RemoveUserFromGroup',
      'iam:DetachUserPolicy',
      'iam:DeleteUserPolicy',
      'iam:DeleteAccessKey',
      'iam:DeleteLoginProfile',
      'iam:DeactivateMFADevice',
      'iam:DeleteVirtualMFADevice',
      'iam:DeleteSigningCertificate',
      'iam:DeleteSSHPublicKey',
      'iam:DeleteServiceSpecificCredential',
      'iam:DeleteUser',
    ]);
  });

  test('gives each operation an input that the API takes', () => {
    for (const step of deletion.steps) expect(operations[step.name].input.safeParse(step.input).error).toBeUndefined();
  });

  test('says in words what goes with the user', () => {
    expect(deletion.alongside).toEqual([
      '1 group membership',
      '1 policy attachment',
      '1 inline policy',
      '1 access key',
      'the console password',
      '1 MFA device',
      '1 signing certificate',
      '1 SSH public key',
      '1 service-specific credential',
    ]);
  });

  test.each([
    ['passkey', iamArn('mfa/GAHT12345678')],
    ['hardware', 'GAHT12345678'],
  ] as const)('only takes a %s from the user: it is no virtual device to delete', (kind, serialNumber) => {
    const emma = user('emma', { mfaDevices: [serialNumber] });
    const { steps } = deletionOf(emma, { users: [emma], mfaDevices: [device('GAHT12345678', kind)] });
    expect(steps.map((step) => step.name)).toEqual(['iam:DeactivateMFADevice', 'iam:DeleteUser']);
  });

  test('is one operation for a user with nothing', () => {
    const noah = user('noah');
    expect(deletionOf(noah, { users: [noah], mfaDevices: [] })).toEqual({
      steps: [{ name: 'iam:DeleteUser', input: { UserName: 'noah' } }],
      alongside: [],
    });
  });
});

test('deleting a group takes its members out first, and nobody else', () => {
  const developers = group('developers', { attachedPolicies: [POLICY], inlinePolicies: { a: '{}', b: '{}' } });
  const users = [
    user('lucy', { groups: ['developers'] }),
    user('noah', { groups: ['testers'] }),
    user('emma', { groups: ['developers', 'testers'] }),
  ];
  const { steps, alongside } = deletionOf(developers, { users, mfaDevices: [] });
  expect(steps).toEqual([
    { name: 'iam:RemoveUserFromGroup', input: { GroupName: 'developers', UserName: 'lucy' } },
    { name: 'iam:RemoveUserFromGroup', input: { GroupName: 'developers', UserName: 'emma' } },
    { name: 'iam:DetachGroupPolicy', input: { GroupName: 'developers', PolicyArn: POLICY } },
    { name: 'iam:DeleteGroupPolicy', input: { GroupName: 'developers', PolicyName: 'a' } },
    { name: 'iam:DeleteGroupPolicy', input: { GroupName: 'developers', PolicyName: 'b' } },
    { name: 'iam:DeleteGroup', input: { GroupName: 'developers' } },
  ]);
  expect(alongside).toEqual(['2 memberships', '1 policy attachment', '2 inline policies']);
});

test('deleting a role detaches and deletes its policies first', () => {
  const reader = role('reader', { attachedPolicies: [POLICY], inlinePolicies: { own: '{}' } });
  expect(deletionOf(reader, { users: [], mfaDevices: [] }).steps.map((step) => step.name)).toEqual([
    'iam:DetachRolePolicy',
    'iam:DeleteRolePolicy',
    'iam:DeleteRole',
  ]);
});
