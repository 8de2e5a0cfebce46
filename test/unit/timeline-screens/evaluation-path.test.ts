import { describe, expect, it } from 'vitest';
import { explain } from '../../../src-main/authorization/explain.ts';
import type { PolicySet } from '../../../src-main/authorization/policy-set.ts';
import type { AuthorizationRequest } from '../../../src-main/authorization/request.ts';
import { evaluationPath, type EvaluationPath, type PathNode } from '../../../src-renderer/timeline/evaluation-path.ts';
import { fc } from '../../fixtures/properties.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import { anySituation, compileAll } from '../authorization/arbitraries.ts';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_EC2,
  ALLOW_S3,
  type Asked,
  DENY_S3,
  FEDERATED,
  type Given,
  LUCY,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  grant,
  policySet,
  request,
  trust,
} from '../authorization/scenario.ts';

/** The path of a request that the engine explains, from what a record of it holds. */
function pathThrough(asked: AuthorizationRequest, policies: PolicySet): EvaluationPath {
  const { principal } = asked;
  return evaluationPath({
    resource: asked.resource,
    explanation: explain(asked, policies, SERVICE_FACTS),
    principalArn: 'arn' in principal ? principal.arn : null,
    context: [
      ...[...asked.context].map(([key, value]) => ({
        key,
        values: typeof value === 'string' ? [value] : [...value],
        source: 'test',
      })),
      { key: 'aws:ResourceAccount', values: [asked.resourceAccountId], source: 'test' },
    ],
  });
}

function path(asked: Asked, given: Given): EvaluationPath {
  return pathThrough(request(asked), policySet(given));
}

function write(nodes: readonly PathNode[]): string {
  return nodes.map(({ id, state }) => `${id}:${state}`).join(' ');
}

/** Such as `deny:passed scp:skipped`; tracks are parted by a bar. */
function drawn({ start, tracks }: EvaluationPath): string {
  return [write(start), ...tracks.map(({ nodes }) => write(nodes))].join(' | ');
}

const ASSUME: Asked = { action: 'sts:AssumeRole', resource: ROLE };
const ALLOW_ASSUME = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
const READ_BY_SERVICE: Asked = { principal: 'lambda.amazonaws.com' };

