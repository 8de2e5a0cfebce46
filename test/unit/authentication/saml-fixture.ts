import { SignedXml } from 'xml-crypto';
import type { AssertionForm } from '../../../src-shared/contract/identity-provider.ts';
import type { SamlProviderDocument } from '../../../src-shared/model/documents.ts';
import { mintAssertion } from '../../../src-main/identity-provider/saml-assertion.ts';
import { type LocalSamlProvider, newLocalSamlProvider } from '../../../src-main/identity-provider/saml-provider.ts';
import { systemRandom } from '../../../src-main/random.ts';

export const NOW = new Date('2026-01-02T03:04:05Z');
export const ACCOUNT_ID = '123456789012';
export const ENTITY_ID = 'https://corp.idp.example/saml';
export const PROVIDER_ARN = `arn:aws:iam::${ACCOUNT_ID}:saml-provider/corp` as const;
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT_ID}:role/developer` as const;

export const FORM: AssertionForm = {
  subject: 'lucy',
  subjectFormat: 'persistent',
  roleArns: [ROLE_ARN],
  sessionName: 'lucy@example.com',
  sessionDuration: null,
  tags: [],
  transitiveTagKeys: [],
  sourceIdentity: null,
  lifetimeSeconds: 300,
  attributes: {},
};

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** How a message is signed; what is left out is as it should be. */
export interface Signing {
  readonly over?: 'Assertion' | 'Response';
  readonly privateKey?: string;
  readonly signatureAlgorithm?: string;
  readonly digestAlgorithm?: string;
  readonly canonicalization?: string;
}

/** A SAML provider with its key, and messages of it. */
export class SamlFixture {
  readonly local: LocalSamlProvider;
  readonly provider: SamlProviderDocument;

  private constructor(local: LocalSamlProvider) {
    this.local = local;
    this.provider = {
      type: 'samlProvider',
      arn: PROVIDER_ARN,
      accountId: ACCOUNT_ID,
      name: 'corp',
      samlMetadataDocument: local.metadata,
      samlProviderUuid: 'SAMLSPABCDEFGHIJKLMNOP',
      createDate: '2026-01-01T00:00:00Z',
      validUntil: '2126-01-01T00:00:00Z',
      tags: [],
      signingKeyId: local.keyId,
    };
  }

  static async make(): Promise<SamlFixture> {
    return new SamlFixture(await newLocalSamlProvider(ENTITY_ID, { now: NOW, random: systemRandom }));
  }

  /** A response with a signed assertion in it, as XML. */
  minted(form: Partial<AssertionForm> = {}): string {
    const { privateKey } = this.local;
    const of = { arn: PROVIDER_ARN, entityId: ENTITY_ID, privateKey };
    return mintAssertion({ ...FORM, ...form }, of, { now: NOW, random: systemRandom }).xml;
  }

  /** The same without a signature. */
  unsigned(form: Partial<AssertionForm> = {}): string {
    return withoutSignature(this.minted(form));
  }

  /** Signs one element of a message. */
  sign(xml: string, signing: Signing = {}): string {
    const { over = 'Assertion', canonicalization = EXCLUSIVE } = signing;
    const signer = new SignedXml({
      privateKey: signing.privateKey ?? this.local.privateKey,
      signatureAlgorithm: signing.signatureAlgorithm ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      canonicalizationAlgorithm: canonicalization,
    });
    signer.addReference({
      xpath: `//*[local-name(.)='${over}']`,
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', canonicalization],
      digestAlgorithm: signing.digestAlgorithm ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
    });
    const reference = `//*[local-name(.)='${over}']/*[local-name(.)='Issuer']`;
    signer.computeSignature(xml, { prefix: 'ds', location: { reference, action: 'after' } });
    return signer.getSignedXml();
  }
}

export function withoutSignature(xml: string): string {
  return xml.replaceAll(/<ds:Signature [\s\S]*?<\/ds:Signature>/g, '');
}

/** As AssumeRoleWithSAML takes it. */
export function encode(xml: string): string {
  return Buffer.from(xml).toString('base64');
}
