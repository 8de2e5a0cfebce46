import { AwsError } from '../../../src-shared/errors.ts';
import { formatAmzDate } from './amz-date.ts';
import type { ScopeMismatch, SignatureFault } from './fault.ts';
import { isS3 } from './service-rules.ts';

/**
 * The error with which a service answers a fault of the signature: its code, its status, its wording.
 * IAM, STS and the other XML services use the common errors; JSON services give the same faults other names; Amazon S3
 * has words of its own.
 * @param service the signing name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function signatureError(fault: SignatureFault, service: string): AwsError {
  if (isS3(service)) return s3Error(fault);
  const error = commonError(fault, service);
  const jsonCode = XML_SERVICES.has(service) ? undefined : JSON_CODES[error.code];
  if (jsonCode === undefined) return error;
  return new AwsError(jsonCode, REST_JSON_SERVICES.has(service) ? error.httpStatus : 400, error.message);
}

/** The signing names of services that speak the Query protocol, or XML, and use the common errors' names. */
const XML_SERVICES: ReadonlySet<string> = new Set([
  'iam',
  'sts',
  'ec2',
  'sns',
  'autoscaling',
  'cloudformation',
  'cloudfront',
  'cloudsearch',
  'elasticache',
  'elasticbeanstalk',
  'elasticloadbalancing',
  'monitoring',
  'rds',
  'redshift',
  'route53',
  'sdb',
  'ses',
]);

/** JSON services that keep the status of the common errors, as AWS Lambda does; the others answer with 400. */
const REST_JSON_SERVICES: ReadonlySet<string> = new Set(['lambda', 'apigateway', 'execute-api', 'eks', 'es', 'iot']);

/** What JSON services call the common errors. */
const JSON_CODES: Readonly<Record<string, string>> = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
};

/** Services that were seen to show, with a signature that does not match, what they computed. */
const SHOWS_COMPUTED_STRINGS: ReadonlySet<string> = new Set(['sqs', 'ecs', 'lambda', 'apigateway', 'dynamodb']);

