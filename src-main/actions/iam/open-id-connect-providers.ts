import type { Arn } from '../../../src-shared/arn.ts';
import type { OpenIdConnectProviderDocument } from '../../../src-shared/model/documents.ts';
import type { Tag } from '../../../src-shared/principal.ts';
import type { ModelView } from '../../account/model.ts';
import { handler } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { entityAlreadyExists, invalidInput, noSuchEntity, validationError } from './errors.ts';
import { assertWithinQuota } from './quotas.ts';
import { mergeTags, newTags, requestTagKeys, taggingPart, withoutTags } from './tags.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html (ThumbprintList) */
const MOST_THUMBPRINTS = 5;

/** Operations on OpenID Connect providers. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
export const openIdConnectProviderHandlers = {
  'iam:CreateOpenIDConnectProvider': handler({
    name: 'iam:CreateOpenIDConnectProvider',
    label: ({ Url }) => `Create OpenID Connect provider ${Url.replace(/^https:\/\//, '')}`,
    authorize: ({ Url, Tags }, { accountId }) => {
      const resource = providerArn(accountId, Url.replace(/^https:\/\//, ''));
      return [
        { action: 'iam:CreateOpenIDConnectProvider', resource, context: requestTagKeys(Tags) },
        ...taggingPart('iam:TagOpenIDConnectProvider', resource, Tags),
      ];
    },
    perform: ({ Url, ClientIDList = [], ThumbprintList = [], Tags }, { model, accountId, clock }) => {
      const url = parseProviderUrl(Url);
      const clientIdList = [...new Set(ClientIDList)];
      assertThumbprints(ThumbprintList);
      assertWithinQuota('ClientIdsPerOpenIdConnectProvider', clientIdList.length);
      const arn = providerArn(accountId, url);
      if (model.get(arn) !== null) throw entityAlreadyExists(`Provider with url ${Url} already exists.`);
      assertWithinQuota('OpenIdConnectProvidersPerAccount', model.list('openIdConnectProvider', accountId).length + 1);
      const provider: OpenIdConnectProviderDocument = {
        type: 'openIdConnectProvider',
        arn,
        accountId,
        url,
        clientIdList,
        thumbprintList: ThumbprintList.map((thumbprint) => thumbprint.toLowerCase()),
        createDate: timestamp(clock),
        tags: newTags(Tags),
        jwks: null,
        signingKeyId: null,
      };
      model.put(provider);
      return { OpenIDConnectProviderArn: arn, ...tagsOf(provider) };
    },
  }),

  'iam:GetOpenIDConnectProvider': handler({
    name: 'iam:GetOpenIDConnectProvider',
    label: null,
    authorize: ({ OpenIDConnectProviderArn }) => on('iam:GetOpenIDConnectProvider', OpenIDConnectProviderArn),
    perform: ({ OpenIDConnectProviderArn }, { model, accountId }) => {
      const provider = requireProvider(model, accountId, OpenIDConnectProviderArn);
      return {
        Url: provider.url,
        ClientIDList: [...provider.clientIdList],
        ThumbprintList: [...provider.thumbprintList],
        CreateDate: provider.createDate,
        ...tagsOf(provider),
      };
    },
  }),

  'iam:ListOpenIDConnectProviders': handler({
    name: 'iam:ListOpenIDConnectProviders',
    label: null,
    authorize: () => on('iam:ListOpenIDConnectProviders', '*'),
    perform: (_input, { model, accountId }) => ({
      OpenIDConnectProviderList: model.list('openIdConnectProvider', accountId).map(({ arn }) => ({ Arn: arn })),
    }),
  }),

  'iam:DeleteOpenIDConnectProvider': handler({
    name: 'iam:DeleteOpenIDConnectProvider',
    label: ({ OpenIDConnectProviderArn }) => `Delete OpenID Connect provider ${urlIn(OpenIDConnectProviderArn)}`,
    authorize: ({ OpenIDConnectProviderArn }) => on('iam:DeleteOpenIDConnectProvider', OpenIDConnectProviderArn),
    // AWS says that deleting a provider that does not exist is no error, and that roles which name it stay as they are:
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html
    perform: ({ OpenIDConnectProviderArn }, { model, accountId }) => {
      const provider = findProvider(model, accountId, OpenIDConnectProviderArn);
      if (provider !== null) model.delete(provider.arn);
      return {};
    },
  }),

  'iam:AddClientIDToOpenIDConnectProvider': handler({
    name: 'iam:AddClientIDToOpenIDConnectProvider',
    label: ({ ClientID, OpenIDConnectProviderArn }) =>
      `Add client ID ${ClientID} to provider ${urlIn(OpenIDConnectProviderArn)}`,
    authorize: ({ OpenIDConnectProviderArn }) => on('iam:AddClientIDToOpenIDConnectProvider', OpenIDConnectProviderArn),
    perform: ({ OpenIDConnectProviderArn, ClientID }, { model, accountId }) => {
      const provider = requireProvider(model, accountId, OpenIDConnectProviderArn);
      // Adding one that is there already is no error.
      const clientIdList = [...new Set([...provider.clientIdList, ClientID])];
      assertWithinQuota('ClientIdsPerOpenIdConnectProvider', clientIdList.length);
      model.put({ ...provider, clientIdList });
      return {};
    },
  }),

  'iam:RemoveClientIDFromOpenIDConnectProvider': handler({
    name: 'iam:RemoveClientIDFromOpenIDConnectProvider',
    label: ({ ClientID, OpenIDConnectProviderArn }) =>
      `Remove client ID ${ClientID} from provider ${urlIn(OpenIDConnectProviderArn)}`,
    authorize: ({ OpenIDConnectProviderArn }) =>
      on('iam:RemoveClientIDFromOpenIDConnectProvider', OpenIDConnectProviderArn),
    perform: ({ OpenIDConnectProviderArn, ClientID }, { model, accountId }) => {
      const provider = requireProvider(model, accountId, OpenIDConnectProviderArn);
      // Removing one that is not there is no error.
      model.put({ ...provider, clientIdList: provider.clientIdList.filter((clientId) => clientId !== ClientID) });
      return {};
    },
  }),

  'iam:UpdateOpenIDConnectProviderThumbprint': handler({
    name: 'iam:UpdateOpenIDConnectProviderThumbprint',
    label: ({ OpenIDConnectProviderArn }) => `Change the thumbprints of provider ${urlIn(OpenIDConnectProviderArn)}`,
    authorize: ({ OpenIDConnectProviderArn }) =>
      on('iam:UpdateOpenIDConnectProviderThumbprint', OpenIDConnectProviderArn),
    perform: ({ OpenIDConnectProviderArn, ThumbprintList }, { model, accountId }) => {
      const provider = requireProvider(model, accountId, OpenIDConnectProviderArn);
      assertThumbprints(ThumbprintList);
      model.put({ ...provider, thumbprintList: ThumbprintList.map((thumbprint) => thumbprint.toLowerCase()) });
      return {};
    },
  }),

  'iam:TagOpenIDConnectProvider': handler({
    name: 'iam:TagOpenIDConnectProvider',
    label: ({ OpenIDConnectProviderArn }) => `Tag provider ${urlIn(OpenIDConnectProviderArn)}`,
    authorize: ({ OpenIDConnectProviderArn, Tags }) => [
      { action: 'iam:TagOpenIDConnectProvider', resource: OpenIDConnectProviderArn, context: requestTagKeys(Tags) },
    ],
    perform: ({ OpenIDConnectProviderArn, Tags }, { model, accountId }) => {
      const provider = requireProvider(model, accountId, OpenIDConnectProviderArn);
      model.put({ ...provider, tags: mergeTags(provider.tags, Tags) });
      return {};
    },
  }),

  'iam:UntagOpenIDConnectProvider': handler({
    name: 'iam:UntagOpenIDConnectProvider',
    label: ({ OpenIDConnectProviderArn }) => `Untag provider ${urlIn(OpenIDConnectProviderArn)}`,
    authorize: ({ OpenIDConnectProviderArn, TagKeys }) => [
      {
        action: 'iam:UntagOpenIDConnectProvider',
        resource: OpenIDConnectProviderArn,
        context: { 'aws:TagKeys': TagKeys },
      },
    ],
    perform: ({ OpenIDConnectProviderArn, TagKeys }, { model, accountId }) => {
      const provider = requireProvider(model, accountId, OpenIDConnectProviderArn);
      model.put({ ...provider, tags: withoutTags(provider.tags, TagKeys) });
      return {};
    },
  }),

  'iam:ListOpenIDConnectProviderTags': handler({
    name: 'iam:ListOpenIDConnectProviderTags',
    label: null,
    authorize: ({ OpenIDConnectProviderArn }) => on('iam:ListOpenIDConnectProviderTags', OpenIDConnectProviderArn),
    perform: ({ OpenIDConnectProviderArn, ...paging }, { model, accountId }) => {
      const provider = requireProvider(model, accountId, OpenIDConnectProviderArn);
      const tags = provider.tags.toSorted((a, b) => (a.Key < b.Key ? -1 : 1));
      const taken = page(tags, ({ Key }) => Key, paging);
      return { Tags: [...taken.items], ...taken.page };
    },
  }),
};

function on(action: string, resource: string): [{ action: string; resource: string }] {
  return [{ action, resource }];
}

/** `arn:aws:iam::ACCOUNT:oidc-provider/HOST/PATH`. */
function providerArn(accountId: string, url: string): Arn {
  return `arn:aws:iam::${accountId}:oidc-provider/${url}`;
}

