import { handler } from '../handler.ts';
import { requireAccount } from './set-password.ts';

/**
 * Which version of session tokens the global endpoint of STS gives out. It is kept, and iam:GetAccountSummary tells it;
 * session tokens are the same here in every region.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetSecurityTokenServicePreferences.html
 */
export const securityTokenServicePreferenceHandlers = {
  'iam:SetSecurityTokenServicePreferences': handler({
    name: 'iam:SetSecurityTokenServicePreferences',
    label: ({ GlobalEndpointTokenVersion }) => `Set the version of session tokens to ${GlobalEndpointTokenVersion}`,
    authorize: () => [{ action: 'iam:SetSecurityTokenServicePreferences', resource: '*' }],
    perform: ({ GlobalEndpointTokenVersion }, scene) => {
      scene.model.put({ ...requireAccount(scene), globalEndpointTokenVersion: GlobalEndpointTokenVersion });
      return {};
    },
  }),
};
