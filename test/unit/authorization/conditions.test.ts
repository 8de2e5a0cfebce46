import { describe, expect, it } from 'vitest';
import { type Context, GUIDE, decideFor } from './scenario.ts';

/** Whether a statement with this Condition applies to a request with this context. */
function holds(condition: object, context: Context): boolean {
  const identity = { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition };
  return decideFor({ context }, { identity }) === 'Allowed';
}

type Case = readonly [
  operator: string,
  wanted: string | readonly string[],
  actual: string | readonly string[] | null,
  expected: boolean,
];

function table(cases: readonly Case[]): void {
  it.each(cases)('%s %j with %j is %s', (operator, wanted, actual, expected) => {
    const context = actual === null ? {} : { 'aws:x': actual };
    expect(holds({ [operator]: { 'aws:x': wanted } }, context)).toBe(expected);
  });
}

describe(`String operators (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_String)`, () => {
  table([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a*', 'a*', true],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', ['a', 'b'], 'c', false],
    ['StringEquals', '', '', true],
    ['StringEquals', 'a', null, false],
    ['StringNotEquals', 'a', 'b', true],
    ['StringNotEquals', 'a', 'a', false],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['StringNotEquals', 'a', null, true],
    ['StringEqualsIgnoreCase', 'Ab', 'aB', true],
    ['StringEqualsIgnoreCase', 'Ab', 'aC', false],
    ['StringNotEqualsIgnoreCase', 'Ab', 'aB', false],
    ['StringNotEqualsIgnoreCase', 'Ab', 'c', true],
    ['StringLike', 'a*c', 'abc', true],
    ['StringLike', 'a?c', 'abc', true],
    ['StringLike', 'a?c', 'ac', false],
    ['StringLike', 'A*', 'abc', false],
    ['StringLike', ['x*', 'a*'], 'abc', true],
    ['StringLike', '*', null, false],
    ['StringLike', '*', '', true],
    ['StringNotLike', 'a*', 'abc', false],
    ['StringNotLike', 'a*', 'xbc', true],
    ['StringNotLike', ['a*', 'b*'], 'bcd', false],
    ['StringNotLike', 'a*', null, true],
  ]);
});