/** What a person knows the provider by. */
function urlIn(arn: string): string {
  return arn.replace(/^.*?:oidc-provider\//, '');
}

function findProvider(model: ModelView, accountId: string, arn: string): OpenIdConnectProviderDocument | null {
  const provider = model.find('openIdConnectProvider', arn);
  return provider?.accountId === accountId ? provider : null;
}

/** @throws AwsError `NoSuchEntity`. */
function requireProvider(model: ModelView, accountId: string, arn: string): OpenIdConnectProviderDocument {
  const provider = findProvider(model, accountId, arn);
  if (provider === null) throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  return provider;
}

/**
 * The URL without `https://`, which is how AWS keeps it.
 * @throws AwsError `ValidationError` for what is no URL; `InvalidInput` for one without `https://`, or with a port, a
 *   query or a user.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html (Url)
 */
function parseProviderUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.host === '') throw validationError('Invalid Open ID Connect Provider URL');
  if (url.protocol !== 'https:') {
    throw invalidInput('Invalid Open ID Connect Provider URL. The URL must begin with https://.');
  }
  const rest = text.slice('https://'.length);
  if (!/^[A-Za-z0-9.-]+(\/[^?#\s]*)?$/.test(rest)) throw invalidInput('Invalid Open ID Connect Provider URL.');
  return rest;
}

/** @throws AwsError `InvalidInput`, in AWS's words, though five are taken. */
function assertThumbprints(thumbprints: readonly string[]): void {
  if (thumbprints.length > MOST_THUMBPRINTS) {
    throw invalidInput(`Thumbprint list must contain fewer than ${MOST_THUMBPRINTS} entries.`);
  }
}

function tagsOf({ tags }: OpenIdConnectProviderDocument): { Tags?: Tag[] } {
  return tags.length === 0 ? {} : { Tags: [...tags] };
}
