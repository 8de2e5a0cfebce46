import { handler } from '../handler.ts';
import { stsCaller } from './callers.ts';
import { missingAuthenticationToken } from './errors.ts';
import { issueCredentials } from './issue-credentials.ts';
import { proveMfaCode } from './mfa-code.ts';

const DEFAULT_DURATION_SECONDS = 43_200;

/** The longest session of the root user, which a longer one that is asked for becomes. */
const ROOT_DURATION_SECONDS = 3600;

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const getSessionTokenHandlers = {
  'sts:GetSessionToken': handler({
    name: 'sts:GetSessionToken',
    label: null,
    prove: (input, scene) => proveMfaCode(input, scene),
    // No permission is needed: no policy can keep a user from proving who he is.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
    authorize: (_input, scene) => {
      stsCaller('GetSessionToken', scene);
      return [];
    },
    perform: ({ DurationSeconds = DEFAULT_DURATION_SECONDS, MinimumSessionTokenSize }, scene) => {
      const caller = stsCaller('GetSessionToken', scene);
      if (caller.kind !== 'user' && caller.kind !== 'root') throw missingAuthenticationToken();
      return issueCredentials(
        {
          principal: caller,
          issuedBy: 'GetSessionToken',
          requestedBy: caller.arn,
          mfaAt: scene.proof?.mfaAt?.toISOString() ?? null,
          sourceIdentity: null,
          transitiveTagKeys: [],
          chained: false,
          policy: null,
          policyArns: [],
          federation: null,
        },
        caller.accountId,
        {
          durationSeconds: caller.kind === 'root' ? Math.min(DurationSeconds, ROOT_DURATION_SECONDS) : DurationSeconds,
          minimumTokenSize: MinimumSessionTokenSize,
        },
        scene,
      );
    },
  }),
};
