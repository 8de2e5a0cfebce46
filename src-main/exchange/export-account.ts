import type { Arn } from '../../src-shared/arn.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { DocumentOf } from '../../src-shared/model/documents.ts';
import { groupDetail, policyDetail, roleDetail, userDetail, type WritePolicy } from '../account/account-details.ts';
import type { ModelView } from '../account/model.ts';
import { GATEHOUSE_MEMBER, type GatehouseMember, plainPolicyText } from './authorization-details.ts';

/** Something of an account that an export does not hold. */
export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

/** An exported account. */
export interface Export {
  readonly fileName: string;
  readonly text: string;
  /** What is not in the file and why, in words for a person. */
  readonly leftOut: LeftOut[];
}

type Layouts = GatehouseMember['policyLayouts'];

/**
 * Writes an account in the form of `aws iam get-account-authorization-details`, so that other tools can read it, with
 * a member `Gatehouse` beside it for what that form has no place for. Holds no secret: the model has none.
 * @throws GatehouseError `AccountNotFound`.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export function exportAccount(model: ModelView, accountId: string): Export {
  const account = model.list('account', accountId)[0];
  if (account === undefined) {
    throw new GatehouseError('AccountNotFound', `There is no account ${accountId} in the workspace.`, {
      place: accountId,
      mend: 'Choose one of the accounts of the workspace.',
    });
  }
  const layouts: Layouts = [];
  const writePolicy: WritePolicy<unknown> = ({ arn }, slot, text) => policyValue(arn, slot, text, layouts);
  const users = model.list('user', accountId);
  const roles = model.list('role', accountId);
  const policies = [...model.list('policy', accountId), ...model.list('policy', 'aws')];
  const profiles = model.list('instanceProfile', accountId);
  const providers = [...model.list('openIdConnectProvider', accountId), ...model.list('samlProvider', accountId)];
  const { type: _, credentialReport: _report, ...own } = account;

  const details = {
    UserDetailList: users.map((user) => userDetail(user, writePolicy)),
    GroupDetailList: model.list('group', accountId).map((group) => groupDetail(group, writePolicy)),
    RoleDetailList: roles.map((role) => roleDetail(role, profiles, writePolicy)),
    Policies: policies.map((policy) => policyDetail(policy, usageOf(policy, model), writePolicy)),
  };
  const member: GatehouseMember = {
    formatVersion: 1,
    account: own,
    users: users.map((user) => ({
      arn: user.arn,
      loginProfile: user.loginProfile,
      passwordLastUsed: user.passwordLastUsed,
      mfaDevices: user.mfaDevices,
      accessKeys: user.accessKeys,
      signingCertificates: user.signingCertificates,
      sshPublicKeys: user.sshPublicKeys,
      serviceSpecificCredentials: user.serviceSpecificCredentials,
    })),
    roles: roles.map(({ arn, description, maxSessionDuration }) => ({ arn, description, maxSessionDuration })),
    instanceProfiles: profiles.filter(
      (profile) => !profile.roles.some((name) => model.roleByName(accountId, name) !== null),
    ),
    policies: policies
      .filter((policy) => policy.tags.length > 0 || hasLostItsLastVersion(policy))
      .map(({ arn, tags, lastVersionNumber }) => ({ arn, tags, lastVersionNumber })),
    mfaDevices: model
      .list('mfaDevice', accountId)
      .map(({ lastAcceptedStep: _step, driftSteps: _drift, seedId: _id, ...device }) => device),
    identityProviders: providers.map((provider) => ({ ...provider, signingKeyId: null })),
    serverCertificates: [...model.list('serverCertificate', accountId)],
    resources: [...model.list('resource', accountId)],
    policyLayouts: layouts,
  };
  return {
    fileName: `${account.alias ?? accountId}.json`,
    text: `${JSON.stringify({ ...details, [GATEHOUSE_MEMBER]: member }, null, 2)}\n`,
    leftOut: leftOut(users, member, {
      signingKeys: providers.filter(({ signingKeyId }) => signingKeyId !== null).length,
      inOrganization: model.list('organization').length > 0,
    }),
  };
}

/** Of an AWS managed policy, that of all accounts: its document is theirs together. */
function usageOf({ arn, accountId }: DocumentOf<'policy'>, model: ModelView) {
  const owners = [...model.list('user'), ...model.list('role')].filter(
    (owner) => accountId === 'aws' || owner.accountId === accountId,
  );
  return {
    attachments: model.attachedTo(arn).length,
    boundaries: owners.filter((owner) => owner.permissionsBoundary === arn).length,
  };
}

/** A policy as a JSON value. Its author's layout is kept aside when it is not the plain one. */
function policyValue(arn: Arn, slot: string, text: string, layouts: Layouts): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The model takes no such policy, but a file made elsewhere may; its text is then all there is to give.
    return text;
  }
  if (plainPolicyText(value) !== text) layouts.push({ arn, slot, text });
  return value;
}

/** Whether the versions themselves do not tell which number comes next. */
function hasLostItsLastVersion({ versions, lastVersionNumber }: DocumentOf<'policy'>): boolean {
  return lastVersionNumber > 0 && !versions.some(({ versionId }) => versionId === `v${lastVersionNumber}`);
}

function leftOut(
  users: readonly DocumentOf<'user'>[],
  member: GatehouseMember,
  { signingKeys, inOrganization }: { readonly signingKeys: number; readonly inOrganization: boolean },
): LeftOut[] {
  const keys = users.reduce((sum, user) => sum + user.accessKeys.length, 0);
  const passwords = users.filter((user) => user.loginProfile !== null).length;
  // Of a passkey there is nothing secret: its public half travels, and the authenticator keeps the other.
  const devices = member.mfaDevices.filter(({ passkey }) => passkey === null).length;
  return [
    ...secret(keys, `The secrets of ${counted(keys, 'access key')}`),
    ...secret(passwords, counted(passwords, 'password')),
    ...secret(devices, `The seeds of ${counted(devices, 'MFA device')}`),
    ...secret(signingKeys, `The signing keys of ${counted(signingKeys, 'local identity provider')}`),
    ...(inOrganization ? [{ what: 'The organization, its units and its policies', why: OF_ALL_ACCOUNTS }] : []),
    { what: 'The history of changes and the decision timeline', why: OF_THIS_MACHINE },
  ];
}

function secret(count: number, what: string): LeftOut[] {
  return count === 0 ? [] : [{ what, why: SECRETS_STAY }];
}

const SECRETS_STAY = 'They stay in the credential store: whoever reads the file could act with them.';
const OF_ALL_ACCOUNTS = 'They belong to all accounts together, and the file is of one.';
const OF_THIS_MACHINE = 'They tell what was done here, and AWS’s form has no place for them.';

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
