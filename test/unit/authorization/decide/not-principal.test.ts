import { describe } from 'vitest';
import {
  ACCOUNT,
  ALLOW_S3,
  FEDERATED,
  type Given,
  GUIDE,
  LUCY,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  grant,
  verdicts,
} from '../scenario.ts';

/** Everything on S3 is allowed by identity, and denied to all but whom it says. */
function except(names: unknown): Given {
  return {
    identity: ALLOW_S3,
    session: ALLOW_S3,
    resource: { Effect: 'Deny', NotPrincipal: names, Action: 's3:*', Resource: '*' },
  };
}

describe(`NotPrincipal with Deny (${GUIDE}/reference_policies_elements_notprincipal.html)`, () => {
  const everybody = grant('*');
  const open = (names: unknown): Given => ({
    resource: [everybody, { Effect: 'Deny', NotPrincipal: names, Action: 's3:*', Resource: '*' }],
  });
  verdicts([
    ['spares the user that is listed with its account', {}, except({ AWS: [LUCY, ROOT] }), 'Allowed'],
    ['the account may be listed by its ID', {}, except({ AWS: [LUCY, ACCOUNT] }), 'Allowed'],
    ['does not spare a user listed without its account', {}, except({ AWS: LUCY }), 'ExplicitlyDenied'],
    ['nor one whose account alone is listed', {}, except({ AWS: ROOT }), 'ExplicitlyDenied'],
    ['nor another user', {}, except({ AWS: [`arn:aws:iam::${ACCOUNT}:user/bob`, ROOT] }), 'ExplicitlyDenied'],
    ['spares the root user by the account', { principal: ROOT }, except({ AWS: ROOT }), 'Allowed'],
    ['denies the root user that is not listed', { principal: ROOT }, except({ AWS: LUCY }), 'ExplicitlyDenied'],
    [
      'spares a session listed with its role and account',
      { principal: SESSION },
      except({ AWS: [SESSION, ROLE, ROOT] }),
      'Allowed',
    ],
    ['not one listed without its role', { principal: SESSION }, except({ AWS: [SESSION, ROOT] }), 'ExplicitlyDenied'],
    [
      'not one listed without its account',
      { principal: SESSION },
      except({ AWS: [SESSION, ROLE] }),
      'ExplicitlyDenied',
    ],
    [
      'not one whose role is listed and not itself',
      { principal: SESSION },
      except({ AWS: [ROLE, ROOT] }),
      'ExplicitlyDenied',
    ],
    [
      'not another session of that role',
      { principal: `${SESSION}2` },
      except({ AWS: [SESSION, ROLE, ROOT] }),
      'ExplicitlyDenied',
    ],
    [
      'spares a federated user listed with its account',
      { principal: FEDERATED },
      except({ AWS: [FEDERATED, ROOT] }),
      'Allowed',
    ],
    ['not one listed alone', { principal: FEDERATED }, except({ AWS: FEDERATED }), 'ExplicitlyDenied'],
    ['denies nobody in particular', { principal: '*' }, open({ AWS: [LUCY, ROOT] }), 'ExplicitlyDenied'],
    ['denies a service', { principal: 'lambda.amazonaws.com' }, open({ AWS: [LUCY, ROOT] }), 'ExplicitlyDenied'],
    [
      'spares a service that is listed',
      { principal: 'lambda.amazonaws.com' },
      open({ Service: 'lambda.amazonaws.com' }),
      'Allowed',
    ],
    [
      'not another one',
      { principal: 'ec2.amazonaws.com' },
      open({ Service: 'lambda.amazonaws.com' }),
      'ExplicitlyDenied',
    ],
    ['denies a user where only a service is listed', {}, open({ Service: 'lambda.amazonaws.com' }), 'ExplicitlyDenied'],
    [
      'gives nothing to whom it spares',
      {},
      { resource: { Effect: 'Deny', NotPrincipal: { AWS: [LUCY, ROOT] }, Action: 's3:*', Resource: '*' } },
      'ImplicitlyDenied',
    ],
    [
      'denies whoever has a boundary, listed or not',
      {},
      { ...except({ AWS: [LUCY, ROOT] }), boundary: ALLOW_S3 },
      'ExplicitlyDenied',
    ],
    [
      'also a session',
      { principal: SESSION },
      { ...except({ AWS: [SESSION, ROLE, ROOT] }), boundary: ALLOW_S3 },
      'ExplicitlyDenied',
    ],
  ]);

  const bob = `arn:aws:iam::${OTHER_ACCOUNT}:user/Bob`;
  const audit = `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/cross-account-read-only-role/cross-account-audit-app`;
  const bobAlone = { AWS: [bob, `arn:aws:iam::${OTHER_ACCOUNT}:root`] };
  const auditAlone = {
    AWS: [
      audit,
      `arn:aws:iam::${OTHER_ACCOUNT}:role/cross-account-read-only-role`,
      `arn:aws:iam::${OTHER_ACCOUNT}:root`,
    ],
  };
  verdicts(
    [
      ['Bob of another account', {}, { ...open(bobAlone), identity: ALLOW_S3 }, 'Allowed'],
      [
        'a user of the bucket owner',
        { principal: LUCY },
        { ...open(bobAlone), identity: ALLOW_S3 },
        'ExplicitlyDenied',
      ],
      [
        'an audit session of another account',
        { principal: audit },
        { ...open(auditAlone), identity: ALLOW_S3 },
        'Allowed',
      ],
      [
        'another session of that role',
        { principal: `${audit}-2` },
        { ...open(auditAlone), identity: ALLOW_S3 },
        'ExplicitlyDenied',
      ],
    ],
    { principal: bob },
  );
});
