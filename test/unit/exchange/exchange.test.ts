import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { accountDocument } from '../../../src-main/account/new-account.ts';
import { sampleAccount } from '../../../src-main/account/sample.ts';
import { exportAccount } from '../../../src-main/exchange/export-account.ts';
import {
  MAX_IMPORT_BYTES,
  previewImport,
  type ReadImport,
} from '../../../src-main/exchange/import-authorization-details.ts';
import { ModelDocument, type MfaDeviceDocument } from '../../../src-shared/model/documents.ts';
import { fc } from '../../fixtures/properties.ts';
import {
  ACCOUNT_ID,
  activeKey,
  group,
  loginProfile,
  managedPolicy,
  policyArn,
  role,
  user,
} from '../../fixtures/account-documents.ts';
import { organization, organizationAccount, organizationRoot } from '../../fixtures/organization-documents.ts';
import { countingRandom, fixedClock } from '../../fixtures/fixed-tools.ts';

const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
const REAL_ACCOUNT = '../shared/real-accounts/account-authorization-details.json';

function userDetail(UserName: string, own: object = {}): Record<string, unknown> {
  return {
    Path: '/',
    UserName,
    UserId: `AIDA${UserName}`,
    Arn: `arn:aws:iam::${ACCOUNT_ID}:user/${UserName}`,
    CreateDate: '2019-12-18T19:10:08+00:00',
    GroupList: [],
    AttachedManagedPolicies: [],
    ...own,
  };
}

function policyDetail(Arn: string, PolicyName: string): object {
  return {
    Arn,
    PolicyName,
    PolicyId: PolicyName,
    DefaultVersionId: 'v2',
    CreateDate: '2020-01-01T00:00:00Z',
    UpdateDate: '2020-01-01T00:00:00Z',
    PolicyVersionList: [
      { VersionId: 'v2', Document: ALLOW, CreateDate: '2020-01-01T00:00:00Z' },
      { VersionId: 'v10', Document: ALLOW, CreateDate: '2020-01-02T00:00:00Z' },
    ],
  };
}

function withoutKeys(documents: readonly ModelDocument[]): ModelDocument[] {
  return documents.map((document) => (document.type === 'user' ? { ...document, accessKeys: [] } : document));
}

function read(details: unknown): ReadImport {
  return previewImport('details.json', JSON.stringify(details));
}

function theUser(result: ReadImport): Extract<ModelDocument, { type: 'user' }> {
  const found = result.documents.find((document) => document.type === 'user');
  if (found === undefined) throw new Error('There is no user.');
  return found;
}

function sorted(documents: readonly ModelDocument[]): ModelDocument[] {
  return documents.toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
}