function commonError(fault: SignatureFault, service: string): AwsError {
  switch (fault.kind) {
    case 'malformedQueryString':
      return new AwsError(
        'MalformedQueryString',
        404,
        fault.escape.length < 2
          ? 'Incomplete trailing escape % sequence'
          : `Illegal hex character in escape % pattern: %${fault.escape}`,
      );
    case 'missingAuthenticationToken':
    case 'signatureVersion2':
      return new AwsError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
    case 'severalSignatures':
      return new AwsError('SignatureDoesNotMatch', 403, '');
    case 'unsupportedAlgorithm':
      return incomplete(`Unsupported AWS 'algorithm': '${fault.algorithm}'.`);
    case 'notKeyValuePair':
      return incomplete(
        `'${fault.part}' not a valid key=value pair (missing equal-sign) in Authorization header: '${fault.authorization}'`,
      );
    case 'incompleteHeader':
      return incomplete([...fault.missing.map(headerRequires), `Authorization=${fault.authorization}`].join(' '));
    case 'missingDate':
      return incomplete(`${headerRequires('Date')} Authorization=${fault.authorization}`);
    case 'incompleteQuery':
      return incomplete(
        [
          ...fault.missing.map((name) => `AWS query-string parameters must include '${name}'.`),
          'Re-examine the query-string parameters.',
        ].join(' '),
      );
    case 'invalidExpires':
      return incomplete(
        "AWS query-string parameters must include 'X-Amz-Expires'. Re-examine the query-string parameters.",
      );
    case 'hostNotSigned':
      return signatureMismatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    case 'invalidDate':
      return incomplete(
        `Date must be in ISO-8601 'basic format'. Got '${fault.date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
      );
    case 'expired':
      return signatureMismatch(
        `Signature expired: ${formatAmzDate(fault.date)} is now earlier than ` +
          `${formatAmzDate(new Date(fault.now.getTime() - fault.seconds * 1000))} ` +
          `(${formatAmzDate(fault.now)} - ${duration(fault.seconds)})`,
      );
    case 'notYetCurrent':
      return signatureMismatch(
        `Signature not yet current: ${formatAmzDate(fault.date)} is still later than ` +
          `${formatAmzDate(new Date(fault.now.getTime() + fault.seconds * 1000))} ` +
          `(${formatAmzDate(fault.now)} + ${duration(fault.seconds)})`,
      );
    case 'malformedCredential':
      return incomplete(
        'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ' +
          `got '${fault.credential}'`,
      );
    case 'wrongScope':
      return signatureMismatch(fault.mismatches.map(scopeSentence).join(' '));
    case 'invalidSessionToken':
      return new AwsError('InvalidClientTokenId', 403, 'The security token included in the request is invalid');
    case 'invalidAccessKey':
      return new AwsError('InvalidClientTokenId', 403, 'The security token included in the request is invalid.');
    case 'headersNotSigned':
    case 'missingContentSha256':
    case 'invalidContentSha256':
    case 'chunkedPayload':
    case 'contentSha256Mismatch':
    case 'signatureDoesNotMatch': {
      const sentence =
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access ' +
        'Key and signing method. Consult the service documentation for details.';
      if (fault.kind !== 'signatureDoesNotMatch' || !SHOWS_COMPUTED_STRINGS.has(service))
        return signatureMismatch(sentence);
      return signatureMismatch(
        `${sentence}\n\nThe Canonical String for this request should have been\n'${fault.canonicalRequest}'` +
          `\n\nThe String-to-Sign should have been\n'${fault.stringToSign}'\n`,
      );
    }
  }
}

function s3Error(fault: SignatureFault): AwsError {
  switch (fault.kind) {
    case 'malformedQueryString':
      return new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.");
    case 'severalSignatures':
      return new AwsError(
        'InvalidArgument',
        400,
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter ' +
          'or the Authorization header should be specified',
      );
    case 'signatureVersion2':
      return new AwsError(
        'InvalidRequest',
        400,
        'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
      );
    case 'unsupportedAlgorithm':
      return fault.form === 'query'
        ? queryError('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"')
        : new AwsError('InvalidArgument', 400, 'Unsupported Authorization Type');
    case 'missingAuthenticationToken':
      return new AwsError('InvalidArgument', 400, 'Unsupported Authorization Type');
    case 'notKeyValuePair':
    case 'incompleteHeader':
      return malformedHeader(
        'the authorization header requires three components: Credential, SignedHeaders, and Signature.',
      );
    case 'incompleteQuery':
      return queryError(
        'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, ' +
          'X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
      );
    case 'invalidExpires':
      return queryError(
        {
          notANumber: 'X-Amz-Expires should be a number',
          negative: 'X-Amz-Expires must be non-negative',
          moreThanAWeek:
            'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ' +
            '604800 seconds',
        }[fault.reason],
      );
    case 'hostNotSigned':
    case 'headersNotSigned':
      return new AwsError('AccessDenied', 403, 'There were headers present in the request which were not signed');
    case 'missingContentSha256':
      return new AwsError('InvalidRequest', 400, 'Missing required header for this request: x-amz-content-sha256');
    case 'invalidContentSha256':
      return new AwsError(
        'InvalidArgument',
        400,
        'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or a valid sha256 value.',
      );
    case 'chunkedPayload':
      return new AwsError('NotImplemented', 501, 'A header you provided implies functionality that is not implemented');
    case 'missingDate':
      return new AwsError('AccessDenied', 403, 'AWS authentication requires a valid Date or x-amz-date header');
    case 'invalidDate':
      return fault.form === 'query'
        ? queryError(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`)
        : new AwsError('AccessDenied', 403, 'AWS authentication requires a valid Date or x-amz-date header');
    case 'expired':
      return fault.form === 'query' ? new AwsError('AccessDenied', 403, 'Request has expired') : tooSkewed();
    case 'notYetCurrent':
      return fault.form === 'query' ? new AwsError('AccessDenied', 403, 'Request is not yet valid') : tooSkewed();
    case 'malformedCredential': {
      const sentence = 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';
      return fault.form === 'query'
        ? queryError(`Error parsing the X-Amz-Credential parameter; ${sentence}`)
        : malformedHeader(sentence);
    }
    case 'wrongScope': {
      // Amazon S3 reports one fault only.
      const sentence = fault.mismatches.slice(0, 1).map(s3ScopeSentence).join('');
      return fault.form === 'query'
        ? queryError(`Error parsing the X-Amz-Credential parameter; ${sentence}`)
        : malformedHeader(sentence);
    }
    case 'invalidSessionToken':
      return new AwsError('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.');
    case 'invalidAccessKey':
      return new AwsError(
        'InvalidAccessKeyId',
        403,
        'The AWS Access Key Id you provided does not exist in our records.',
      );
    case 'signatureDoesNotMatch':
      return new AwsError(
        'SignatureDoesNotMatch',
        403,
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      );
    case 'contentSha256Mismatch':
      return new AwsError(
        'XAmzContentSHA256Mismatch',
        400,
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
  }
}

function incomplete(message: string): AwsError {
  return new AwsError('IncompleteSignature', 400, message);
}

function signatureMismatch(message: string): AwsError {
  return new AwsError('SignatureDoesNotMatch', 403, message);
}

function malformedHeader(sentence: string): AwsError {
  return new AwsError('AuthorizationHeaderMalformed', 400, `The authorization header is malformed; ${sentence}`);
}

function queryError(message: string): AwsError {
  return new AwsError('AuthorizationQueryParametersError', 400, message);
}

function tooSkewed(): AwsError {
  return new AwsError(
    'RequestTimeTooSkewed',
    403,
    'The difference between the request time and the current time is too large.',
  );
}

function headerRequires(name: string): string {
  return name === 'Date'
    ? "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
    : `Authorization header requires '${name}' parameter.`;
}

function scopeSentence(mismatch: ScopeMismatch): string {
  switch (mismatch.element) {
    case 'region':
      return `Credential should be scoped to a valid region, not '${mismatch.given}'.`;
    case 'service':
      return `Credential should be scoped to correct service: '${mismatch.expected}'.`;
    case 'terminator':
      return `Credential should be scoped with a valid terminator: 'aws4_request', not '${mismatch.given}'.`;
    case 'date':
      return (
        'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
        `'${mismatch.given}' != '${mismatch.expected}', from '${mismatch.amzDate}'.`
      );
  }
}

function s3ScopeSentence(mismatch: ScopeMismatch): string {
  switch (mismatch.element) {
    case 'region':
      return `the region '${mismatch.given}' is wrong; expecting '${mismatch.expected}'`;
    case 'service':
      return `incorrect service "${mismatch.given}". This endpoint belongs to "${mismatch.expected}".`;
    case 'terminator':
      return `incorrect terminator "${mismatch.given}". This endpoint uses "${mismatch.expected}".`;
    case 'date':
      return (
        `Invalid credential date "${mismatch.given}". ` +
        `This date is not the same as X-Amz-Date: "${mismatch.expected}".`
      );
  }
}

function duration(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min.` : `${seconds} sec.`;
}
