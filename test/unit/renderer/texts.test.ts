import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { awsConfigureCommands } from '../../../src-renderer/identities/aws-configure.ts';
import { matchesSearch } from '../../../src-renderer/identities/matches-search.ts';
import { grouped, otpauthAddress, seedInBase32 } from '../../../src-renderer/identities/otpauth.ts';
import { trustPolicy } from '../../../src-renderer/identities/policy-templates.ts';
import { trustedPrincipals } from '../../../src-renderer/identities/trusted-principals.ts';
import { STEPS, type StepReport } from '../../../src-shared/decision/record.ts';
import { describeSteps } from '../../../src-renderer/ui/verdict-words.ts';
import { importFileFault, MAX_IMPORT_BYTES } from '../../../src-renderer/files/import-file.ts';

describe('aws configure commands', () => {
  test('set the two parts of the key and the region in a profile of their own', () => {
    const commands = awsConfigureCommands({
      profile: 'lucy',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      region: 'us-east-1',
    });
    expect(commands.split('\n')).toEqual([
      'aws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE --profile lucy',
      'aws configure set aws_secret_access_key wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY --profile lucy',
      'aws configure set region us-east-1 --profile lucy',
    ]);
  });

  test.skipIf(process.platform === 'win32').each(['lucy', "o'neill $HOME `id`", 'two words'])(
    'hand the profile %s to the command as it is',
    (profile) => {
      const [first = ''] = awsConfigureCommands({ profile, accessKeyId: 'A', secretAccessKey: 's', region: 'r' }).split(
        '\n',
      );
      const script = `aws() { printf '%s\\n' "$@"; }\n${first}`;
      expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n').at(-1)).toBe(profile);
    },
  );
});

describe('the seed of an MFA device', () => {
  const blob = Buffer.from('JBSWY3DPEHPK3PXP====').toString('base64');

  test('comes as base64 of base32, and is shown without padding', () => {
    expect(seedInBase32(blob)).toBe('JBSWY3DPEHPK3PXP');
  });

  test('is shown in groups of four', () => {
    expect(grouped('JBSWY3DPEH')).toBe('JBSW Y3DP EH');
  });

  test('goes to the authenticator app with the name of the user and the account', () => {
    const address = new URL(otpauthAddress({ userName: 'lu+cy', account: 'my-shop' }, 'JBSWY3DPEHPK3PXP'));
    expect(address.protocol).toBe('otpauth:');
    expect(address.host).toBe('totp');
    expect(decodeURIComponent(address.pathname)).toBe('/Gatehouse:lu+cy@my-shop');
    expect(Object.fromEntries(address.searchParams)).toEqual({ secret: 'JBSWY3DPEHPK3PXP', issuer: 'Gatehouse' });
  });
});

describe('whom a trust policy names', () => {
  test.each([
    [trustPolicy({ Service: 'lambda.amazonaws.com' }), ['lambda.amazonaws.com']],
    [trustPolicy({ AWS: 'arn:aws:iam::123456789012:root' }), ['arn:aws:iam::123456789012:root']],
    ['{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}', ['*']],
    ['{"Statement":[{"Effect":"Allow","Principal":{"AWS":["a","b"],"Service":"a"}}]}', ['a', 'b']],
    ['{"Statement":[{"Effect":"Deny","Principal":{"AWS":"a"}}]}', []],
    ['{"Statement":[{"Effect":"Allow"},7]}', []],
    ['not JSON', []],
    ['[]', []],
  ])('%s: %j', (text, principals) => {
    expect(trustedPrincipals(text)).toEqual(principals);
  });
});

describe('a search', () => {
  test.each([
    ['', ['lucy'], true],
    ['LU', ['lucy'], true],
    ['lucy dev', ['lucy', 'developers'], true],
    ['lucy test', ['lucy', 'developers'], false],
    ['  lucy ', ['lucy'], true],
  ])('for %j in %j: %s', (search, texts, found) => {
    expect(matchesSearch(search, ...texts)).toBe(found);
  });
});

describe('a file to import', () => {
  test('of 64 MB is read', () => {
    expect(importFileFault({ name: 'account.json', size: MAX_IMPORT_BYTES })).toBeNull();
  });

  test('of 200 MB is refused before it is read, with its size, the limit and what to do', () => {
    const fault = importFileFault({ name: 'account.json', size: 200 * 1024 * 1024 });
    expect(fault?.code).toBe('ImportTooLarge');
    expect(fault?.message).toBe('account.json has 200 MB; files of at most 64 MB can be imported.');
    expect(fault?.details.place).toBe('account.json');
    expect(fault?.details.mend).toContain('--filter');
  });

  test('that is empty is refused', () => {
    expect(importFileFault({ name: 'account.json', size: 0 })?.message).toBe('account.json is empty.');
  });
});

/** The five steps with these statuses; those not stated were not reached. */
function steps(...statuses: StepReport['status'][]): Pick<StepReport, 'step' | 'status'>[] {
  return STEPS.map((step, index) => ({ step, status: statuses[index] ?? 'notReached' }));
}

describe('the five steps in words', () => {
  test.each([
    [steps('passed', 'passed', 'passed', 'passed', 'passed'), 'Passed all five steps.'],
    [steps('passed', 'passed', 'closed'), 'Passed Request and Authentication. Closed at Authorization.'],
    [steps('closed'), 'Closed at Request.'],
  ])('%#: say where the way ended', (reports, words) => {
    expect(describeSteps(reports)).toBe(words);
  });
});
