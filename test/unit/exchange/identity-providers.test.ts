import { describe, expect, test } from 'vitest';
import type { ModelDocument } from '../../../src-shared/model/documents.ts';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { accountDocument } from '../../../src-main/account/new-account.ts';
import { exportAccount } from '../../../src-main/exchange/export-account.ts';
import { previewImport } from '../../../src-main/exchange/import-authorization-details.ts';
import { ACCOUNT_ID, iamArn, user } from '../../fixtures/account-documents.ts';
import { fixedClock } from '../../fixtures/fixed-tools.ts';

const CREATED = '2026-01-01T00:00:00Z';
const OIDC: ModelDocument = {
  type: 'openIdConnectProvider',
  arn: iamArn('oidc-provider/idp.example.com'),
  accountId: ACCOUNT_ID,
  url: 'idp.example.com',
  clientIdList: ['shop'],
  thumbprintList: [],
  createDate: CREATED,
  tags: [{ Key: 'team', Value: 'shop' }],
  jwks: { keys: [{ kty: 'RSA', kid: 'k', n: 'AQAB', e: 'AQAB' }] },
  signingKeyId: 'k',
};
const SAML: ModelDocument = {
  type: 'samlProvider',
  arn: iamArn('saml-provider/corp'),
  accountId: ACCOUNT_ID,
  name: 'corp',
  samlMetadataDocument: '<EntityDescriptor/>',
  samlProviderUuid: 'SAMLSPABCDEFGHIJKLMNOP',
  createDate: CREATED,
  validUntil: '2126-01-01T00:00:00Z',
  tags: [],
  signingKeyId: 'f',
};

describe('Identity providers', () => {
  test('travel with an exported account, but for the keys that local ones sign with', () => {
    const account = accountDocument({ accountId: ACCOUNT_ID, name: 'shop', rootEmail: null }, fixedClock);
    const { text, leftOut } = exportAccount(createModel([account, user('lucy'), OIDC, SAML]), ACCOUNT_ID);
    expect(leftOut.map(({ what }) => what)).toContain('The signing keys of 2 local identity providers');
    const { documents } = previewImport('shop.json', text);
    expect(documents.filter(({ type }) => type === 'openIdConnectProvider' || type === 'samlProvider')).toEqual([
      { ...OIDC, signingKeyId: null },
      { ...SAML, signingKeyId: null },
    ]);
  });
});
