import { AwsError } from '../../src-shared/errors.ts';
import { valuesOf, type RequestHead } from './request-head.ts';

/**
 * The names that the endpoint answers to, with any port, since a tunnel may lead here from another.
 *
 * Names below localhost (`BUCKET.localhost`, which SDKs make of `http://localhost`) are not among them: the bucket would
 * have to be read from the name, not every system resolves them, and for `http://127.0.0.1` every SDK puts the bucket in
 * the path, since an address has no names below it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

/**
 * Whether a request may come in at all. Any page in a browser on this machine can send requests here, and a page whose
 * name was rebound to 127.0.0.1 can read the answers: Host names what the browser believes it talks to, Origin and
 * Sec-Fetch-Site which page asks, and no page can forge them. AWS's clients send neither of the two. An address that a
 * person opens themselves (a presigned URL) has `Sec-Fetch-Site: none`.
 * @returns why not; null when it may.
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function admissionFault({ target, headers }: RequestHead): AwsError | null {
  const hosts = valuesOf(headers, 'host');
  const [host] = hosts;
  if (host === undefined || hosts.length > 1) {
    return malformedRequest('A request has one Host header.');
  }
  if (!LOOPBACK_HOST.test(host)) {
    return new AwsError(
      'AccessDenied',
      403,
      'Gatehouse answers to 127.0.0.1 and localhost only. Ask for a bucket in the path, as in http://127.0.0.1:PORT/BUCKET.',
    );
  }
  const fetchedBy = valuesOf(headers, 'sec-fetch-site').some((site) => site !== 'none');
  if (fetchedBy || valuesOf(headers, 'origin').length > 0) {
    return new AwsError('AccessDenied', 403, 'Gatehouse answers no requests of web pages.');
  }
  return target.startsWith('/') ? null : malformedRequest('The request target is a path.');
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
export function malformedRequest(message: string): AwsError {
  return new AwsError('MalformedHttpRequestException', 400, message);
}
