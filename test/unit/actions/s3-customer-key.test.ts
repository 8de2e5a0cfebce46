import { describe, expect, it } from 'vitest';
import { customerKeyOf, type StatedCustomerKey } from '../../../src-main/actions/s3/customer-key.ts';
import { AwsError } from '../../../src-shared/errors.ts';

const SSECustomerKey = Buffer.alloc(32, 'k').toString('base64');
/** `printf 'k%.0s' {1..32} | openssl md5 -binary | base64` */
const SSECustomerKeyMD5 = 'mT2HRsMGJ5IX5C+0rreZ8Q==';
const WHOLE: StatedCustomerKey = { SSECustomerAlgorithm: 'AES256', SSECustomerKey, SSECustomerKeyMD5 };

function refusal(stated: StatedCustomerKey): unknown {
  try {
    return customerKeyOf(stated);
  } catch (thrown) {
    return thrown instanceof AwsError ? [thrown.httpStatus, thrown.code, JSON.stringify(thrown.details)] : thrown;
  }
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-s3-c-encryption.html
describe('The key of a client', () => {
  it('is known by its MD5', () => {
    expect(customerKeyOf(WHOLE)).toEqual({ SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5 });
  });

  it('need not be stated', () => {
    expect(customerKeyOf({})).toBeNull();
  });

  it.each<[string, StatedCustomerKey, string]>([
    ['without an algorithm', { SSECustomerKey, SSECustomerKeyMD5 }, 'InvalidArgument'],
    ['for another algorithm', { ...WHOLE, SSECustomerAlgorithm: 'DES' }, 'InvalidEncryptionAlgorithmError'],
    ['left out', { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5 }, 'InvalidArgument'],
    ['of another length', { ...WHOLE, SSECustomerKey: 'c2hvcnQ=' }, 'InvalidArgument'],
    ['without its MD5', { SSECustomerAlgorithm: 'AES256', SSECustomerKey }, 'InvalidArgument'],
    ['with the MD5 of another', { ...WHOLE, SSECustomerKeyMD5: 'AAAA' }, 'InvalidArgument'],
  ])('is refused %s, and is not told', (_, stated, code) => {
    expect(refusal(stated)).toEqual([400, code, expect.not.stringMatching(/a2tra2tr|c2hvcnQ/)]);
  });
});