describe('importing', () => {
  test.skipIf(!existsSync(REAL_ACCOUNT))(`a real account (skipped without ${REAL_ACCOUNT}) finds all of it`, () => {
    const { preview, documents } = previewImport('real.json', readFileSync(REAL_ACCOUNT, 'utf8'));
    expect(preview).toEqual({
      fileName: 'real.json',
      accountId: '012345678901',
      found: {
        users: 3,
        groups: 2,
        roles: 3,
        instanceProfiles: 1,
        customerPolicies: 2,
        awsPolicies: 30,
        inlinePolicies: 6,
      },
      remarks: [],
    });
    for (const document of documents) expect(ModelDocument.parse(document)).toEqual(document);
    expect(createModel(documents).userByName('012345678901', 'obama')).toMatchObject({
      userId: 'obama',
      createDate: '2019-12-18T19:10:08.000Z',
      groups: ['admin'],
    });
  });

  test.each([
    ['a JSON value', ALLOW, JSON.stringify(ALLOW, null, 2)],
    ['JSON text', JSON.stringify(ALLOW), JSON.stringify(ALLOW)],
    ['percent-encoded text, as the API returns it', encodeURIComponent(JSON.stringify(ALLOW)), JSON.stringify(ALLOW)],
  ])('takes a policy that is %s', (_, PolicyDocument, text) => {
    const UserPolicyList = [{ PolicyName: 'all', PolicyDocument }];
    expect(theUser(read({ UserDetailList: [userDetail('lucy', { UserPolicyList })] })).inlinePolicies).toEqual({
      all: text,
    });
  });

  test.each([
    ['2019-12-18 19:10:08+00:00', '2019-12-18T19:10:08.000Z'],
    ['2019-12-18T19:10:08Z', '2019-12-18T19:10:08.000Z'],
    ['2019-12-18T20:10:08+01:00', '2019-12-18T19:10:08.000Z'],
    [1576696208, '2019-12-18T19:10:08.000Z'],
  ])('reads the date %j', (CreateDate, createDate) => {
    expect(theUser(read({ UserDetailList: [userDetail('lucy', { CreateDate })] })).createDate).toBe(createDate);
  });

  test('takes filtered outputs, whose other lists are missing', () => {
    const { preview } = read({ UserDetailList: [userDetail('lucy')] });
    expect(preview.found).toMatchObject({ users: 1, groups: 0, roles: 0 });
    expect(preview.remarks).toEqual([]);
  });

  test.each([
    ['a list of pages', (pages: object[]) => JSON.stringify(pages)],
    ['pages one behind the other', (pages: object[]) => pages.map((page) => JSON.stringify(page, null, 2)).join('\n')],
    ['pages behind a byte order mark', (pages: object[]) => `\uFEFF${JSON.stringify(pages)}`],
  ])('joins %s', (_, written) => {
    const pages = [
      {
        UserDetailList: [userDetail('lucy', { Tags: [{ Key: 'note', Value: '} " {' }] })],
        IsTruncated: true,
        Marker: 'm',
      },
      { UserDetailList: [userDetail('emma')], IsTruncated: false },
    ];
    const { preview } = previewImport('pages.json', written(pages));
    expect(preview.found.users).toBe(2);
    expect(preview.remarks).toEqual([]);
  });

  test('keeps AWS managed policies apart from the account’s own', () => {
    const { documents, preview } = read({
      Policies: [
        policyDetail(policyArn('own'), 'own'),
        policyDetail('arn:aws:iam::aws:policy/ReadOnlyAccess', 'ReadOnlyAccess'),
      ],
    });
    expect(preview.found).toMatchObject({ customerPolicies: 1, awsPolicies: 1 });
    const policies = documents.filter((document) => document.type === 'policy');
    expect(policies.map((found) => found.accountId)).toEqual([ACCOUNT_ID, 'aws']);
    expect(policies[0]?.versions.map((version) => version.versionId)).toEqual(['v10', 'v2']);
  });
});

describe('remarks on what an import holds', () => {
  test.each([
    [
      'a user without an ID',
      { UserDetailList: [userDetail('lucy'), userDetail('emma', { UserId: undefined })] },
      'UserDetailList[1].UserId',
      false,
    ],
    [
      'a date that is none',
      { UserDetailList: [userDetail('lucy'), userDetail('emma', { CreateDate: 'once' })] },
      'UserDetailList[1].CreateDate',
      false,
    ],
    [
      'an ARN that is another’s',
      { UserDetailList: [userDetail('lucy'), { ...userDetail('emma'), UserName: 'noah' }] },
      'UserDetailList[1].Arn',
      false,
    ],
    [
      'a policy that is no JSON',
      { UserDetailList: [userDetail('lucy', { UserPolicyList: [{ PolicyName: 'p', PolicyDocument: '%7B' }] })] },
      'UserDetailList[0].UserPolicyList[0].PolicyDocument',
      false,
    ],
    [
      'an inline policy that comes twice',
      {
        UserDetailList: [
          userDetail('lucy', {
            UserPolicyList: [
              { PolicyName: 'p', PolicyDocument: ALLOW },
              { PolicyName: 'p', PolicyDocument: ALLOW },
            ],
          }),
        ],
      },
      'UserDetailList[0].UserPolicyList[1]',
      false,
    ],
    ['a list that is none', { UserDetailList: [userDetail('lucy')], Policies: 'none' }, 'Policies', false],
    [
      'a list that is not known',
      { UserDetailList: [userDetail('lucy')], ServerCertificates: [] },
      'ServerCertificates',
      false,
    ],
    [
      'a member that is not known',
      { UserDetailList: [userDetail('lucy', { Shoes: 'red' })] },
      'UserDetailList[0].Shoes',
      false,
    ],
    [
      'a user that is repeated alike',
      { UserDetailList: [userDetail('lucy'), userDetail('lucy')] },
      'UserDetailList[1]',
      false,
    ],
    [
      'a group that is not in the file',
      { UserDetailList: [userDetail('lucy', { GroupList: ['ghosts'] })] },
      'UserDetailList[0].GroupList',
      true,
    ],
    [
      'a policy that is not in the file',
      { UserDetailList: [userDetail('lucy', { AttachedManagedPolicies: [{ PolicyArn: policyArn('ghost') }] })] },
      'UserDetailList[0].AttachedManagedPolicies',
      true,
    ],
    ['a page that was cut off', { UserDetailList: [userDetail('lucy')], IsTruncated: true }, 'IsTruncated', true],
  ])('name the place of %s', (_, details, place, taken) => {
    const { preview, documents } = read(details);
    expect(preview.remarks).toEqual([{ place, message: expect.stringMatching(/\.$|is not|Invalid/), taken }]);
    expect(documents.filter((document) => document.type === 'user')).toHaveLength(1);
  });

  test('name the page too, where there are several', () => {
    const pages = [{ UserDetailList: [userDetail('lucy')] }, { UserDetailList: [userDetail('emma', { Arn: 'emma' })] }];
    expect(read(pages).preview.remarks.map(({ place }) => place)).toEqual(['[1].UserDetailList[0].Arn']);
  });

  test('are made once for a member that every entry has', () => {
    const details = { UserDetailList: ['a', 'b', 'c'].map((name) => userDetail(name, { Shoes: 'red' })) };
    expect(read(details).preview.remarks).toHaveLength(1);
  });
});

