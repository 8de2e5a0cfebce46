import { z } from 'zod';
import * as is from './constraints.ts';
import { operation } from './operation.ts';

const Nothing = z.object({});
const Timestamp = z.iso.datetime();
const Tags = z.array(z.object({ Key: z.string(), Value: z.string() })).optional();
const AT_LEAST_20 = 'Member must have length greater than or equal to 20';
const ProviderArn = z.string().min(20, AT_LEAST_20).max(2048, 'Member must have length less than or equal to 2048');

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html (Url) */
const Url = between(1, 255);
const ClientId = between(1, 255);
const Thumbprint = between(40, 40);
/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html (Name) */
const SamlProviderName = between(1, 128).regex(
  /^[\w._-]+$/,
  'Member must satisfy regular expression pattern: [\\w._-]+',
);
const SamlMetadataDocument = between(1000, 10_000_000);
const OfPage = { MaxItems: is.MaxItems.optional(), Marker: is.Marker.optional() };
const TagPage = z.object({
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
  IsTruncated: z.boolean(),
  Marker: z.string().optional(),
});

function between(minimum: number, maximum: number): z.ZodString {
  return z
    .string()
    .min(minimum, `Member must have length greater than or equal to ${minimum}`)
    .max(maximum, `Member must have length less than or equal to ${maximum}`);
}

/**
 * IAM's operations on identity providers. Thumbprints may be left out, as AWS allows; AWS then fetches the provider's
 * certificate, which nothing here does.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html
 */
export const iamIdentityProviderOperations = {
  // OpenID Connect
  CreateOpenIDConnectProvider: operation(
    z.object({
      Url,
      ClientIDList: z.array(ClientId).optional(),
      ThumbprintList: z.array(Thumbprint).optional(),
      Tags: is.Tags.optional(),
    }),
    z.object({ OpenIDConnectProviderArn: z.string(), Tags }),
  ),
  GetOpenIDConnectProvider: operation(
    z.object({ OpenIDConnectProviderArn: ProviderArn }),
    z.object({
      /** Without `https://`. */
      Url: z.string(),
      ClientIDList: z.array(z.string()),
      ThumbprintList: z.array(z.string()),
      CreateDate: Timestamp,
      Tags,
    }),
  ),
  ListOpenIDConnectProviders: operation(
    Nothing,
    z.object({ OpenIDConnectProviderList: z.array(z.object({ Arn: z.string() })) }),
  ),
  DeleteOpenIDConnectProvider: operation(z.object({ OpenIDConnectProviderArn: ProviderArn }), Nothing),
  AddClientIDToOpenIDConnectProvider: operation(
    z.object({ OpenIDConnectProviderArn: ProviderArn, ClientID: ClientId }),
    Nothing,
  ),
  RemoveClientIDFromOpenIDConnectProvider: operation(
    z.object({ OpenIDConnectProviderArn: ProviderArn, ClientID: ClientId }),
    Nothing,
  ),
  UpdateOpenIDConnectProviderThumbprint: operation(
    z.object({ OpenIDConnectProviderArn: ProviderArn, ThumbprintList: z.array(Thumbprint) }),
    Nothing,
  ),
  TagOpenIDConnectProvider: operation(z.object({ OpenIDConnectProviderArn: ProviderArn, Tags: is.Tags }), Nothing),
  UntagOpenIDConnectProvider: operation(
    z.object({ OpenIDConnectProviderArn: ProviderArn, TagKeys: is.TagKeys }),
    Nothing,
  ),
  ListOpenIDConnectProviderTags: operation(z.object({ OpenIDConnectProviderArn: ProviderArn, ...OfPage }), TagPage),

  // SAML
  CreateSAMLProvider: operation(
    z.object({ Name: SamlProviderName, SAMLMetadataDocument: SamlMetadataDocument, Tags: is.Tags.optional() }),
    z.object({ SAMLProviderArn: z.string(), Tags }),
  ),
  GetSAMLProvider: operation(
    z.object({ SAMLProviderArn: ProviderArn }),
    z.object({
      SAMLProviderUUID: z.string(),
      SAMLMetadataDocument: z.string(),
      CreateDate: Timestamp,
      ValidUntil: Timestamp,
      Tags,
    }),
  ),
  ListSAMLProviders: operation(
    Nothing,
    z.object({
      SAMLProviderList: z.array(z.object({ Arn: z.string(), ValidUntil: Timestamp, CreateDate: Timestamp })),
    }),
  ),
  UpdateSAMLProvider: operation(
    z.object({ SAMLProviderArn: ProviderArn, SAMLMetadataDocument: SamlMetadataDocument.optional() }),
    z.object({ SAMLProviderArn: z.string() }),
  ),
  DeleteSAMLProvider: operation(z.object({ SAMLProviderArn: ProviderArn }), Nothing),
  TagSAMLProvider: operation(z.object({ SAMLProviderArn: ProviderArn, Tags: is.Tags }), Nothing),
  UntagSAMLProvider: operation(z.object({ SAMLProviderArn: ProviderArn, TagKeys: is.TagKeys }), Nothing),
  ListSAMLProviderTags: operation(z.object({ SAMLProviderArn: ProviderArn, ...OfPage }), TagPage),
} as const;