describe(`Numeric operators (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_Numeric)`, () => {
  table([
    ['NumericEquals', '10', '10', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericEquals', '10', '11', false],
    ['NumericEquals', '-1', '-1', true],
    ['NumericEquals', 'ten', 'ten', false],
    ['NumericEquals', '10', 'ten', false],
    ['NumericNotEquals', '10', '11', true],
    ['NumericNotEquals', '10', '10', false],
    ['NumericNotEquals', '10', null, true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThan', '10', null, false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericLessThanEquals', '10', '10.5', false],
    ['NumericGreaterThan', '10', '10', false],
    ['NumericGreaterThan', '9', '10', true],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['NumericGreaterThanEquals', '10', '9.99', false],
    ['NumericEquals', ['1', '2'], '2', true],
  ]);

  it('takes numbers that are written as JSON numbers', () => {
    expect(holds({ NumericLessThanEquals: { 's3:max-keys': 10 } }, { 's3:max-keys': '10' })).toBe(true);
  });
});

describe(`Date operators (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_Date)`, () => {
  table([
    ['DateEquals', '2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z', true],
    ['DateEquals', '2026-01-31T12:00:00Z', '2026-01-31T13:00:00+01:00', true],
    ['DateEquals', '2026-01-31', '2026-01-31T00:00:00Z', true],
    ['DateEquals', '1769860800', '2026-01-31T12:00:00Z', true],
    ['DateEquals', '2026-02-30', '2026-03-02', false],
    ['DateNotEquals', '2026-01-31', '2026-02-01', true],
    ['DateNotEquals', '2026-01-31', '2026-01-31', false],
    ['DateLessThan', '2026-01-31', '2026-01-30T23:59:59Z', true],
    ['DateLessThan', '2026-01-31', '2026-01-31', false],
    ['DateLessThanEquals', '2026-01-31', '2026-01-31', true],
    ['DateGreaterThan', '2020-04-01T00:00:00Z', '2026-01-31', true],
    ['DateGreaterThan', '2020-04-01T00:00:00Z', '2020-04-01T00:00:00Z', false],
    ['DateGreaterThanEquals', '2020-04-01T00:00:00Z', '2020-04-01T00:00:00Z', true],
    ['DateGreaterThan', '2020-04-01', null, false],
    ['DateGreaterThan', '2020-04-01', 'yesterday', false],
    ['DateLessThan', '2026-01-31T12:00:00.500Z', '2026-01-31T12:00:00.400Z', true],
  ]);
});

describe(`Bool (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_Boolean)`, () => {
  table([
    ['Bool', 'true', 'true', true],
    ['Bool', 'true', 'True', true],
    ['Bool', 'true', 'false', false],
    ['Bool', 'false', 'false', true],
    ['Bool', 'true', null, false],
    ['Bool', 'false', null, false],
    ['Bool', 'true', 'yes', false],
    ['BoolIfExists', 'true', null, true],
    ['BoolIfExists', 'true', 'false', false],
  ]);

  it('takes JSON booleans', () => {
    expect(holds({ Bool: { 'aws:SecureTransport': true } }, { 'aws:SecureTransport': 'true' })).toBe(true);
  });
});

describe(`BinaryEquals (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals)`, () => {
  table([
    ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', true],
    ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA', true],
    ['BinaryEquals', 'QmluYXJ5', 'qmluYXJ5', false],
    ['BinaryEquals', 'QmluYXJ5', null, false],
  ]);
});

describe(`IpAddress (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_IPAddress)`, () => {
  table([
    ['IpAddress', '203.0.113.0/24', '203.0.113.7', true],
    ['IpAddress', '203.0.113.0/24', '203.0.114.7', false],
    ['IpAddress', '203.0.113.7', '203.0.113.7', true],
    ['IpAddress', '203.0.113.7', '203.0.113.8', false],
    ['IpAddress', '203.0.113.99/24', '203.0.113.7', true],
    ['IpAddress', '0.0.0.0/0', '255.255.255.255', true],
    ['IpAddress', '255.255.255.255/32', '255.255.255.255', true],
    ['IpAddress', '128.0.0.0/1', '200.0.0.1', true],
    ['IpAddress', '10.0.0.0/8', '010.1.1.1', false],
    ['IpAddress', '10.0.0.0/8', '10.1.1', false],
    ['IpAddress', '10.0.0.0/8', '10.1.1.256', false],
    ['IpAddress', ['10.0.0.0/8', '192.168.0.0/16'], '192.168.3.4', true],
    ['IpAddress', '2001:db8::/32', '2001:db8:1:2::3', true],
    ['IpAddress', '2001:db8::/32', '2001:db9::1', false],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678:0:0:0:1', true],
    ['IpAddress', '::/0', '::1', true],
    ['IpAddress', '::1', '0:0:0:0:0:0:0:1', true],
    ['IpAddress', '::ffff:203.0.113.7', '::ffff:cb00:7107', true],
    ['IpAddress', '0.0.0.0/0', '::1', false],
    ['IpAddress', '::/0', '10.0.0.1', false],
    ['IpAddress', '10.0.0.0/33', '10.0.0.1', false],
    ['IpAddress', '10.0.0.0/8', 'localhost', false],
    ['IpAddress', '10.0.0.0/8', null, false],
    ['NotIpAddress', '203.0.113.0/24', '203.0.113.7', false],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
    ['NotIpAddress', ['203.0.113.0/24', '198.51.100.0/24'], '198.51.100.1', false],
    ['NotIpAddress', '203.0.113.0/24', null, true],
  ]);
});

describe(`Arn operators (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_ARN)`, () => {
  const topic = 'arn:aws:sns:eu-west-1:123456789012:orders';
  table([
    ['ArnEquals', topic, topic, true],
    ['ArnEquals', 'arn:aws:sns:*:123456789012:*', topic, true],
    ['ArnLike', 'arn:aws:sns:eu-????-1:123456789012:orders', topic, true],
    ['ArnLike', 'arn:aws:sns:*:orders', topic, false],
    ['ArnLike', 'arn:aws:sns:*', topic, false],
    ['ArnLike', 'arn:aws:*:*:*:*', topic, true],
    ['ArnLike', 'arn:aws:SNS:*:*:*', topic, false],
    ['ArnLike', 'arn:aws:iam::*:role/*', 'arn:aws:iam::123456789012:role/a/b', true],
    ['ArnLike', 'arn:aws:logs:*:*:*', 'arn:aws:logs:r:1:log-group:a:b', true],
    ['ArnLike', 'arn:aws:iam::*:role/x', 'no arn', false],
    ['ArnLike', '*', 'arn:aws:iam::1:role/x', true],
    ['ArnEquals', topic, null, false],
    ['ArnNotEquals', topic, topic, false],
    ['ArnNotEquals', topic, `${topic}2`, true],
    ['ArnNotLike', 'arn:aws:sns:*:*:orders', topic, false],
    ['ArnNotLike', 'arn:aws:sns:*:*:orders', null, true],
  ]);
});

describe(`Null (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_Null)`, () => {
  table([
    ['Null', 'true', null, true],
    ['Null', 'true', 'a', false],
    ['Null', 'false', null, false],
    ['Null', 'false', 'a', true],
    ['Null', 'true', [], true],
    ['Null', 'false', ['a'], true],
  ]);
});

describe(`IfExists (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_IfExists)`, () => {
  table([
    ['StringEqualsIfExists', 'a', null, true],
    ['StringEqualsIfExists', 'a', 'a', true],
    ['StringEqualsIfExists', 'a', 'b', false],
    ['StringNotEqualsIfExists', 'a', null, true],
    ['StringNotEqualsIfExists', 'a', 'a', false],
    ['StringLikeIfExists', ['t1.*', 't2.*'], 'm3.large', false],
    ['StringLikeIfExists', ['t1.*', 't2.*'], null, true],
    ['NumericLessThanIfExists', '10', null, true],
    ['DateLessThanIfExists', '2026-01-01', null, true],
    ['IpAddressIfExists', '10.0.0.0/8', null, true],
    ['ArnLikeIfExists', 'arn:aws:sns:*:*:*', null, true],
    ['BinaryEqualsIfExists', 'QQ==', null, true],
    ['ForAnyValue:StringEqualsIfExists', 'a', null, true],
  ]);
});

describe(`set operators (${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html)`, () => {
  table([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], null, true],
    ['ForAllValues:StringEquals', ['a', 'b'], [], true],
    ['ForAllValues:StringEquals', ['a', 'b'], 'a', true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'a'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], null, false],
    ['ForAnyValue:StringEquals', ['a', 'b'], [], false],
    ['ForAllValues:StringNotEquals', ['a'], ['b', 'c'], true],
    ['ForAllValues:StringNotEquals', ['a'], ['a', 'c'], false],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'c'], true],
    ['ForAnyValue:StringNotEquals', ['a'], ['a'], false],
    ['ForAnyValue:StringNotEquals', ['a'], null, false],
    ['ForAllValues:StringLike', ['a*'], ['ab', 'ac'], true],
    ['ForAnyValue:StringLike', ['a*'], ['b', 'ac'], true],
    ['ForAnyValue:StringEqualsIgnoreCase', ['A'], ['a'], true],
    ['ForAllValues:ArnLike', ['arn:aws:sns:*:*:*'], ['arn:aws:sns:r:1:t', 'arn:aws:sqs:r:1:q'], false],
    ['ForAnyValue:NumericGreaterThan', ['5'], ['1', '9'], true],
    ['StringEquals', 'a', ['a', 'b'], true],
    ['StringNotEquals', 'a', ['a', 'b'], false],
  ]);
});

describe(`several keys and operators (${GUIDE}/reference_policies_condition-logic-multiple-context-keys-or-values.html)`, () => {
  const both = { StringEquals: { 'aws:a': '1', 'aws:b': '2' } };
  it.each([
    ['all keys of an operator must match', both, { 'aws:a': '1', 'aws:b': '2' }, true],
    ['one key that fails, fails the operator', both, { 'aws:a': '1', 'aws:b': '3' }, false],
    [
      'all operators must hold',
      { ...both, Bool: { 'aws:c': 'true' } },
      { 'aws:a': '1', 'aws:b': '2', 'aws:c': 'false' },
      false,
    ],
    [
      'key names are compared without regard to case',
      { StringEquals: { 'AWS:sourceVPC': 'v' } },
      { 'aws:SourceVpc': 'v' },
      true,
    ],
    ['tag keys too', { StringEquals: { 'aws:PrincipalTag/Team': 'x' } }, { 'aws:principaltag/TEAM': 'x' }, true],
    ['an empty Condition holds', {}, {}, true],
  ] as const)('%s', (_name, condition, context, expected) => {
    expect(holds(condition, context)).toBe(expected);
  });
});
