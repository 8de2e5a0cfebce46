import { handler } from '../handler.ts';
import { stsCaller } from './callers.ts';
import { missingAuthenticationToken } from './errors.ts';
import { issueCredentials } from './issue-credentials.ts';
import { newSessionPolicies, packedPolicySize } from './session-policies.ts';
import { inheritedTags, newSessionTags, sessionTagKeys } from './session-tags.ts';

const DEFAULT_DURATION_SECONDS = 43_200;

/** The longest session of the root user, which a longer one that is asked for becomes. */
const ROOT_DURATION_SECONDS = 3600;

/** The ARN of a federated user. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
const federatedUserArn = (accountId: string, name: string) =>
  `arn:aws:sts::${accountId}:federated-user/${name}` as const;

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
export const getFederationTokenHandlers = {
  'sts:GetFederationToken': handler({
    name: 'sts:GetFederationToken',
    label: null,
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_enable-create.html
    authorize: ({ Name, Tags = [] }, scene) => {
      const { accountId } = stsCaller('GetFederationToken', scene);
      const resource = federatedUserArn(accountId, Name);
      const context = sessionTagKeys({ tags: Tags }, inheritedTags(undefined));
      const actions = ['sts:GetFederationToken', ...(Tags.length === 0 ? [] : ['sts:TagSession'])];
      return actions.map((action) => ({ action, resource, context }));
    },
    perform: async (input, scene) => {
      const caller = stsCaller('GetFederationToken', scene);
      if (caller.kind !== 'user' && caller.kind !== 'root') throw missingAuthenticationToken();
      const { accountId } = caller;
      const { Name, DurationSeconds = DEFAULT_DURATION_SECONDS } = input;
      const sessionTags = newSessionTags({ tags: input.Tags ?? [] }, inheritedTags(undefined));
      const policies = newSessionPolicies(input, accountId, scene);
      const packed = packedPolicySize(policies, sessionTags);
      const arn = federatedUserArn(accountId, Name);
      const issued = await issueCredentials(
        {
          principal: {
            kind: 'federatedUser',
            arn,
            accountId,
            name: Name,
            userArn: caller.arn,
            tags: [...sessionTags.tags],
          },
          issuedBy: 'GetFederationToken',
          requestedBy: caller.arn,
          mfaAt: null,
          sourceIdentity: null,
          transitiveTagKeys: [],
          chained: false,
          policy: policies.policy,
          policyArns: [...policies.policyArns],
          federation: null,
        },
        accountId,
        {
          durationSeconds: caller.kind === 'root' ? Math.min(DurationSeconds, ROOT_DURATION_SECONDS) : DurationSeconds,
          minimumTokenSize: input.MinimumSessionTokenSize,
        },
        scene,
      );
      return {
        ...issued,
        FederatedUser: { FederatedUserId: `${accountId}:${Name}`, Arn: arn },
        PackedPolicySize: packed,
      };
    },
  }),
};
