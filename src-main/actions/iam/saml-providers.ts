import { type Arn, nameInArn } from '../../../src-shared/arn.ts';
import type { AwsError } from '../../../src-shared/errors.ts';
import type { SamlProviderDocument } from '../../../src-shared/model/documents.ts';
import type { Tag } from '../../../src-shared/principal.ts';
import type { ModelView } from '../../account/model.ts';
import type { Clock } from '../../clock.ts';
import type { Random } from '../../random.ts';
import { handler } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { entityAlreadyExists, invalidInput, noSuchEntity } from './errors.ts';
import { assertWithinQuota } from './quotas.ts';
import { mergeTags, newTags, requestTagKeys, taggingPart, withoutTags } from './tags.ts';

/** How long AWS keeps metadata that does not say itself when it ends. */
const DEFAULT_VALIDITY_YEARS = 100;

/** Operations on SAML providers. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html */
export const samlProviderHandlers = {
  'iam:CreateSAMLProvider': handler({
    name: 'iam:CreateSAMLProvider',
    label: ({ Name }) => `Create SAML provider ${Name}`,
    authorize: ({ Name, Tags }, { accountId }) => {
      const resource = providerArn(accountId, Name);
      return [
        { action: 'iam:CreateSAMLProvider', resource, context: requestTagKeys(Tags) },
        ...taggingPart('iam:TagSAMLProvider', resource, Tags),
      ];
    },
    perform: async ({ Name, SAMLMetadataDocument, Tags }, { model, accountId, clock, random }) => {
      const validUntil = await validityOf(SAMLMetadataDocument, clock);
      const arn = providerArn(accountId, Name);
      const others = model.list('samlProvider', accountId);
      if (others.some(({ name }) => name.toLowerCase() === Name.toLowerCase())) {
        throw entityAlreadyExists(`Provider with name ${Name} already exists.`);
      }
      assertWithinQuota('SAMLProvidersPerAccount', others.length + 1);
      const provider: SamlProviderDocument = {
        type: 'samlProvider',
        arn,
        accountId,
        name: Name,
        samlMetadataDocument: SAMLMetadataDocument,
        samlProviderUuid: newProviderUuid(random),
        createDate: timestamp(clock),
        validUntil,
        tags: newTags(Tags),
        signingKeyId: null,
      };
      model.put(provider);
      return { SAMLProviderArn: arn, ...tagsOf(provider) };
    },
  }),

  'iam:GetSAMLProvider': handler({
    name: 'iam:GetSAMLProvider',
    label: null,
    authorize: ({ SAMLProviderArn }) => on('iam:GetSAMLProvider', SAMLProviderArn),
    perform: ({ SAMLProviderArn }, { model, accountId }) => {
      const provider = requireProvider(model, accountId, SAMLProviderArn);
      return {
        SAMLProviderUUID: provider.samlProviderUuid,
        SAMLMetadataDocument: provider.samlMetadataDocument,
        CreateDate: provider.createDate,
        ValidUntil: provider.validUntil,
        ...tagsOf(provider),
      };
    },
  }),

  'iam:ListSAMLProviders': handler({
    name: 'iam:ListSAMLProviders',
    label: null,
    authorize: () => on('iam:ListSAMLProviders', '*'),
    perform: (_input, { model, accountId }) => ({
      SAMLProviderList: model
        .list('samlProvider', accountId)
        .map(({ arn, validUntil, createDate }) => ({ Arn: arn, ValidUntil: validUntil, CreateDate: createDate })),
    }),
  }),

  'iam:UpdateSAMLProvider': handler({
    name: 'iam:UpdateSAMLProvider',
    label: ({ SAMLProviderArn }) => `Change the metadata of SAML provider ${nameInArn(SAMLProviderArn)}`,
    authorize: ({ SAMLProviderArn }) => on('iam:UpdateSAMLProvider', SAMLProviderArn),
    perform: async ({ SAMLProviderArn, SAMLMetadataDocument }, { model, accountId, clock }) => {
      const provider = requireProvider(model, accountId, SAMLProviderArn);
      if (SAMLMetadataDocument !== undefined) {
        const validUntil = await validityOf(SAMLMetadataDocument, clock);
        model.put({ ...provider, samlMetadataDocument: SAMLMetadataDocument, validUntil });
      }
      return { SAMLProviderArn: provider.arn };
    },
  }),

  'iam:DeleteSAMLProvider': handler({
    name: 'iam:DeleteSAMLProvider',
    label: ({ SAMLProviderArn }) => `Delete SAML provider ${nameInArn(SAMLProviderArn)}`,
    authorize: ({ SAMLProviderArn }) => on('iam:DeleteSAMLProvider', SAMLProviderArn),
    // Roles that name it stay as they are; assuming one of them then fails:
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSAMLProvider.html
    perform: ({ SAMLProviderArn }, { model, accountId }) => {
      model.delete(requireProvider(model, accountId, SAMLProviderArn).arn);
      return {};
    },
  }),

  'iam:TagSAMLProvider': handler({
    name: 'iam:TagSAMLProvider',
    label: ({ SAMLProviderArn }) => `Tag SAML provider ${nameInArn(SAMLProviderArn)}`,
    authorize: ({ SAMLProviderArn, Tags }) => [
      { action: 'iam:TagSAMLProvider', resource: SAMLProviderArn, context: requestTagKeys(Tags) },
    ],
    perform: ({ SAMLProviderArn, Tags }, { model, accountId }) => {
      const provider = requireProvider(model, accountId, SAMLProviderArn);
      model.put({ ...provider, tags: mergeTags(provider.tags, Tags) });
      return {};
    },
  }),

  'iam:UntagSAMLProvider': handler({
    name: 'iam:UntagSAMLProvider',
    label: ({ SAMLProviderArn }) => `Untag SAML provider ${nameInArn(SAMLProviderArn)}`,
    authorize: ({ SAMLProviderArn, TagKeys }) => [
      { action: 'iam:UntagSAMLProvider', resource: SAMLProviderArn, context: { 'aws:TagKeys': TagKeys } },
    ],
    perform: ({ SAMLProviderArn, TagKeys }, { model, accountId }) => {
      const provider = requireProvider(model, accountId, SAMLProviderArn);
      model.put({ ...provider, tags: withoutTags(provider.tags, TagKeys) });
      return {};
    },
  }),

  'iam:ListSAMLProviderTags': handler({
    name: 'iam:ListSAMLProviderTags',
    label: null,
    authorize: ({ SAMLProviderArn }) => on('iam:ListSAMLProviderTags', SAMLProviderArn),
    perform: ({ SAMLProviderArn, ...paging }, { model, accountId }) => {
      const provider = requireProvider(model, accountId, SAMLProviderArn);
      const tags = provider.tags.toSorted((a, b) => (a.Key < b.Key ? -1 : 1));
      const taken = page(tags, ({ Key }) => Key, paging);
      return { Tags: [...taken.items], ...taken.page };
    },
  }),
};

