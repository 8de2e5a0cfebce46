import { AwsError, type AwsErrorDetails } from '../../../src-shared/errors.ts';
import { formatAmzDate, formatIsoSeconds } from './amz-date.ts';
import type { ScopeMismatch, SignatureFault } from './fault.ts';
import { isS3 } from './service-rules.ts';

/**
 * The error with which a service answers a fault of the signature: its code, its status, its wording.
 * IAM, STS and the other XML services use the common errors; JSON services give the same faults other names; Amazon S3
 * has words of its own, and elements beside them. What AWS repeats of a session token is left out: it is a secret.
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
  ExpiredToken: 'ExpiredTokenException',
};

/**
 * Behind AWS's own words for a signature of Version 2, so that somebody who reads them knows what to do.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/specify-signature-version.html
 */
const SWITCH_TO_VERSION_4 =
  'This request is signed with Signature Version 2. Sign it with Version 4: in the AWS CLI, run ' +
  "'aws configure set default.s3.signature_version s3v4'; in boto3, pass Config(signature_version='s3v4'); " +
  'the current AWS SDKs sign with Version 4 by themselves.';

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
      return new AwsError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
    case 'signatureVersion2':
      return new AwsError(
        'MissingAuthenticationToken',
        403,
        `Request is missing Authentication Token. ${SWITCH_TO_VERSION_4}`,
      );
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
    case 'expiredSessionToken':
      return new AwsError('ExpiredToken', 403, 'The security token included in the request is expired');
    case 'invalidAccessKey':
      return new AwsError('InvalidClientTokenId', 403, 'The security token included in the request is invalid.');
    // These can happen to Amazon S3 alone.
    case 'headersNotSigned':
    case 'missingContentSha256':
    case 'invalidContentSha256':
    case 'contentSha256Mismatch':
    case 'trailerNotSupported':
    case 'missingDecodedLength':
    case 'incompleteBody':
    case 'decodedLengthDiffers':
    case 'chunkTooSmall':
    case 'chunkSignatureDoesNotMatch':
    case 'malformedTrailer':
    case 'invalidTrailerChecksum':
    case 'checksumDoesNotMatch':
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
        'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256. ' +
          SWITCH_TO_VERSION_4,
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
      return new AwsError(
        'AccessDenied',
        403,
        'There were headers present in the request which were not signed',
        null,
        {
          HeadersNotSigned: (fault.kind === 'hostNotSigned' ? ['host'] : fault.names).join(', '),
        },
      );
    case 'missingContentSha256':
      return new AwsError('InvalidRequest', 400, 'Missing required header for this request: x-amz-content-sha256');
    case 'invalidContentSha256':
      return new AwsError(
        'InvalidArgument',
        400,
        'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or a valid sha256 value.',
        null,
        { ArgumentName: 'x-amz-content-sha256', ArgumentValue: fault.value },
      );
    case 'missingDate':
      return new AwsError('AccessDenied', 403, 'AWS authentication requires a valid Date or x-amz-date header');
    case 'invalidDate':
      return fault.form === 'query'
        ? queryError(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`)
        : new AwsError('AccessDenied', 403, 'AWS authentication requires a valid Date or x-amz-date header');
    case 'expired':
      return fault.form === 'query' ? urlExpired(fault) : tooSkewed(fault);
    case 'notYetCurrent':
      return fault.form === 'query' ? new AwsError('AccessDenied', 403, 'Request is not yet valid') : tooSkewed(fault);
    case 'malformedCredential': {
      const sentence = 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';
      return fault.form === 'query'
        ? queryError(`Error parsing the X-Amz-Credential parameter; ${sentence}`)
        : malformedHeader(sentence);
    }
    case 'wrongScope': {
      // Amazon S3 reports one fault only.
      const [mismatch] = fault.mismatches;
      const sentence = mismatch === undefined ? '' : s3ScopeSentence(mismatch);
      const details: AwsErrorDetails = mismatch?.element === 'region' ? { Region: mismatch.expected } : {};
      return fault.form === 'query'
        ? queryError(`Error parsing the X-Amz-Credential parameter; ${sentence}`, details)
        : malformedHeader(sentence, details);
    }
    case 'invalidSessionToken':
      return new AwsError('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.');
    case 'expiredSessionToken':
      return new AwsError('ExpiredToken', 400, 'The provided token has expired.');
    case 'invalidAccessKey':
      return new AwsError(
        'InvalidAccessKeyId',
        403,
        'The AWS Access Key Id you provided does not exist in our records.',
        null,
        { AWSAccessKeyId: fault.accessKeyId },
      );
    case 'signatureDoesNotMatch':
      return s3SignatureMismatch({
        AWSAccessKeyId: fault.accessKeyId,
        StringToSign: fault.stringToSign,
        SignatureProvided: fault.signature,
        StringToSignBytes: bytesOf(fault.stringToSign),
        CanonicalRequest: fault.canonicalRequest,
        CanonicalRequestBytes: bytesOf(fault.canonicalRequest),
      });
    case 'chunkSignatureDoesNotMatch':
      return s3SignatureMismatch({
        StringToSign: fault.stringToSign,
        SignatureProvided: fault.signature,
        StringToSignBytes: bytesOf(fault.stringToSign),
      });
    case 'contentSha256Mismatch':
      return new AwsError(
        'XAmzContentSHA256Mismatch',
        400,
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        null,
        { ClientComputedContentSHA256: fault.given, S3ComputedContentSHA256: fault.computed },
      );
    case 'trailerNotSupported':
      return new AwsError('InvalidRequest', 400, 'The value specified in the x-amz-trailer header is not supported');
    case 'missingDecodedLength':
      return new AwsError('MissingContentLength', 411, 'You must provide the Content-Length HTTP header.');
    case 'incompleteBody':
      return new AwsError('IncompleteBody', 400, 'The request body terminated unexpectedly');
    case 'decodedLengthDiffers':
      return new AwsError(
        'IncompleteBody',
        400,
        'You did not provide the number of bytes specified by the Content-Length HTTP header',
        null,
        { NumberBytesExpected: String(fault.expected), NumberBytesProvided: String(fault.provided) },
      );
    case 'chunkTooSmall':
      return new AwsError(
        'InvalidChunkSizeError',
        403,
        'Only the last chunk is allowed to have a size less than 8192 bytes',
        null,
        { Chunk: String(fault.chunk), BadChunkSize: String(fault.size) },
      );
    case 'malformedTrailer':
      return new AwsError(
        'MalformedTrailerError',
        400,
        'The request contained trailing data that was not well-formed or did not conform to our published schema.',
      );
    case 'invalidTrailerChecksum':
      return new AwsError('InvalidRequest', 400, `Value for ${fault.name} trailing header is invalid.`);
    case 'checksumDoesNotMatch':
      return new AwsError(
        'BadDigest',
        400,
        `The ${fault.algorithm} you specified did not match the calculated checksum.`,
      );
  }
}

function incomplete(message: string): AwsError {
  return new AwsError('IncompleteSignature', 400, message);
}

function signatureMismatch(message: string): AwsError {
  return new AwsError('SignatureDoesNotMatch', 403, message);
}

function s3SignatureMismatch(details: AwsErrorDetails): AwsError {
  return new AwsError(
    'SignatureDoesNotMatch',
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    null,
    details,
  );
}

function malformedHeader(sentence: string, details: AwsErrorDetails = {}): AwsError {
  const message = `The authorization header is malformed; ${sentence}`;
  return new AwsError('AuthorizationHeaderMalformed', 400, message, null, details);
}

function queryError(message: string, details: AwsErrorDetails = {}): AwsError {
  return new AwsError('AuthorizationQueryParametersError', 400, message, null, details);
}

type Untimely = Extract<SignatureFault, { kind: 'expired' | 'notYetCurrent' }>;

function tooSkewed({ date, now, seconds }: Untimely): AwsError {
  return new AwsError(
    'RequestTimeTooSkewed',
    403,
    'The difference between the request time and the current time is too large.',
    null,
    {
      RequestTime: formatAmzDate(date),
      ServerTime: formatIsoSeconds(now),
      MaxAllowedSkewMilliseconds: String(seconds * 1000),
    },
  );
}

function urlExpired({ date, now, seconds }: Untimely): AwsError {
  return new AwsError('AccessDenied', 403, 'Request has expired', null, {
    'X-Amz-Expires': String(seconds),
    Expires: formatIsoSeconds(new Date(date.getTime() + seconds * 1000)),
    ServerTime: formatIsoSeconds(now),
  });
}

/** Each byte as two hexadecimal digits, with spaces between, as Amazon S3 shows them. */
function bytesOf(text: string): string {
  return Array.from(Buffer.from(text), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
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
