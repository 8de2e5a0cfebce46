import { describe, expect, test } from 'vitest';
import { cloudTrailEvent } from '../../../src-main/exchange/cloudtrail-event.ts';
import { DECISION_CSV_HEADER, decisionCsvLine } from '../../../src-main/exchange/decision-csv.ts';
import { exportDecisions } from '../../../src-main/exchange/export-decisions.ts';
import { recordSummary } from '../../../src-main/timeline/record-summary.ts';
import { DecisionRecord, type RecordSummary } from '../../../src-shared/decision/record.ts';
import { ACCOUNT_ID } from '../../fixtures/account-documents.ts';
import { manyDecision } from '../../fixtures/many-decisions.ts';

const many = { count: 100, users: 5, accountId: ACCOUNT_ID, until: '2026-03-01T12:00:00.000Z', days: 1 };
const arnOfLucy = `arn:aws:iam::${ACCOUNT_ID}:user/lucy`;
const base: DecisionRecord = {
  ...manyDecision(1, many),
  principal: { label: 'lucy', arn: arnOfLucy },
  action: 'iam:CreateUser',
  resource: `arn:aws:iam::${ACCOUNT_ID}:user/new`,
};
const createUser: DecisionRecord = {
  ...base,
  request: {
    ...base.request,
    service: 'iam',
    operation: 'CreateUser',
    body: 'Action=CreateUser&Version=2010-05-08&UserName=new&Tags.member.1.Key=team&Tags.member.1.Value=red',
    parts: [{ action: base.action, resource: base.resource }],
  },
  response: { ...base.response, status: 200, errorCode: null, errorMessage: null },
};

function summaryOf(record: DecisionRecord): RecordSummary {
  return { ...recordSummary(record), sequence: record.sequence };
}