function on(action: string, resource: string): [{ action: string; resource: string }] {
  return [{ action, resource }];
}

/** `arn:aws:iam::ACCOUNT:saml-provider/NAME`. */
function providerArn(accountId: string, name: string): Arn {
  return `arn:aws:iam::${accountId}:saml-provider/${name}`;
}

/** @throws AwsError `NoSuchEntity`. */
function requireProvider(model: ModelView, accountId: string, arn: string): SamlProviderDocument {
  const provider = model.find('samlProvider', arn);
  if (provider?.accountId !== accountId) throw noSuchEntity(`Manifest not found for arn ${arn}`);
  return provider;
}

/**
 * Until when metadata is good.
 * @throws AwsError `InvalidInput` when it cannot be parsed.
 */
async function validityOf(metadata: string, clock: Clock): Promise<string> {
  // Loaded when it is first needed: what reads XML is slow to load.
  const { readSamlMetadata } = await import('../../authentication/saml-metadata.ts');
  const read = readSamlMetadata(metadata);
  if (read === null) throw couldNotParse();
  const { validUntil } = read;
  const end = new Date(validUntil ?? clock());
  if (validUntil === null) end.setUTCFullYear(end.getUTCFullYear() + DEFAULT_VALIDITY_YEARS);
  return timestamp(() => end);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html#troubleshoot_saml_issuer-metadata */
function couldNotParse(): AwsError {
  return invalidInput('Could not parse metadata');
}

/** The unique identifier that AWS gives a provider, which stands in its sign-in URL. */
function newProviderUuid(random: Random): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return `SAMLSP${Array.from(random(16), (byte) => alphabet[byte & 31]).join('')}`;
}

function tagsOf({ tags }: SamlProviderDocument): { Tags?: Tag[] } {
  return tags.length === 0 ? {} : { Tags: [...tags] };
}
