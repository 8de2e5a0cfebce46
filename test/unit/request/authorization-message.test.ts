import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../src-main/authorization/compile.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import type { AuthorizationRequest } from '../../../src-main/authorization/request.ts';
import { authorizationMessage } from '../../../src-main/request/authorization-message.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';

const EXAMPLE = 'https://docs.aws.amazon.com/cli/latest/reference/sts/decode-authorization-message.html#examples';

const REQUEST: AuthorizationRequest = {
  principal: {
    kind: 'user',
    arn: 'arn:aws:iam::111122223333:user/ana',
    accountId: '111122223333',
    userName: 'ana',
    userId: 'AIDA123456789EXAMPLE',
    tags: [],
  },
  action: 'ec2:RunInstances',
  resource: 'arn:aws:ec2:us-east-1:111122223333:instance/*',
  resourceAccountId: '111122223333',
  context: new Map([['ec2:instancetype', 't2.micro']]),
};

const CONTEXT = [
  { key: 'aws:userid', values: ['AIDA123456789EXAMPLE'], source: '' },
  { key: 'ec2:InstanceType', values: ['t2.micro'], source: '' },
];

/** What is told of the request where these statements are the caller's. */
function messageFor(...statements: object[]) {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const identity = [compilePolicy(document, { name: 'p', arn: null, source: 'inline in user ana' })];
  const explanation = explain(REQUEST, { identity, resource: [] }, SERVICE_FACTS);
  return authorizationMessage({ request: REQUEST, explanation, context: CONTEXT });
}

describe('An authorization message', () => {
  it(`tells the statements that deny, who asked and for what, in the layout of the example: ${EXAMPLE}`, () => {
    const message = messageFor(
      { Effect: 'Allow', Action: '*', Resource: '*' },
      {
        Sid: 'VisualEditor0',
        Effect: 'Deny',
        Action: 'ec2:RunInstances',
        Resource: '*',
        Condition: { StringEquals: { 'ec2:InstanceType': ['t2.micro', 't2.nano'] } },
      },
    );
    expect(message).toEqual({
      allowed: false,
      explicitDeny: true,
      matchedStatements: {
        items: [
          {
            statementId: 'VisualEditor0',
            effect: 'DENY',
            principals: { items: [{ value: 'AIDA123456789EXAMPLE' }] },
            principalGroups: { items: [] },
            actions: { items: [{ value: 'ec2:RunInstances' }] },
            resources: { items: [{ value: '*' }] },
            conditions: {
              items: [{ key: 'ec2:InstanceType', values: { items: [{ value: 't2.micro' }, { value: 't2.nano' }] } }],
            },
          },
        ],
      },
      failures: { items: [] },
      context: {
        principal: { id: 'AIDA123456789EXAMPLE', name: 'ana', arn: 'arn:aws:iam::111122223333:user/ana' },
        action: 'ec2:RunInstances',
        resource: 'arn:aws:ec2:us-east-1:111122223333:instance/*',
        conditions: {
          items: [
            { key: 'aws:userid', values: { items: [{ value: 'AIDA123456789EXAMPLE' }] } },
            { key: 'ec2:InstanceType', values: { items: [{ value: 't2.micro' }] } },
          ],
        },
      },
    });
  });

  it(`tells of no statement where nothing allows: ${EXAMPLE}`, () => {
    expect(messageFor({ Effect: 'Allow', Action: 's3:*', Resource: '*' })).toMatchObject({
      explicitDeny: false,
      matchedStatements: { items: [] },
    });
  });
});