/** Reads CSV as RFC 4180 has it. */
function fieldsOf(line: string): string[] {
  return [...line.replace(/\r\n$/, '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

// https://datatracker.ietf.org/doc/html/rfc4180
describe('a timeline as CSV', () => {
  test.each([
    ['plain', 'bucket', 'bucket'],
    ['a comma', 'a,b', '"a,b"'],
    ['quotes', 'say "no"', '"say ""no"""'],
    ['a line break', 'a\r\nb', '"a\r\nb"'],
  ])('quotes a field that holds %s, and no other', (_, resource, written) => {
    const line = decisionCsvLine(summaryOf({ ...base, resource }));
    expect(line).toContain(`,${written},`);
    expect(fieldsOf(line)[5]).toBe(resource);
  });

  // https://owasp.org/www-community/attacks/CSV_Injection
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
    'keeps %j from being taken for a formula',
    (resource) => {
      expect(fieldsOf(decisionCsvLine(summaryOf({ ...base, resource })))[5]).toBe(`'${resource}`);
    },
  );

  test('leaves a dash alone that does not begin the field', () => {
    expect(fieldsOf(decisionCsvLine(summaryOf({ ...base, resource: 'a-b=c' })))[5]).toBe('a-b=c');
  });

  test('has as many fields in each line as in the first, and ends each with CRLF', () => {
    const line = decisionCsvLine(summaryOf({ ...base, resource: 'a,"b"' }));
    expect(fieldsOf(line)).toHaveLength(fieldsOf(DECISION_CSV_HEADER).length);
    expect([line, DECISION_CSV_HEADER].every((each) => each.endsWith('\r\n'))).toBe(true);
  });
});

// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
describe('a request as an event of CloudTrail', () => {
  test('says who asked what of which service, from where and when', () => {
    expect(cloudTrailEvent(createUser)).toMatchObject({
      userIdentity: { type: 'IAMUser', arn: arnOfLucy, accountId: ACCOUNT_ID, userName: 'lucy' },
      eventTime: `${createUser.at.slice(0, 19)}Z`,
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateUser',
      awsRegion: 'us-east-1',
      sourceIPAddress: '203.0.113.7',
      userAgent: 'aws-cli/2.22.0',
      requestParameters: { userName: 'new' },
      requestID: createUser.response.requestId,
      eventID: createUser.id,
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      eventCategory: 'Management',
      recipientAccountId: ACCOUNT_ID,
    });
  });

  test('names an error only where there is one', () => {
    const denied = { ...createUser.response, status: 403, errorCode: 'AccessDenied', errorMessage: 'No.' };
    expect(cloudTrailEvent({ ...createUser, response: denied })).toMatchObject({
      errorCode: 'AccessDenied',
      errorMessage: 'No.',
      responseElements: null,
    });
    expect(Object.keys(cloudTrailEvent(createUser))).not.toContain('errorCode');
  });

  test.each([
    [`arn:aws:iam::${ACCOUNT_ID}:root`, 'Root'],
    [arnOfLucy, 'IAMUser'],
    [`arn:aws:sts::${ACCOUNT_ID}:assumed-role/Builder/one`, 'AssumedRole'],
    [`arn:aws:sts::${ACCOUNT_ID}:federated-user/lucy`, 'FederatedUser'],
    [null, 'Unknown'],
  ])('calls %s of the type %s', (arn, type) => {
    const event = cloudTrailEvent({ ...createUser, principal: { label: 'x', arn } });
    expect(event).toMatchObject({ userIdentity: { type } });
  });

  test.each([
    ['GetObject', `arn:aws:s3:::photos/cat.jpg`, { eventCategory: 'Data', managementEvent: false, readOnly: true }],
    ['CreateBucket', `arn:aws:s3:::photos`, { eventCategory: 'Management', managementEvent: true, readOnly: false }],
  ])('tells by the resource whether %s is about data', (operation, resource, wanted) => {
    const request = {
      ...createUser.request,
      service: 's3',
      operation,
      body: '',
      parts: [{ action: `s3:${operation}`, resource }],
    };
    expect(cloudTrailEvent({ ...createUser, request })).toMatchObject(wanted);
  });

  test('carries no signature, token or other header of the request', () => {
    const secret = 'FwoGZXIvYXdzEXAMPLETOKEN';
    const request = {
      ...createUser.request,
      url: `https://iam.amazonaws.com/?X-Amz-Security-Token=${secret}&X-Amz-Signature=${secret}`,
      headers: [
        ...createUser.request.headers,
        ['authorization', `AWS4-HMAC-SHA256 Signature=${secret}`],
        ['x-amz-security-token', secret],
      ] satisfies [string, string][],
    };
    expect(JSON.stringify(cloudTrailEvent({ ...createUser, request }))).not.toContain(secret);
    expect(JSON.stringify(cloudTrailEvent({ ...createUser, request: { ...request, body: '' } }))).not.toContain(secret);
  });
});

describe('a file of requests in parts', () => {
  const records = Array.from({ length: 5 }, (_, n) => ({ ...manyDecision(n, many), sequence: n + 1 }));
  const file = (
    format: 'json' | 'cloudTrail' | 'csv',
    sizes: readonly number[],
    gone: readonly string[] = [],
  ): string => {
    let from = 0;
    return sizes
      .map((size, index) => {
        const part = { isFirst: index === 0, isLast: index === sizes.length - 1 };
        const summaries = records.slice(from, (from += size)).map(summaryOf);
        const recordOf = (id: string): DecisionRecord | null =>
          gone.includes(id) ? null : (records.find((record) => record.id === id) ?? null);
        return exportDecisions(summaries, format, { part, recordOf });
      })
      .join('');
  };

  test.each(['json', 'cloudTrail', 'csv'] as const)('is the same %s however it is cut', (format) => {
    expect(file(format, [2, 2, 1])).toBe(file(format, [5]));
  });

  test('holds whole records as JSON', () => {
    const parsed: unknown = JSON.parse(file('json', [3, 2]));
    expect(DecisionRecord.array().parse(parsed)).toEqual(records);
  });

  test('holds its events under Records, as the log files of CloudTrail do', () => {
    const parsed: unknown = JSON.parse(file('cloudTrail', [4, 1]));
    expect(parsed).toMatchObject({ Records: records.map(({ id }) => ({ eventID: id })) });
  });

  test('stays JSON where there is nothing to hold', () => {
    expect(JSON.parse(file('json', [0]))).toEqual([]);
    expect(JSON.parse(file('cloudTrail', [0]))).toEqual({ Records: [] });
  });

  test.each([
    ['the first', 'decision-0'],
    ['the last', 'decision-4'],
  ])('stays JSON where %s record is no longer kept', (_, id) => {
    expect(JSON.parse(file('json', [2, 2, 1], [id]))).toHaveLength(4);
  });

  test('names its columns once as CSV', () => {
    const lines = file('csv', [2, 3]).split('\r\n');
    expect(lines.filter((line) => `${line}\r\n` === DECISION_CSV_HEADER)).toHaveLength(1);
    expect(lines).toHaveLength(7);
  });
});
