import { createModel } from '../../src-main/account/in-memory-model.ts';
import { authenticate } from '../../src-main/authentication/authenticate.ts';
import { signRequest } from '../../src-main/authentication/signature-v4/sign.ts';
import { signingKey } from '../../src-main/authentication/signature-v4/signature.ts';
import { rememberSigningKeys, type SigningKeys } from '../../src-main/authentication/signature-v4/signing-keys.ts';
import type { WireRequest } from '../../src-main/request/wire-request.ts';
import { ACCESS_KEY_ID, account, listUsers, lucy, NO_SESSIONS, NOW, SECRET } from '../unit/authentication/fixtures.ts';

const ROUNDS = 7;
const ROUND_MS = 300;

/**
 * Measures, on one thread, on an IAM call as the AWS command line makes it: `authenticate/signature`, as the gate
 * does it, which remembers signing keys; `authenticate/new signing key`, which derives the key each time, as for the
 * first request of a day; and `sign/request`.
 */
export async function authenticationBench(): Promise<{ name: string; perSecond: number }[]> {
  const credentials = { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET };
  const scope = { service: 'iam', region: 'us-east-1' };
  const sign = (): WireRequest => signRequest(listUsers, credentials, scope, NOW).request;
  const signed = sign();
  const deps = { model: createModel([account, lucy]), secretAccessKey: async () => SECRET, ...NO_SESSIONS, now: NOW };
  const verify = async (signingKeys: SigningKeys): Promise<void> => {
    const outcome = await authenticate(signed, scope, { ...deps, signingKeys });
    if (!outcome.ok) throw outcome.error;
  };
  const remembered = rememberSigningKeys();
  const derived: SigningKeys = { of: signingKey };
  return [
    { name: 'authenticate/signature', perSecond: await medianRate(() => verify(remembered)) },
    { name: 'authenticate/new signing key', perSecond: await medianRate(() => verify(derived)) },
    { name: 'sign/request', perSecond: await medianRate(async () => void sign()) },
  ];
}

/** The median of several rounds, after one to warm up. */
async function medianRate(operation: () => Promise<void>): Promise<number> {
  await rate(operation);
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rates.push(await rate(operation));
  return rates.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

async function rate(operation: () => Promise<void>): Promise<number> {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < ROUND_MS) {
    for (let batch = 0; batch < 50; batch += 1) await operation();
    count += 50;
  }
  return (count / (performance.now() - start)) * 1000;
}
