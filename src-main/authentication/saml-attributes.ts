import type { Assertions } from '../request/federation-context.ts';

/**
 * Attributes of an assertion that are context keys of trust policies: by the attribute's name, the key behind `saml:` and
 * whether it holds a list. AWS's table has two object identifiers with a full stop missing; both spellings are taken.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml-attribute-mapping
 */
const KEYS: Readonly<Record<string, { readonly key: string; readonly list?: true }>> = {
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': { key: 'edupersonaffiliation', list: true },
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.2': { key: 'edupersonnickname', list: true },
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.3': { key: 'edupersonorgdn' },
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.4': { key: 'edupersonorgunitdn', list: true },
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.5': { key: 'edupersonprimaryaffiliation' },
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.6': { key: 'edupersonprincipalname' },
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.7': { key: 'edupersonentitlement', list: true },
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.8': { key: 'edupersonprimaryorgunitdn' },
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.9': { key: 'edupersonscopedaffiliation', list: true },
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.10': { key: 'edupersontargetedid', list: true },
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.11': { key: 'edupersonassurance', list: true },
  'urn:oid:1.3.6.1.4.1.5923.1.2.1.2': { key: 'eduorghomepageuri', list: true },
  'urn:oid:1.3.6.1.4.1.5923.1.2.1.3': { key: 'eduorgidentityauthnpolicyuri', list: true },
  'urn:oid:1.3.6.1.4.1.5923.1.2.1.4': { key: 'eduorglegalname', list: true },
  'urn:oid:1.3.6.1.4.1.5923.1.2.1.5': { key: 'eduorgsuperioruri', list: true },
  'urn:oid:1.3.6.1.4.1.5923.1.2.1.6': { key: 'eduorgwhitepagesuri', list: true },
  'urn:oid:2.5.4.3': { key: 'cn', list: true },
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name': { key: 'name' },
  'http://schemas.xmlsoap.org/claims/CommonName': { key: 'commonName' },
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname': { key: 'givenName' },
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname': { key: 'surname' },
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': { key: 'mail' },
  'http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid': { key: 'uid' },
  '2.5.4.3': { key: 'commonName' },
  '2.5.4.4': { key: 'surname' },
  '2.4.5.42': { key: 'givenName' },
  '2.5.4.45': { key: 'x500UniqueIdentifier' },
  '0.9.2342.19200300100.1.1': { key: 'uid' },
  '0.9.2342.19200300.100.1.1': { key: 'uid' },
  '0.9.2342.19200300100.1.3': { key: 'mail' },
  '0.9.2342.19200300.100.1.3': { key: 'mail' },
  '0.9.2342.19200300.100.1.45': { key: 'organizationStatus' },
};

/**
 * The attributes of an assertion as context keys have them. Of two attributes for one key the first counts; of a key that
 * holds one text, the first value.
 * @param attributes the values of each attribute, by its Name.
 */
export function samlContextAttributes(attributes: ReadonlyMap<string, readonly string[]>): Assertions {
  const found: Record<string, string | readonly string[]> = {};
  for (const [name, values] of attributes) {
    const mapping = Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
    const [first] = values;
    if (mapping === undefined || first === undefined || Object.hasOwn(found, mapping.key)) continue;
    found[mapping.key] = mapping.list ? values : first;
  }
  return found;
}