describe('a file that cannot be imported', () => {
  test.each([
    ['{"UserDetailList": [\n  {"Path": "/",}\n]}', 2, 16],
    ['{"UserDetailList": [', 1, 21],
    ['<html>', 1, 1],
    ['{"UserDetailList": []}\n{"UserDetailList": [}', 2, 21],
    ['{"UserDetailList": []} and so on', 1, 24],
    ['', 1, 1],
  ])('because it is not JSON is told with line and column: %j', (text, line, column) => {
    expect(() => previewImport('details.json', text)).toThrow(
      expect.objectContaining({ code: 'NotJson', place: `details.json:${line}:${column}` }),
    );
  });

  test('because it is too large is told with its size, the limit and the mend', () => {
    const text = ' '.repeat(MAX_IMPORT_BYTES + 1);
    expect(() => previewImport('huge.json', text)).toThrow(
      expect.objectContaining({
        code: 'ImportTooLarge',
        message: 'The file has 65 MB; Gatehouse imports up to 64 MB.',
        mend: expect.stringContaining('--filter'),
      }),
    );
  });

  test.each([
    ['is a list of numbers', [1, 2]],
    ['is an object of another kind', { name: 'gatehouse', version: '1.0.0' }],
    ['is null', null],
    ['holds only empty lists', { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] }],
  ])('because it %s', (_, details) => {
    expect(() => read(details)).toThrow(expect.objectContaining({ code: 'NotAuthorizationDetails' }));
  });

  test('because it mixes accounts names both, and where', () => {
    const other = userDetail('mallory', { Arn: 'arn:aws:iam::210987654321:user/mallory' });
    expect(() => read({ UserDetailList: [userDetail('lucy'), other] })).toThrow(
      expect.objectContaining({
        code: 'SeveralAccounts',
        message: expect.stringMatching(/123456789012 at UserDetailList\[0\], 210987654321 at UserDetailList\[1\]/),
      }),
    );
  });

  test('because two users have the same name names both places', () => {
    const details = { UserDetailList: [userDetail('lucy'), userDetail('emma'), userDetail('Lucy')] };
    expect(() => read(details)).toThrow(
      expect.objectContaining({
        code: 'SameName',
        message: expect.stringMatching(/UserDetailList\[0\].*UserDetailList\[2\]/),
      }),
    );
  });
});

