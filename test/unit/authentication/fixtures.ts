import type {
  AccountDocument,
  MfaDeviceDocument,
  RoleDocument,
  UserDocument,
} from '../../../src-shared/model/documents.ts';
import { accountDocument } from '../../../src-main/account/new-account.ts';
import { createSessionTokens, type SessionCredentials } from '../../../src-main/authentication/session-token.ts';
import { rememberSigningKeys } from '../../../src-main/authentication/signature-v4/signing-keys.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';
import { ACCOUNT_ID, loginProfile, role, user } from '../../fixtures/account-documents.ts';

/** The account, user and key that the tests of authentication work with. The key is the one of AWS's documentation. */
export { ACCOUNT_ID };
export const ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
export const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
export const NOW = new Date('2026-03-01T12:00:00Z');

/** What authentication needs besides a model and a vault, where no session has been issued. */
export const NO_SESSIONS = { openSessionToken: () => null, signingKeys: rememberSigningKeys() };

export const account: AccountDocument = {
  ...accountDocument({ accountId: ACCOUNT_ID, name: 'Shop', rootEmail: null }, () => NOW),
  alias: 'shop',
};

export const lucy: UserDocument = user('lucy', {
  userId: 'AIDACKCEVSQ6C2EXAMPLE',
  createDate: NOW.toISOString(),
  loginProfile: loginProfile({ createDate: NOW.toISOString() }),
  accessKeys: [{ accessKeyId: ACCESS_KEY_ID, status: 'Active', createDate: NOW.toISOString(), lastUsed: null }],
});

export const phone: MfaDeviceDocument = {
  type: 'mfaDevice',
  arn: `arn:aws:iam::${ACCOUNT_ID}:mfa/phone`,
  kind: 'virtual',
  seedId: null,
  passkey: null,
  accountId: ACCOUNT_ID,
  virtualMfaDeviceName: 'phone',
  path: '/',
  createDate: NOW.toISOString(),
  enableDate: NOW.toISOString(),
  userName: 'lucy',
  lastAcceptedStep: null,
  driftSteps: 0,
  tags: [],
};

/** An IAM call as the AWS command line makes it, not signed yet. */
export const listUsers: WireRequest = {
  method: 'POST',
  target: '/',
  host: 'iam.amazonaws.com',
  headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']],
  body: Buffer.from('Action=ListUsers&Version=2010-05-08'),
};

/** An S3 call, not signed yet. */
export const putObject: WireRequest = {
  method: 'PUT',
  target: '/lucy-bucket/a%20b/../c.txt',
  host: 's3.amazonaws.com',
  headers: [],
  body: Buffer.from('hello'),
};

/** The role of the session. */
export const reader: RoleDocument = role('reader', { roleId: 'AROADBQP57FF2AEXAMPLE' });

/** A session of a role, good for an hour from now on, and what opens its token. */
export const SESSION: SessionCredentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'sessionFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY+',
  principal: {
    kind: 'roleSession',
    arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/reader/lucy`,
    accountId: ACCOUNT_ID,
    roleArn: `arn:aws:iam::${ACCOUNT_ID}:role/reader`,
    roleId: 'AROADBQP57FF2AEXAMPLE',
    sessionName: 'lucy',
    tags: [],
    serviceLinked: false,
  },
  issuedBy: 'AssumeRole',
  issuedAt: NOW.toISOString(),
  expiresAt: new Date(NOW.getTime() + 3_600_000).toISOString(),
  mfaAt: null,
  sourceIdentity: null,
  transitiveTagKeys: [],
  chained: false,
  requestedBy: 'arn:aws:iam::123456789012:user/lucy',
  policy: null,
  policyArns: [],
  federation: null,
};

/** Seals and opens session tokens under a key of the tests. */
export const SESSION_TOKENS = createSessionTokens(Buffer.alloc(32, 7), (bytes) => Buffer.alloc(bytes, 9));
