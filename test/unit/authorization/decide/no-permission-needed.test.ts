import { describe } from 'vitest';
import { ALLOW_ALL, type Asked, FEDERATED, type Given, GUIDE, LUCY, ROOT, SESSION, verdicts } from '../scenario.ts';

const DENY_STS: Given = { identity: [ALLOW_ALL, { Effect: 'Deny', Action: 'sts:*', Resource: '*' }] };

describe('sts:GetCallerIdentity (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html)', () => {
  const denyAll: Given = { ...DENY_STS, scp: [[]], boundary: { Effect: 'Deny', Action: '*', Resource: '*' } };
  verdicts(
    [
      ['needs no permission', {}, {}, 'Allowed'],
      ['not even an explicit deny forbids it', {}, DENY_STS, 'Allowed'],
      ['nor any kind of policy', {}, denyAll, 'Allowed'],
      ['a session may', { principal: SESSION }, DENY_STS, 'Allowed'],
      ['a federated user may, even without a session policy', { principal: FEDERATED }, {}, 'Allowed'],
      ['the root user may', { principal: ROOT }, { scp: [[]] }, 'Allowed'],
      ['whoever is not authenticated may not', { principal: '*' }, {}, 'ImplicitlyDenied'],
      ['in any letters', { action: 'STS:getCallerIdentity' }, DENY_STS, 'Allowed'],
    ],
    { action: 'sts:GetCallerIdentity', resource: '*' },
  );
});

describe(`sts:GetSessionToken (${GUIDE}/id_credentials_temp_control-access_getsessiontoken.html)`, () => {
  verdicts(
    [
      ['a user needs no permission', {}, {}, 'Allowed'],
      ['and no policy controls it', {}, DENY_STS, 'Allowed'],
      ['the root user may', { principal: ROOT }, {}, 'Allowed'],
      ['a role session is given none for the asking', { principal: SESSION }, {}, 'ImplicitlyDenied'],
      ['a federated user neither', { principal: FEDERATED }, {}, 'ImplicitlyDenied'],
      ['nor nobody', { principal: '*' }, {}, 'ImplicitlyDenied'],
    ],
    { action: 'sts:GetSessionToken', resource: '*' },
  );
});

describe(`other operations of STS need permissions (${GUIDE}/id_credentials_temp_control-access_enable-create.html)`, () => {
  const federate: Asked = { action: 'sts:GetFederationToken', resource: FEDERATED };
  verdicts([
    ['GetFederationToken', federate, {}, 'ImplicitlyDenied'],
    [
      'which a policy gives',
      federate,
      { identity: { Effect: 'Allow', Action: 'sts:GetFederationToken', Resource: '*' } },
      'Allowed',
    ],
    [
      'for some names only',
      federate,
      {
        identity: {
          Effect: 'Allow',
          Action: 'sts:GetFederationToken',
          Resource: 'arn:aws:sts::123456789012:federated-user/Manager*',
        },
      },
      'ImplicitlyDenied',
    ],
    ['and a deny forbids', federate, DENY_STS, 'ExplicitlyDenied'],
    ['DecodeAuthorizationMessage', { action: 'sts:DecodeAuthorizationMessage', resource: '*' }, {}, 'ImplicitlyDenied'],
    ['GetAccessKeyInfo', { action: 'sts:GetAccessKeyInfo', resource: '*' }, {}, 'ImplicitlyDenied'],
    ['which a policy gives', { action: 'sts:GetAccessKeyInfo', resource: '*' }, { identity: ALLOW_ALL }, 'Allowed'],
  ]);
});

describe(`the root user (${GUIDE}/id_root-user.html)`, () => {
  verdicts([
    ['has no policies and may do everything', { principal: ROOT }, {}, 'Allowed'],
    ['also what nobody has thought of', { principal: ROOT, action: 'iam:DeleteUser', resource: LUCY }, {}, 'Allowed'],
    [
      'but nothing that makes no sense',
      { principal: ROOT, action: 'iam:DeleteUser', resource: 'arn:aws:iam::123456789012:role/worker' },
      {},
      'ImplicitlyDenied',
    ],
  ]);
});
