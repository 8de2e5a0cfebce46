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
    // Case, white space and Unicode are taken as they are.
    ['StringEquals', 'a ', 'a', false],
    ['StringEquals', 'é', 'é', true],
    ['StringEquals', 'é', 'e\u0301', false],
    ['StringEquals', '日本', '日本', true],
    ['StringEqualsIgnoreCase', 'ÉCOLE', 'école', true],
    ['StringEqualsIgnoreCase', 'a*', 'AB', false],
    ['StringEqualsIgnoreCase', ['x', 'y'], 'Y', true],
    ['StringNotEqualsIgnoreCase', ['x', 'y'], 'Y', false],
    ['StringNotEqualsIgnoreCase', 'a', null, true],
    ['StringLike', '?', '', false],
    ['StringLike', '??', 'a', false],
    ['StringLike', 'a**b', 'ab', true],
    ['StringLike', '*a*b*', 'xaxbx', true],
    ['StringLike', '*a*b*', 'xbxax', false],
    ['StringLike', 'a*b', 'a/b:c\nb', true],
    ['StringLike', 'a.c', 'abc', false],
    ['StringLike', '[a]', 'a', false],
    ['StringLike', '', '', true],
    ['StringLike', '', 'a', false],
    ['StringNotLike', '*', '', false],
    ['StringNotLike', '*', null, true],
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
    // Integer and decimal values, in every way to write them.
    ['NumericEquals', '1.5', '1.50', true],
    ['NumericEquals', '+5', '5', true],
    ['NumericEquals', '0', '-0', true],
    ['NumericEquals', '.5', '0.5', true],
    ['NumericEquals', '1e3', '1000', true],
    ['NumericEquals', '007', '7', true],
    ['NumericEquals', '10', ' 10', false],
    ['NumericEquals', '10', '0xA', false],
    ['NumericEquals', '10', '1,0', false],
    ['NumericEquals', '10', '', false],
    ['NumericEquals', 'NaN', 'NaN', false],
    ['NumericEquals', 'Infinity', 'Infinity', false],
    ['NumericLessThan', '0', '-0.001', true],
    ['NumericLessThan', '10', '9.9999', true],
    ['NumericLessThan', '10', '100', false],
    ['NumericLessThan', ['1', '100'], '50', true],
    ['NumericGreaterThan', '-2', '-1', true],
    ['NumericGreaterThan', '10', '9', false],
    ['NumericGreaterThanEquals', '10', null, false],
    ['NumericGreaterThanEquals', '10', 'ten', false],
    ['NumericNotEquals', ['1', '2'], '2', false],
    ['NumericNotEquals', ['1', '2'], '3', true],
    // What is no number equals none.
    ['NumericNotEquals', '10', 'ten', true],
    ['NumericEquals', '10*', '100', false],
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
    // The W3C forms of ISO 8601: a year, a month, a day, a minute, a second, a fraction.
    ['DateEquals', '2026', '2026-01-01T00:00:00Z', true],
    ['DateEquals', '2026-03', '2026-03-01T00:00:00Z', true],
    ['DateEquals', '2026-01-31T12:00Z', '2026-01-31T12:00:00Z', true],
    ['DateEquals', '2026-01-31T12:00:00.000Z', '2026-01-31T12:00:00Z', true],
    ['DateEquals', '2026-01-31T12:00:00-08:00', '2026-01-31T20:00:00Z', true],
    ['DateEquals', '2026-01-31T12:00:00+05:30', '2026-01-31T06:30:00Z', true],
    ['DateEquals', '2024-02-29', '2024-02-29T00:00:00Z', true],
    ['DateEquals', '2025-02-29', '2025-03-01T00:00:00Z', false],
    ['DateEquals', '2026-13-01', '2027-01-01', false],
    ['DateEquals', '2026-00-10', '2025-12-10', false],
    ['DateEquals', '2026-01-31T24:00:00Z', '2026-02-01T00:00:00Z', false],
    ['DateEquals', '2026-01-31T12:60:00Z', '2026-01-31T13:00:00Z', false],
    ['DateEquals', '2026-01-31T12:00:00+24:00', '2026-01-30T12:00:00Z', false],
    ['DateEquals', '2026-01-31 12:00:00', '2026-01-31T12:00:00Z', false],
    ['DateEquals', '31.01.2026', '2026-01-31', false],
    ['DateEquals', '', '', false],
    // Epoch time, in either place.
    ['DateEquals', '2026-01-31T12:00:00Z', '1769860800', true],
    ['DateLessThan', '1769860800', '1769860799', true],
    ['DateLessThan', '1769860800', '1769860799.999', true],
    ['DateGreaterThan', '2026-01-31T12:00:00Z', '1769860801', true],
    ['DateNotEquals', '2026-01-31', null, true],
    ['DateNotEquals', '2026-01-31', 'no date', true],
    ['DateNotEquals', ['2026-01-31', '2026-02-01'], '2026-02-01', false],
    ['DateLessThan', ['2020-01-01', '2030-01-01'], '2026-01-01', true],
    ['DateGreaterThan', '2020-*', '2026-01-01', false],
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
    ['Bool', 'TRUE', 'true', true],
    ['Bool', 'false', 'False', true],
    ['Bool', 'yes', 'yes', false],
    ['Bool', '1', 'true', false],
    ['Bool', 'true', '', false],
    ['Bool', 'tru*', 'true', false],
    ['BoolIfExists', 'false', 'false', true],
    ['BoolIfExists', 'false', null, true],
    ['Bool', ['true', 'false'], 'false', true],
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
    ['BinaryEquals', ['QQ==', 'Qg=='], 'Qg', true],
    ['BinaryEquals', 'QQ==', 'QQ=', true],
    ['BinaryEquals', 'QQ==', 'QR==', false],
    ['BinaryEquals', 'QmluYXJ5*', 'QmluYXJ5VmFs', false],
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
    ['IpAddress', '203.0.113.0/25', '203.0.113.127', true],
    ['IpAddress', '203.0.113.0/25', '203.0.113.128', false],
    ['IpAddress', '203.0.113.7/31', '203.0.113.6', true],
    ['IpAddress', '203.0.113.7/31', '203.0.113.8', false],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5679::1', false],
    ['IpAddress', '2001:db8::/33', '2001:db8:7fff::1', true],
    ['IpAddress', '2001:db8::/33', '2001:db8:8000::1', false],
    ['IpAddress', '2001:db8::1', '2001:db8::1', true],
    ['IpAddress', '2001:db8::1', '2001:db8::2', false],
    ['IpAddress', '2001:db8::1/128', '2001:0db8:0000:0000:0000:0000:0000:0001', true],
    ['IpAddress', '::/129', '::1', false],
    ['IpAddress', '2001:db8::/32', '2001:db8:::1', false],
    ['IpAddress', '2001:db8::/32', '2001:db8::g', false],
    ['IpAddress', '2001:db8::/32', '2001:db8:1:2:3:4:5', false],
    ['IpAddress', '2001:db8::/32', '2001:db8::1%eth0', false],
    ['IpAddress', '::ffff:0:0/96', '::ffff:203.0.113.7', true],
    ['IpAddress', '10.0.0.0/', '10.0.0.1', false],
    ['IpAddress', '10.0.0.0/-8', '10.0.0.1', false],
    ['IpAddress', '10.0.0.0/8', '10.0.0.0/8', false],
    ['IpAddress', '10.0.*', '10.0.0.1', false],
    ['IpAddress', '*', '10.0.0.1', false],
    ['IpAddress', ['203.0.113.0/24', '2001:DB8:1234:5678::/64'], '203.0.113.9', true],
    ['IpAddress', ['203.0.113.0/24', '2001:DB8:1234:5678::/64'], '2001:db8:1234:5678:9::', true],
    ['IpAddress', ['203.0.113.0/24', '2001:DB8:1234:5678::/64'], '198.51.100.9', false],
    ['NotIpAddress', '2001:db8::/32', '2001:db8::1', false],
    ['NotIpAddress', '2001:db8::/32', '203.0.113.7', true],
    ['NotIpAddress', '203.0.113.0/24', 'no address', true],
    ['NotIpAddressIfExists', '203.0.113.0/24', null, true],
    ['NotIpAddressIfExists', '203.0.113.0/24', '203.0.113.7', false],
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
    // The example of the page: an ARN whose resource holds what looks like another's account.
    [
      'ArnLike',
      'arn:aws:someservice:*:111122223333:finance/*',
      'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
      false,
    ],
    [
      'StringLike',
      'arn:aws:someservice:*:111122223333:finance/*',
      'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
      true,
    ],
    ['ArnEquals', 'arn:aws:sns:eu-west-?:123456789012:orders', topic, true],
    ['ArnLike', 'arn:aws:sns:eu-west-1:123456789012:ORDERS', topic, false],
    ['ArnLike', 'arn:aws:sns:*:*:*:*', topic, false],
    ['ArnLike', 'arn:*:*:*:*:*', topic, true],
    ['ArnLike', 'arn:a?s:s*s:eu*1:1234*:o?ders', topic, true],
    ['ArnLike', 'arn:aws:sns:?:123456789012:orders', topic, false],
    ['ArnLike', 'arn:aws:sns::123456789012:orders', topic, false],
    ['ArnLike', '*:aws:sns:eu-west-1:123456789012:orders', topic, true],
    ['ArnLike', 'arn:*', topic, false],
    ['ArnLike', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/a:c/d', true],
    ['ArnLike', ['arn:aws:sqs:*:*:*', 'arn:aws:sns:*:*:*'], topic, true],
    ['ArnLike', 'arn:aws:sns:*:*:*', '', false],
    ['ArnNotLike', 'arn:aws:sns:*:*:*', 'no arn', true],
    ['ArnNotEquals', topic, null, true],
    ['ArnNotLike', ['arn:aws:sqs:*:*:*', 'arn:aws:sns:*:*:*'], topic, false],
    ['ArnEqualsIfExists', topic, null, true],
    ['ArnNotLikeIfExists', topic, topic, false],
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
    ['Null', 'True', null, true],
    ['Null', 'FALSE', 'a', true],
    ['Null', 'yes', null, false],
    ['Null', ['true', 'false'], null, true],
    ['Null', ['true', 'false'], 'a', true],
    ['Null', 'false', '', true],
    ['Null', '${aws:x}', 'true', false],
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
    ['StringEqualsIfExists', 'a', '', false],
    ['StringEqualsIfExists', 'a', [], true],
    ['StringNotLikeIfExists', 'a*', 'ab', false],
    ['NumericLessThanIfExists', '10', '11', false],
    ['NumericNotEqualsIfExists', '10', null, true],
    ['DateGreaterThanIfExists', '2026-01-01', '2025-01-01', false],
    ['IpAddressIfExists', '10.0.0.0/8', '192.0.2.1', false],
    ['BoolIfExists', 'true', [], true],
    ['ForAllValues:StringLikeIfExists', 'a*', null, true],
    ['ForAllValues:StringLikeIfExists', 'a*', ['ab', 'b'], false],
    ['ForAnyValue:StringEqualsIfExists', 'a', ['b'], false],
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
    ['ForAnyValue:StringEquals', ['a', 'b'], 'b', true],
    ['ForAnyValue:StringEquals', ['a', 'b'], 'c', false],
    ['ForAllValues:StringEquals', ['a'], ['A'], false],
    ['ForAllValues:StringEqualsIgnoreCase', ['a', 'B'], ['A', 'b'], true],
    ['ForAllValues:StringNotLike', ['a*'], ['b', 'ab'], false],
    ['ForAllValues:StringNotLike', ['a*'], null, true],
    ['ForAnyValue:StringNotLike', ['a*', 'b*'], ['ab', 'c'], true],
    ['ForAnyValue:StringNotLike', ['a*', 'b*'], ['ab', 'bc'], false],
    ['ForAllValues:NumericLessThan', '10', ['1', '9'], true],
    ['ForAllValues:NumericLessThan', '10', ['1', '10'], false],
    ['ForAnyValue:DateLessThan', '2026-01-01', ['2025-01-01', '2027-01-01'], true],
    ['ForAllValues:IpAddress', '10.0.0.0/8', ['10.1.1.1', '192.0.2.1'], false],
    ['ForAnyValue:IpAddress', '10.0.0.0/8', ['10.1.1.1', '192.0.2.1'], true],
    ['ForAllValues:Bool', 'true', ['true', 'false'], false],
    ['ForAnyValue:ArnNotLike', 'arn:aws:sns:*:*:*', ['arn:aws:sns:r:1:t'], false],
    ['ForAllValues:BinaryEquals', 'QQ==', ['QQ', 'Qg'], false],
    // "For example, an empty string": the page takes it for no value at all.
    ['ForAllValues:StringEquals', 'a', '', true],
    ['ForAllValues:StringEquals', 'a', [''], true],
    ['ForAllValues:StringEquals', 'a', ['', ''], true],
    ['ForAllValues:StringEquals', 'a', ['', 'b'], false],
    ['ForAnyValue:StringEquals', '', [''], false],
    ['ForAnyValue:StringLike', '*', '', false],
    ['ForAnyValue:StringNotEquals', 'a', [''], false],
    ['ForAnyValue:StringEqualsIfExists', '', [''], false],
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
    ['an operator without keys holds', { StringEquals: {} }, {}, true],
    [
      'values of one key are alternatives, keys are not',
      { StringEquals: { 'aws:a': ['1', '2'], 'aws:b': ['3', '4'] } },
      { 'aws:a': '2', 'aws:b': '3' },
      true,
    ],
    [
      'one key may stand under several operators',
      { DateGreaterThan: { 'aws:t': '2019-07-16T12:00:00Z' }, DateLessThan: { 'aws:t': '2019-07-16T15:00:00Z' } },
      { 'aws:t': '2019-07-16T13:00:00Z' },
      true,
    ],
    [
      'and must then satisfy each',
      { DateGreaterThan: { 'aws:t': '2019-07-16T12:00:00Z' }, DateLessThan: { 'aws:t': '2019-07-16T15:00:00Z' } },
      { 'aws:t': '2019-07-16T15:00:00Z' },
      false,
    ],
    [
      'negated: none of the values of any of the keys',
      { StringNotEquals: { 'aws:a': ['1', '2'], 'aws:b': '3' } },
      { 'aws:a': '3', 'aws:b': '3' },
      false,
    ],
    [
      'negated: a key that is absent beside one that differs',
      { StringNotEquals: { 'aws:a': '1', 'aws:b': '2' } },
      { 'aws:a': '3' },
      true,
    ],
    [
      'Null beside ForAllValues asks for at least one value',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] }, Null: { 'aws:TagKeys': 'false' } },
      { 'aws:TagKeys': [] },
      false,
    ],
    [
      'a tag key with odd characters',
      { StringEquals: { 'aws:PrincipalTag/a b_c.d:e/f=g+h-i@j': 'x' } },
      { 'aws:PrincipalTag/A B_c.d:e/f=g+h-i@j': 'x' },
      true,
    ],
    [
      'a tag key of another script',
      { StringEquals: { 'aws:RequestTag/größe': 'x' } },
      { 'aws:RequestTag/Größe': 'x' },
      true,
    ],
    [
      'a tag key that only begins so',
      { StringEquals: { 'aws:RequestTag/team': 'x' } },
      { 'aws:RequestTag/teams': 'x' },
      false,
    ],
    [
      'a tag value keeps its case',
      { StringEquals: { 'aws:RequestTag/team': 'x' } },
      { 'aws:RequestTag/team': 'X' },
      false,
    ],
    [
      'the key of an identity provider',
      { StringEquals: { 'accounts.google.com:aud': 'x' } },
      { 'accounts.google.com:AUD': 'x' },
      true,
    ],
    ['a key that is called as a property of objects', { StringEquals: { 'aws:constructor': 'x' } }, {}, false],
    ['an empty Condition holds', {}, {}, true],
  ] as const)('%s', (_name, condition, context, expected) => {
    expect(holds(condition, context)).toBe(expected);
  });
});