describe('the path through AWS’s policy evaluation', () => {
  it.each<readonly [string, Asked, Given, string]>([
    [
      'asks the resource before the identity in one account',
      {},
      { identity: ALLOW_S3 },
      'deny:passed | rcp:skipped scp:skipped resource:skipped identity:passed boundary:skipped session:skipped',
    ],
    [
      'ends at identity-based policies where they allow nothing',
      {},
      { identity: ALLOW_EC2, boundary: ALLOW_ALL },
      'deny:passed | rcp:skipped scp:skipped resource:skipped identity:closed boundary:notReached session:notReached',
    ],
    [
      'ends at the Deny evaluation, and shows where the Deny stands',
      {},
      { identity: ALLOW_S3, scp: [[ALLOW_ALL], [ALLOW_ALL, DENY_S3]] },
      'deny:denied | rcp:notReached scp:denied resource:notReached identity:notReached boundary:notReached session:notReached',
    ],
    [
      'ends at a level of SCPs that allows nothing',
      {},
      { identity: ALLOW_S3, scp: [[ALLOW_ALL], [ALLOW_EC2]] },
      'deny:passed | rcp:skipped scp:closed resource:notReached identity:notReached boundary:notReached session:notReached',
    ],
    [
      'ends at the permissions boundary',
      {},
      { identity: ALLOW_S3, boundary: ALLOW_EC2 },
      'deny:passed | rcp:skipped scp:skipped resource:skipped identity:passed boundary:closed session:notReached',
    ],
    [
      'ends at the session policies',
      { principal: SESSION },
      { identity: ALLOW_S3, session: ALLOW_EC2 },
      'deny:passed | rcp:skipped scp:skipped resource:skipped identity:passed boundary:skipped session:closed',
    ],
    [
      'needs nothing else where the resource’s policy names the user',
      {},
      { resource: grant({ AWS: LUCY }), boundary: ALLOW_EC2 },
      'deny:passed | rcp:skipped scp:skipped resource:passed identity:skipped boundary:skipped session:skipped',
    ],
    [
      'stays within the boundary where the resource’s policy names the role behind a session',
      { principal: SESSION },
      { resource: grant({ AWS: ROLE }), boundary: ALLOW_S3 },
      'deny:passed | rcp:skipped scp:skipped resource:passed identity:skipped boundary:passed session:skipped',
    ],
    [
      'goes on to the identity where the resource’s policy names the account',
      {},
      { resource: grant({ AWS: ROOT }), identity: ALLOW_S3 },
      'deny:passed | rcp:skipped scp:skipped resource:passed identity:passed boundary:skipped session:skipped',
    ],
    [
      'asks the VPC endpoint’s policy where there is one',
      {},
      { identity: ALLOW_S3, vpcEndpoint: { ...ALLOW_EC2, Principal: '*' } },
      'deny:passed | rcp:skipped scp:skipped vpcEndpoint:closed resource:notReached identity:notReached boundary:notReached session:notReached',
    ],
    [
      'takes the root user for its own answer',
      { principal: ROOT },
      {},
      'deny:passed | rcp:skipped scp:skipped resource:skipped identity:passed boundary:skipped session:skipped',
    ],
    [
      'asks a service for nothing but the resource’s policy',
      READ_BY_SERVICE,
      {},
      'deny:passed | rcp:skipped scp:skipped resource:closed',
    ],
    [
      'passes a service that the resource’s policy names',
      READ_BY_SERVICE,
      { resource: grant({ Service: 'lambda.amazonaws.com' }) },
      'deny:passed | rcp:skipped scp:skipped resource:passed',
    ],
    [
      'asks both sides across accounts, each for itself',
      { resourceAccountId: OTHER_ACCOUNT },
      { identity: ALLOW_EC2, resource: grant({ AWS: LUCY }) },
      'deny:passed | scp:skipped identity:closed boundary:notReached session:notReached | rcp:skipped resource:passed',
    ],
    [
      'closes the resource’s side across accounts where the resource has no policy',
      { resourceAccountId: OTHER_ACCOUNT },
      { identity: ALLOW_S3 },
      'deny:passed | scp:skipped identity:passed boundary:skipped session:skipped | rcp:skipped resource:closed',
    ],
    [
      'ends at the session policies of whom the root user made a session for, and not at policies that are not asked',
      {
        principal: {
          kind: 'federatedUser',
          arn: FEDERATED,
          accountId: ACCOUNT,
          name: 'carol',
          userArn: ROOT,
          tags: [],
        },
        resourceAccountId: OTHER_ACCOUNT,
      },
      { identity: ALLOW_EC2, resource: grant('*') },
      'deny:passed | scp:skipped identity:skipped boundary:skipped session:closed | rcp:skipped resource:passed',
    ],
    [
      'asks both sides of a role that names the account in its trust policy',
      ASSUME,
      { identity: ALLOW_ASSUME, trust: trust({ AWS: ROOT }) },
      'deny:passed | scp:skipped identity:passed boundary:skipped session:skipped | rcp:skipped trust:passed',
    ],
    [
      'has no questions where no permission is needed',
      { action: 'sts:GetCallerIdentity', resource: '*' },
      { identity: { Effect: 'Deny', Action: '*', Resource: '*' } },
      'noPermission:passed',
    ],
    [
      'ends where the action does not apply to the resource',
      { action: 's3:GetObject', resource: 'arn:aws:ssm:us-east-1:123456789012:parameter/a' },
      { identity: ALLOW_ALL },
      'deny:passed relation:closed | rcp:notReached scp:notReached resource:notReached identity:notReached boundary:notReached session:notReached',
    ],
  ])('%s', (_, asked, given, expected) => {
    expect(drawn(path(asked, given))).toBe(expected);
  });

  it('tells whose side each of two is', () => {
    const { setting, tracks } = path({ resourceAccountId: OTHER_ACCOUNT }, {});
    expect(setting).toContain('Across accounts');
    expect(tracks.map(({ title }) => title)).toEqual([
      'Principal’s account 123456789012',
      'Resource’s account 210987654321',
    ]);
  });

  it('can be read as sentences, as far as it goes', () => {
    expect(path({}, { identity: ALLOW_EC2 }).description).toBe(
      'In one account: an Allow on either side is enough, within every limit. ' +
        'Does any policy explicitly deny? No: No Deny applies. ' +
        'Do resource control policies allow? Goes on: None applies. ' +
        'Do service control policies allow? Goes on: None applies. ' +
        'Does the resource-based policy allow? Goes on: The resource has no policy. ' +
        'Do identity-based policies allow? No: No Allow applies. ' +
        'So the request is implicitly denied.',
    );
  });

  it('names the policies that were asked', () => {
    const [track] = path({}, { identity: ALLOW_S3 }).tracks;
    expect(track?.nodes.find(({ id }) => id === 'identity')?.policies).toEqual(['P']);
  });

  it('never contradicts the decision', () => {
    fc.assert(
      fc.property(anySituation, ({ request: asked, policies }) => {
        const compiled = compileAll(policies);
        const { decision, stoppedBy } = explain(asked, compiled, SERVICE_FACTS);
        const { start, tracks } = pathThrough(asked, compiled);
        const nodes = [...start, ...tracks.flatMap((track) => track.nodes)];
        const ending = nodes.filter(({ state }) => state === 'closed' || state === 'denied').map(({ id }) => id);
        // Only where two sides are asked for themselves can more than one be closed.
        const most = decision === 'Allowed' ? 0 : decision === 'ExplicitlyDenied' ? Infinity : tracks.length;
        expect({
          ends: ending.length > 0,
          whereItStopped: stoppedBy === null || ending.includes(stoppedBy),
          atDenyFirst: ending[0] === 'deny',
          notTooOften: ending.length <= Math.max(most, decision === 'Allowed' ? 0 : 1),
        }).toEqual({
          ends: decision !== 'Allowed',
          whereItStopped: true,
          atDenyFirst: decision === 'ExplicitlyDenied',
          notTooOften: true,
        });
      }),
      { numRuns: 500 },
    );
  });
});