const passkey = (owner: string, userName: string | null): MfaDeviceDocument => ({
  type: 'mfaDevice',
  arn: `arn:aws:iam::${ACCOUNT_ID}:u2f/${owner}/laptop`,
  kind: 'passkey',
  seedId: null,
  passkey: { id: 'aWQ', publicKey: 'cHVibGlj', counter: 3, transports: ['internal'], deviceType: 'multiDevice' },
  accountId: ACCOUNT_ID,
  virtualMfaDeviceName: 'laptop',
  path: '/',
  createDate: '2026-01-01T00:00:00.000Z',
  enableDate: '2026-01-01T00:00:00.000Z',
  userName,
  lastAcceptedStep: null,
  driftSteps: 0,
  tags: [],
});

describe('exporting', () => {
  const secrets = { set: () => undefined };
  const tools = { clock: fixedClock, random: countingRandom(), secrets };
  test('the sample and importing it gives the sample back, but for its access keys', () => {
    const sample = sampleAccount(tools);
    const exported = exportAccount(createModel(sample), ACCOUNT_ID);
    const { documents, preview } = previewImport(exported.fileName, exported.text);
    expect(sorted(documents)).toEqual(sorted(withoutKeys(sample)));
    expect(preview.remarks.filter(({ taken }) => !taken).map(({ place }) => place)).toEqual([
      'Gatehouse.users[0].accessKeys[0]',
      'Gatehouse.users[2].accessKeys[0]',
    ]);
    expect(exported).toMatchObject({
      fileName: 'gatehouse-shop.json',
      leftOut: [
        expect.objectContaining({ what: 'The secrets of 2 access keys' }),
        expect.objectContaining({ what: 'The history of changes and the decision timeline' }),
      ],
    });
  });

  test('any account and importing it gives it back', () => {
    const layouts = fc.constantFrom(
      JSON.stringify(ALLOW),
      JSON.stringify(ALLOW, null, 2),
      JSON.stringify(ALLOW, null, '\t'),
    );
    const names = fc.uniqueArray(fc.stringMatching(/^[a-zA-Z0-9+=,.@_-]{1,12}$/), {
      maxLength: 4,
      selector: (name) => name.toLowerCase(),
    });
    const inlinePolicies = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), layouts, { noNullPrototype: true });
    const tags = fc.uniqueArray(fc.record({ Key: fc.string({ minLength: 1, maxLength: 9 }), Value: fc.string() }), {
      selector: (tag) => tag.Key,
      maxLength: 3,
    });
    const documents = fc
      .record({
        names,
        inlinePolicies,
        tags,
        text: layouts,
        description: fc.string(),
        hours: fc.integer({ min: 1, max: 12 }),
      })
      .map(({ names: all, inlinePolicies: own, tags: labels, text, description, hours }): ModelDocument[] => [
        {
          ...accountDocument({ accountId: ACCOUNT_ID, name: 'Any', rootEmail: 'root@example.com' }, fixedClock),
          alias: 'any',
        },
        ...all.flatMap((name): ModelDocument[] => [
          user(name, { inlinePolicies: own, tags: labels, groups: all, permissionsBoundary: policyArn(name) }),
          group(name, { inlinePolicies: own, attachedPolicies: all.map(policyArn) }),
          role(name, { assumeRolePolicyDocument: text, description, maxSessionDuration: hours * 3600, tags: labels }),
          { ...managedPolicy(name, text), tags: labels, description, lastVersionNumber: hours },
        ]),
      ]);
    fc.assert(
      fc.property(documents, (account) => {
        const { text } = exportAccount(createModel(account), ACCOUNT_ID);
        const again = previewImport('any.json', text);
        expect(again.preview.remarks).toEqual([]);
        expect(sorted(again.documents)).toEqual(sorted(account));
      }),
    );
  });

  test('writes the form that AWS’s own command prints', () => {
    const model = createModel([
      accountDocument({ accountId: ACCOUNT_ID, name: 'Shop', rootEmail: null }, fixedClock),
      user('lucy', { inlinePolicies: { all: JSON.stringify(ALLOW) }, attachedPolicies: [policyArn('read')] }),
      managedPolicy('read', JSON.stringify(ALLOW)),
    ]);
    expect(JSON.parse(exportAccount(model, ACCOUNT_ID).text)).toMatchObject({
      UserDetailList: [
        {
          UserName: 'lucy',
          UserPolicyList: [{ PolicyName: 'all', PolicyDocument: ALLOW }],
          AttachedManagedPolicies: [{ PolicyName: 'read', PolicyArn: policyArn('read') }],
        },
      ],
      GroupDetailList: [],
      RoleDetailList: [],
      Policies: [
        { AttachmentCount: 1, PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: ALLOW }] },
      ],
    });
  });

  test('says which credentials stay behind', () => {
    const mfa = 'arn:aws:iam::123456789012:mfa/phone';
    const model = createModel([
      accountDocument({ accountId: ACCOUNT_ID, name: 'Shop', rootEmail: null }, fixedClock),
      user('lucy', {
        accessKeys: [activeKey('AKIALUCY')],
        loginProfile: loginProfile(),
        mfaDevices: [mfa],
      }),
    ]);
    const exported = exportAccount(model, ACCOUNT_ID);
    expect(exported.leftOut.slice(0, 2).map(({ what }) => what)).toEqual(['The secrets of 1 access key', '1 password']);
    const again = previewImport('again.json', exported.text);
    expect(theUser(again)).toMatchObject({ accessKeys: [], loginProfile: null, mfaDevices: [] });
    expect(again.preview.remarks.map(({ message }) => message)).toEqual([
      'The access key AKIALUCY has no secret in the file. Make a new one.',
      'The password has no secret in the file. Make a new one.',
      `The MFA device ${mfa} has no secret in the file. Make a new one.`,
    ]);
  });

  test('carries passkeys, of which nothing is secret, to whoever has them', () => {
    const [lucys, roots] = [passkey('user/lucy', 'lucy'), passkey('root', null)];
    const phone = `arn:aws:iam::${ACCOUNT_ID}:mfa/phone`;
    const model = createModel([
      {
        ...accountDocument({ accountId: ACCOUNT_ID, name: 'Shop', rootEmail: null }, fixedClock),
        rootMfaDevices: [roots.arn],
      },
      user('lucy', { mfaDevices: [phone, lucys.arn] }),
      lucys,
      roots,
    ]);
    const exported = exportAccount(model, ACCOUNT_ID);
    expect(JSON.stringify(exported.leftOut)).not.toContain('MFA');
    const again = previewImport('again.json', exported.text);
    expect(again.documents.filter(({ type }) => type === 'mfaDevice')).toEqual([roots, lucys]);
    expect(theUser(again)).toMatchObject({ mfaDevices: [lucys.arn] });
    expect(again.documents.find(({ type }) => type === 'account')).toMatchObject({ rootMfaDevices: [roots.arn] });
    expect(again.preview.remarks.map(({ place, message }) => [place, message])).toEqual([
      [
        expect.stringMatching(/users\[0\]\.mfaDevices\[0\]$/),
        `The MFA device ${phone} has no secret in the file. Make a new one.`,
      ],
    ]);
  });

  test('takes a policy that somebody changed in the file as the file has it', () => {
    const model = createModel([
      accountDocument({ accountId: ACCOUNT_ID, name: 'Shop', rootEmail: null }, fixedClock),
      user('lucy', { inlinePolicies: { all: JSON.stringify(ALLOW) } }),
    ]);
    const text = exportAccount(model, ACCOUNT_ID).text.replace('"Action": "s3:*"', '"Action": "s3:Get*"');
    const again = previewImport('reviewed.json', text);
    expect(theUser(again).inlinePolicies.all).toContain('s3:Get*');
    expect(again.preview.remarks.map(({ place }) => place)).toEqual(['Gatehouse.policyLayouts[0]']);
  });

  test('leaves the organization behind, and says so', () => {
    const account = accountDocument({ accountId: ACCOUNT_ID, name: 'Shop', rootEmail: null }, fixedClock);
    const member = organizationAccount(ACCOUNT_ID);
    const { text, leftOut } = exportAccount(
      createModel([account, organization(), organizationRoot(), member]),
      ACCOUNT_ID,
    );
    expect(previewImport('shop.json', text).documents).toEqual([account]);
    expect(leftOut.map(({ what }) => what)).toContain('The organization, its units and its policies');
  });

  test('an account that is not there is refused', () => {
    expect(() => exportAccount(createModel([]), ACCOUNT_ID)).toThrow(
      expect.objectContaining({ code: 'AccountNotFound' }),
    );
  });
});
