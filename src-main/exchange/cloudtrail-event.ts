import { parseArn } from '../../src-shared/arn.ts';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import { nestParameters } from './nest-parameters.ts';

/**
 * A record as an event of AWS CloudTrail, for tools that read those. What a record does not hold is left out; answers in
 * XML are not taken apart, so that their `responseElements` is null.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function cloudTrailEvent(record: DecisionRecord): Readonly<Record<string, unknown>> {
  const { request, response } = record;
  const isSignIn = request.operation === 'ConsoleLogin';
  const account = accountOf(record);
  const isData = request.service === 's3' && request.parts.some(({ resource }) => resource.includes('/'));
  return {
    eventVersion: '1.11',
    userIdentity: userIdentity(record),
    eventTime: `${record.at.slice(0, 19)}Z`,
    eventSource: `${isSignIn ? 'signin' : request.service}.amazonaws.com`,
    eventName: request.operation,
    awsRegion: request.region,
    sourceIPAddress: contextValue(record, 'aws:SourceIp') ?? serviceName(record) ?? '',
    userAgent: header(record, 'user-agent') ?? contextValue(record, 'aws:UserAgent') ?? '',
    ...(response.errorCode !== null && {
      errorCode: response.errorCode,
      errorMessage: response.errorMessage ?? '',
    }),
    requestParameters: requestParameters(record),
    responseElements: response.errorCode === null && !isReadOnly(record) ? jsonObject(response.body) : null,
    requestID: response.requestId,
    eventID: record.id,
    readOnly: isReadOnly(record),
    resources: request.parts
      .filter(({ resource }) => parseArn(resource) !== null)
      .map(({ resource }) => {
        const accountId = parseArn(resource)?.accountId ?? '';
        return { ARN: resource, ...(accountId !== '' && { accountId }) };
      }),
    eventType: isSignIn ? 'AwsConsoleSignIn' : 'AwsApiCall',
    managementEvent: !isData,
    ...(account !== null && { recipientAccountId: account }),
    eventCategory: isData ? 'Data' : 'Management',
  };
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function userIdentity(record: DecisionRecord): Readonly<Record<string, unknown>> {
  const { principal, authentication } = record;
  const service = serviceName(record);
  if (service !== null) return { type: 'AWSService', invokedBy: service };
  const arn = principal.arn === null ? null : parseArn(principal.arn);
  if (arn === null) return { type: 'Unknown', principalId: '', userName: principal.label };
  const principalId = contextValue(record, 'aws:userid') ?? '';
  const accessKeyId = authentication?.accessKeyId;
  const known = { principalId, arn: principal.arn, accountId: arn.accountId, ...(accessKeyId && { accessKeyId }) };
  const [kind = '', ...names] = arn.resource.split('/');
  if (arn.resource === 'root') return { type: 'Root', ...known, principalId: arn.accountId };
  if (kind === 'user') return { type: 'IAMUser', ...known, userName: names.at(-1) ?? '' };
  if (kind === 'federated-user') return { type: 'FederatedUser', ...known };
  if (kind !== 'assumed-role') return { type: 'Unknown', ...known };
  return {
    type: 'AssumedRole',
    ...known,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: principalId.split(':', 1)[0] ?? '',
        arn: contextValue(record, 'aws:PrincipalArn') ?? `arn:aws:iam::${arn.accountId}:role/${names[0] ?? ''}`,
        accountId: arn.accountId,
        userName: names[0] ?? '',
      },
      attributes: { mfaAuthenticated: contextValue(record, 'aws:MultiFactorAuthPresent') ?? 'false' },
    },
  };
}

function serviceName({ authentication, principal }: DecisionRecord): string | null {
  return authentication?.method === 'service' ? principal.label : null;
}

/** The account that was asked: the resource's, where its ARN tells, else the principal's. */
function accountOf({ principal, resource }: DecisionRecord): string | null {
  const accounts = [resource, principal.arn ?? ''].map((arn) => parseArn(arn)?.accountId ?? '');
  return accounts.find((account) => account !== '') ?? null;
}

/** The parameters as the record keeps them: secrets are `***` there already. */
function requestParameters({ request }: DecisionRecord): unknown {
  const json = jsonObject(request.body);
  if (json !== null) return json;
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?') + 1) : '';
  const text = /^[\w.]+=/.test(request.body) ? request.body : query;
  const parameters = [...new URLSearchParams(text)].filter(
    ([name]) => name !== 'Action' && name !== 'Version' && !name.startsWith('X-Amz-'),
  );
  if (request.service === 's3') {
    const bucketAndKey = parseArn(request.parts[0]?.resource ?? '')?.resource ?? '';
    const slash = bucketAndKey.indexOf('/');
    if (bucketAndKey !== '') parameters.push(['BucketName', slash < 0 ? bucketAndKey : bucketAndKey.slice(0, slash)]);
    if (slash >= 0) parameters.push(['Key', bucketAndKey.slice(slash + 1)]);
  }
  return parameters.length === 0 ? null : nestParameters(parameters);
}

function isReadOnly({ request }: DecisionRecord): boolean {
  return /^(Get|List|Describe|Head|Simulate|Batch(Get|Describe)|Lookup|Query|Scan|Select)/.test(request.operation);
}

function contextValue({ request }: DecisionRecord, key: string): string | null {
  const lower = key.toLowerCase();
  return request.context.find((entry) => entry.key.toLowerCase() === lower)?.values[0] ?? null;
}

function header({ request }: DecisionRecord, name: string): string | null {
  return request.headers.find(([given]) => given.toLowerCase() === name)?.[1] ?? null;
}

function jsonObject(text: string): unknown {
  if (!text.startsWith('{')) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
