import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../../src-shared/errors.ts';
import { checkSamlAssertion, type SamlIdentity } from '../../../src-main/authentication/saml-assertion.ts';
import {
  ACCOUNT_ID,
  encode,
  ENTITY_ID,
  NOW,
  PROVIDER_ARN,
  ROLE_ARN,
  SamlFixture,
  withoutSignature,
} from './saml-fixture.ts';

let idp: SamlFixture;
beforeAll(async () => {
  idp = await SamlFixture.make();
});

function check(xml: string, now = NOW, roleArn: string = ROLE_ARN): SamlIdentity {
  return checkSamlAssertion(encode(xml), { provider: idp.provider, roleArn }, now);
}

/** What a response is refused with; null when it is taken. */
function refusal(xml: string, now = NOW): { code: string; status: number; message: string } | null {
  try {
    check(xml, now);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    return { code: thrown.code, status: thrown.httpStatus, message: thrown.message };
  }
}

const invalid = (message: string) => ({ code: 'InvalidIdentityToken', status: 400, message });
const SIGNATURE_INVALID = invalid('Response signature invalid');
const NOT_SAML = invalid('Invalid base64 SAMLResponse');
const NOT_AUTHORIZED = {
  code: 'AccessDenied',
  status: 403,
  message: 'Not authorized to perform sts:AssumeRoleWithSAML',
};
const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
describe('An assertion that is right says who comes', () => {
  it('names the provider, the subject and its kind, the issuer and the recipient', () => {
    expect(check(idp.minted())).toMatchObject({
      principal: { kind: 'federated', provider: PROVIDER_ARN, providerAccountId: ACCOUNT_ID, subject: 'lucy' },
      subject: 'lucy',
      subjectType: 'persistent',
      issuer: ENTITY_ID,
      audience: 'https://signin.aws.amazon.com/saml',
      asserted: { sessionName: 'lucy@example.com', tags: [], sourceIdentity: null, notOnOrAfter: null },
    });
  });

  it.each([
    ['the assertion', () => idp.sign(idp.unsigned())],
    ['the response', () => idp.sign(idp.unsigned(), { over: 'Response' })],
    ['both', () => idp.sign(idp.sign(idp.unsigned()), { over: 'Response' })],
  ])('%s may be signed', (_what, make) => {
    expect(check(make()).subject).toBe('lucy');
  });

  it('may be signed by RSA with SHA-512', () => {
    const signing = {
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha512',
    };
    expect(check(idp.sign(idp.unsigned(), signing)).subject).toBe('lucy');
  });

  it('may be used again within its five minutes, since AWS keeps no list of those that were', () => {
    const xml = idp.minted();
    expect([check(xml).subject, check(xml, minutes(4)).subject]).toEqual(['lucy', 'lucy']);
  });

  it('may come with line breaks in its base64, as forms send it', () => {
    const encoded = encode(idp.minted()).replaceAll(/.{76}/g, '$&\r\n');
    expect(checkSamlAssertion(encoded, { provider: idp.provider, roleArn: ROLE_ARN }, NOW).subject).toBe('lucy');
  });

  it.each([
    'https://signin.aws.amazon.com/saml',
    'https://eu-central-1.signin.aws.amazon.com/saml',
    'https://signin.aws.amazon.com/saml/acs/SAMLSPABCDEF',
  ])('may be sent to %s', (recipient) => {
    const xml = idp.unsigned().replace(/Recipient="[^"]*"/, `Recipient="${recipient}"`);
    expect(check(idp.sign(xml)).audience).toBe(recipient);
  });

  it.each([
    ['urn:oasis:names:tc:SAML:2.0:nameid-format:transient', 'transient'],
    ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', 'emailAddress'],
    ['https://example.com/format', 'https://example.com/format'],
  ])('gives the NameID format %s as %s', (format, shown) => {
    const xml = idp.unsigned().replace(/Format="[^"]*"/, `Format="${format}"`);
    expect(check(idp.sign(xml)).subjectType).toBe(shown);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml-attribute-mapping
  it('maps attributes to condition keys', () => {
    const attributes = {
      'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': ['staff', 'member'],
      'urn:oid:1.3.6.1.4.1.5923.1.1.1.3': ['ou=shop', 'ou=second'],
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': ['lucy@example.com'],
      'https://example.com/unknown': ['x'],
    };
    expect(check(idp.minted({ attributes })).federation).toEqual({
      protocol: 'saml',
      provider: PROVIDER_ARN,
      attributes: {
        edupersonaffiliation: ['staff', 'member'],
        edupersonorgdn: 'ou=shop',
        mail: 'lucy@example.com',
        aud: 'https://signin.aws.amazon.com/saml',
        iss: ENTITY_ID,
        sub: 'lucy',
        sub_type: 'persistent',
      },
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-saml
  it('sets session tags, those that are transitive, and a source identity', () => {
    const form = { tags: [{ Key: 'team', Value: 'shop' }], transitiveTagKeys: ['team'], sourceIdentity: 'lucy' };
    expect(check(idp.minted(form)).asserted).toMatchObject(form);
  });

  it('sets an end to the session by SessionNotOnOrAfter', () => {
    const end = minutes(20);
    const xml = idp
      .unsigned()
      .replace('<saml:AuthnStatement', `<saml:AuthnStatement SessionNotOnOrAfter="${end.toISOString()}"`);
    expect(check(idp.sign(xml)).asserted.notOnOrAfter).toEqual(end);
  });
});

/** The parts of a response with a signed assertion, to put together wrongly. */
function taken(xml: string) {
  const assertion = /<saml:Assertion [\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? '';
  const signature = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? '';
  const [before = '', after = ''] = xml.split(assertion);
  const plain = withoutSignature(assertion);
  /** Says that it is for root, under an ID of its own. */
  const evil = plain.replace('>lucy<', '>root<').replace(/ID="[^"]*"/, 'ID="_evil"');
  return { assertion, signature, before, after, plain, evil };
}

const into = (element: string, content: string): string => element.replace(/<\/[\w:]+>$/, (end) => content + end);
const afterIssuer = (element: string, content: string): string =>
  element.replace('</saml:Issuer>', `</saml:Issuer>${content}`);

// Somorovsky et al., On Breaking SAML: Be Whoever You Want to Be (USENIX Security 2012), as the eight variants that
// testing tools number.
describe('Signature wrapping is refused', () => {
  it.each<[string, () => string]>([
    [
      '1: the signed response within the signature of another',
      () => {
        const signed = idp.sign(idp.unsigned(), { over: 'Response' });
        const signature = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(signed)?.[0] ?? '';
        const original = withoutSignature(signed);
        const evil = original.replace('>lucy<', '>root<').replace(/ID="[^"]*"/, 'ID="_evil"');
        return afterIssuer(evil, into(signature, original));
      },
    ],
    [
      '2: the signed response beside its signature, in another',
      () => {
        const signed = idp.sign(idp.unsigned(), { over: 'Response' });
        const signature = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(signed)?.[0] ?? '';
        const original = withoutSignature(signed);
        const evil = original.replace('>lucy<', '>root<').replace(/ID="[^"]*"/, 'ID="_evil"');
        return afterIssuer(evil, original + signature);
      },
    ],
    [
      '3: another assertion in front of the signed one',
      () => {
        const { before, evil, assertion, after } = taken(idp.minted());
        return before + evil + assertion + after;
      },
    ],
    [
      '4: the signed assertion within another',
      () => {
        const { before, evil, assertion, after } = taken(idp.minted());
        return before + into(evil, assertion) + after;
      },
    ],
    [
      '5: the signature in another assertion, the signed one behind it',
      () => {
        const { before, evil, plain, signature, after } = taken(idp.minted());
        return before + afterIssuer(evil, signature) + plain + after;
      },
    ],
    [
      '6: the signed assertion within the signature of another',
      () => {
        const { before, evil, plain, signature, after } = taken(idp.minted());
        return before + afterIssuer(evil, into(signature, plain)) + after;
      },
    ],
    [
      '7: another assertion of the same ID within Extensions',
      () => {
        const { before, plain, assertion, after } = taken(idp.minted());
        const evil = plain.replace('>lucy<', '>root<');
        return `${before}<samlp:Extensions>${evil}</samlp:Extensions>${assertion}${after}`;
      },
    ],
    [
      '8: the signed assertion in an Object of the signature of another of its ID',
      () => {
        const { before, plain, signature, after } = taken(idp.minted());
        const evil = plain.replace('>lucy<', '>root<');
        return before + afterIssuer(evil, into(signature, `<ds:Object>${plain}</ds:Object>`)) + after;
      },
    ],
    [
      'another assertion behind the signed one',
      () => {
        const { before, evil, assertion, after } = taken(idp.minted());
        return before + assertion + evil + after;
      },
    ],
    [
      'another assertion in a namespace of its own',
      () => {
        const { before, evil, assertion, after } = taken(idp.minted());
        return before + evil.replaceAll('saml:', '') + assertion + after;
      },
    ],
    [
      'a signed response that holds two assertions',
      () => {
        const { before, evil, plain, after } = taken(idp.minted());
        return idp.sign(before + plain + evil + after, { over: 'Response' });
      },
    ],
  ])('%s', (_what, make) => {
    const wrapped = make();
    expect(wrapped).toContain('root');
    expect(refusal(wrapped)?.code).toBe('InvalidIdentityToken');
  });
});

describe('Changes of what is signed are refused', () => {
  it.each<[string, () => string]>([
    ['no signature', () => idp.unsigned()],
    ['a changed subject', () => idp.minted().replace('>lucy<', '>root<')],
    ['a changed role', () => idp.minted().replaceAll('role/developer', 'role/administrator')],
    [
      'an attribute more',
      () => idp.minted().replace('</saml:AttributeStatement>', '<saml:Attribute Name="x"/></saml:AttributeStatement>'),
    ],
    ['a longer life', () => idp.minted().replaceAll(/NotOnOrAfter="2026/g, 'NotOnOrAfter="2099')],
    [
      'the key of somebody else',
      () => {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        return idp.sign(idp.unsigned(), { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() });
      },
    ],
    [
      'a good signature of the assertion, and a changed response that is signed as well',
      () =>
        idp
          .sign(idp.sign(idp.unsigned()), { over: 'Response' })
          .replace('Destination="https://signin', 'Destination="https://evil'),
    ],
    ['an empty signature value', () => idp.minted().replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>')],
    [
      'SHA-1 as signature',
      () => idp.sign(idp.unsigned(), { signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
    ],
    ['SHA-1 as digest', () => idp.sign(idp.unsigned(), { digestAlgorithm: 'http://www.w3.org/2000/09/xmldsig#sha1' })],
    [
      'canonicalization that keeps comments',
      () => idp.sign(idp.unsigned(), { canonicalization: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments' }),
    ],
    [
      'a signature by HMAC',
      () =>
        idp
          .minted()
          .replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'),
    ],
    ['a reference to the whole document', () => idp.minted().replace(/URI="#[^"]*"/, 'URI=""')],
    ['a second reference', () => idp.minted().replace(/<ds:Reference [\s\S]*<\/ds:Reference>/, '$&$&')],
    ['two signatures in one place', () => idp.minted().replace(/<ds:Signature [\s\S]*<\/ds:Signature>/, '$&$&')],
    [
      'a signature that stands elsewhere',
      () => {
        const { before, plain, signature, after } = taken(idp.minted());
        return before + into(plain, `<saml:Advice>${signature}</saml:Advice>`) + after;
      },
    ],
  ])('%s', (_what, make) => {
    expect(refusal(make())).toEqual(SIGNATURE_INVALID);
  });

  it('an assertion whose ID another element has too', () => {
    const xml = idp.minted();
    const id = /<saml:Assertion ID="([^"]*)"/.exec(xml)?.[1] ?? '';
    expect(refusal(xml.replace('<samlp:Status>', `<samlp:Status Id="${id}">`))).toEqual(NOT_SAML);
  });

  // https://duo.com/blog/duo-finds-saml-vulnerabilities-affecting-multiple-implementations
  it('a comment within the NameID cuts nothing off: comments are not signed, and the whole text is read', () => {
    const xml = idp.minted({ subject: 'lucy@example.com.evil.com' });
    expect(check(xml.replace('lucy@example.com', 'lucy@example.com<!-- -->')).subject).toBe(
      'lucy@example.com.evil.com',
    );
  });
});

describe('What is no plain SAML response is refused', () => {
  it.each<[string, () => string]>([
    ['a text', () => 'hello'],
    ['XML that is not well formed', () => idp.minted().slice(0, -10)],
    ['an assertion without a response', () => taken(idp.minted()).assertion],
    [
      'a response without an assertion',
      () =>
        idp
          .minted()
          .replace(taken(idp.minted()).assertion, '')
          .replace(/<saml:Assertion[\s\S]*<\/saml:Assertion>/, ''),
    ],
    ['a document type declaration', () => `<!DOCTYPE x [<!ENTITY e "root">]>${idp.minted()}`],
    [
      'a document type declaration from elsewhere',
      () => `<!DOCTYPE x SYSTEM "https://evil.example.com/x.dtd">${idp.minted()}`,
    ],
    ['a billion laughs', () => `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>`],
    ['a processing instruction', () => `<?xml-stylesheet href="x"?>${idp.minted()}`],
    [
      'elements a thousand deep',
      () => idp.minted().replace('<samlp:Status>', `${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}<samlp:Status>`),
    ],
    ['another version of SAML', () => idp.sign(idp.unsigned().replaceAll('Version="2.0"', 'Version="1.1"'))],
    ['a time that is none', () => idp.sign(idp.unsigned().replace(/NotBefore="[^"]*"/, 'NotBefore="yesterday"'))],
  ])('%s', (_what, make) => {
    expect(refusal(make())).toEqual(NOT_SAML);
  });

  it.each(['***', '', '=', 'w7/DvwD/'])('base64 that is none, or holds no UTF-8: %j', (encoded) => {
    expect(() => checkSamlAssertion(encoded, { provider: idp.provider, roleArn: ROLE_ARN }, NOW)).toThrow(
      'Invalid base64 SAMLResponse',
    );
  });

  it('an encrypted assertion, which there is no key to open', () => {
    const xml = idp.unsigned().replaceAll('saml:Assertion', 'saml:EncryptedAssertion');
    expect(refusal(xml)).toEqual(invalid('The assertion is encrypted, and the provider has no private key to open it'));
  });
});

/** A response that was signed after a part of it was replaced. */
const edited = (from: string | RegExp, to: string) => () => idp.sign(idp.unsigned().replace(from, to));
const attribute = (name: string) =>
  new RegExp(`<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/${name}">.*?</saml:Attribute>`);

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
describe('A signed assertion that AWS would not take is refused in its words', () => {
  const NO_CONFIRMATION = invalid(
    'SAML Assertion must contain exactly one bearer SubjectConfirmation with a Recipient and NotOnOrAfter',
  );

  it.each<[string, () => string, ReturnType<typeof invalid>]>([
    [
      'another issuer',
      edited(/(<saml:Assertion [^>]*><saml:Issuer>)[^<]*/, '$1https://evil.example.com'),
      invalid('Issuer not present in specified provider'),
    ],
    [
      'another audience',
      edited('urn:amazon:webservices', 'urn:example:other'),
      invalid('Response does not contain the required audience.'),
    ],
    [
      'no audience',
      edited(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, ''),
      invalid('Response does not contain the required audience.'),
    ],
    [
      'another recipient',
      edited(/Recipient="[^"]*"/, 'Recipient="https://evil.example.com/saml"'),
      invalid('The recipient of the SAML assertion is not AWS'),
    ],
    [
      'a recipient that only begins as AWS does',
      edited(/Recipient="[^"]*"/, 'Recipient="https://signin.aws.amazon.com.evil.com/saml"'),
      invalid('The recipient of the SAML assertion is not AWS'),
    ],
    ['no recipient', edited(/ Recipient="[^"]*"/, ''), NO_CONFIRMATION],
    [
      'no end of the confirmation',
      edited(/(<saml:SubjectConfirmationData) NotOnOrAfter="[^"]*"/, '$1'),
      NO_CONFIRMATION,
    ],
    ['a confirmation by a key instead of bearer', edited('cm:bearer', 'cm:holder-of-key'), NO_CONFIRMATION],
    [
      'two confirmations',
      edited(/<saml:SubjectConfirmation [\s\S]*<\/saml:SubjectConfirmation>/, '$&$&'),
      NO_CONFIRMATION,
    ],
    [
      'a response to another request than the assertion is',
      () =>
        idp.sign(
          idp
            .unsigned()
            .replace('<samlp:Response ', '<samlp:Response InResponseTo="_a" ')
            .replace('<saml:SubjectConfirmationData ', '<saml:SubjectConfirmationData InResponseTo="_b" '),
        ),
      invalid('The SAML response and its assertion answer different requests'),
    ],
    [
      'no session name',
      edited(attribute('RoleSessionName'), ''),
      invalid('RoleSessionName is required in AuthnResponse'),
    ],
    [
      'a session name with a space',
      edited('>lucy@example.com<', '>lucy smith<'),
      invalid('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}'),
    ],
    ['no NameID', edited(/<saml:NameID.*<\/saml:NameID>/, ''), NOT_AUTHORIZED],
    ['no role', edited(attribute('Role'), ''), NOT_AUTHORIZED],
    ['a role of another provider', edited(`,${PROVIDER_ARN}`, `,${PROVIDER_ARN}-2`), NOT_AUTHORIZED],
    ['another role', edited(`${ROLE_ARN},`, `${ROLE_ARN}-2,`), NOT_AUTHORIZED],
  ])('%s', (_what, make, refused) => {
    expect(refusal(make())).toEqual(refused);
  });

  it('takes role and provider in either order', () => {
    const xml = idp.unsigned().replace(`${ROLE_ARN},${PROVIDER_ARN}`, `${PROVIDER_ARN}, ${ROLE_ARN}`);
    expect(refusal(idp.sign(xml))).toBeNull();
  });

  it('says that the provider itself refused', () => {
    const xml = idp.minted().replace('status:Success', 'status:AuthnFailed');
    expect(refusal(xml)?.code).toBe('IDPRejectedClaim');
  });

  it('says that a source identity is not one', () => {
    const message = 'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"';
    expect(refusal(idp.minted({ sourceIdentity: 'lucy smith' }))).toEqual(invalid(message));
  });

  it('takes no metadata that has expired', () => {
    const provider = { ...idp.provider, validUntil: NOW.toISOString() };
    expect(() => checkSamlAssertion(encode(idp.minted()), { provider, roleArn: ROLE_ARN }, NOW)).toThrow(
      'The metadata of the specified provider has expired or cannot be read',
    );
  });
});

describe('Time', () => {
  it('an assertion must be redeemed within five minutes of issuance', () => {
    const xml = idp.minted({ lifetimeSeconds: 3600 });
    expect(refusal(xml, minutes(5))).toBeNull();
    expect(refusal(xml, new Date(minutes(5).getTime() + 1))).toEqual({
      code: 'ExpiredTokenException',
      status: 400,
      message: 'Token must be redeemed within 5 minutes of issuance',
    });
  });

  it('an assertion ends when it says so', () => {
    const xml = idp.minted({ lifetimeSeconds: 60 });
    expect(refusal(xml, new Date(minutes(1).getTime() - 1))).toBeNull();
    expect(refusal(xml, minutes(1))?.code).toBe('ExpiredTokenException');
  });

  it('the confirmation of its subject may end before it', () => {
    const xml = idp.unsigned({ lifetimeSeconds: 240 });
    const end = minutes(1).toISOString();
    const shorter = xml.replace(/(SubjectConfirmationData NotOnOrAfter=")[^"]*/, `$1${end}`);
    expect(refusal(idp.sign(shorter), minutes(2))?.code).toBe('ExpiredTokenException');
  });

  it('an assertion of tomorrow is not valid yet', () => {
    expect(refusal(idp.minted(), new Date(NOW.getTime() - 1))).toEqual(invalid('The SAML assertion is not valid yet'));
  });
});
