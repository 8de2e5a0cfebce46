import { beforeAll, describe, expect, it } from 'vitest';
import type { CopyForm, Draft } from '../../../src-shared/contract/composer.ts';
import { composeRequest } from '../../../src-main/request/compose.ts';
import { copyAs } from '../../../src-main/request/copy-as.ts';
import { delimited } from '../../../src-main/request/copy-as-names.ts';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';
import type { ServiceReference } from '../../../src-main/request/service-reference.ts';

/** The example credentials of AWS's documentation. */
const KEY = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const SESSION = { ...KEY, accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken: 'IQoJb3JpZ2luEXAMPLETOKEN==' };

const createUser: Draft = {
  kind: 'action',
  action: 'iam:CreateUser',
  region: 'us-east-1',
  parameters: { UserName: "o'hara", Tags: 'team=blue\nnote=a, b' },
};
const raw: Draft = {
  kind: 'raw',
  method: 'DELETE',
  url: 'https://s3.eu-west-1.amazonaws.com/b/a%20b?versionId=1',
  headers: [['X-Amz-Mfa', 'x']],
  body: '',
  service: 's3',
  region: 'eu-west-1',
};

describe('a composed request', () => {
  let reference: ServiceReference;
  beforeAll(() => {
    reference = openServiceReference('out/data');
  });
  const copied = (form: CopyForm, draft: Draft, credentials: typeof KEY | typeof SESSION | null = KEY) =>
    copyAs({
      form,
      draft,
      unsigned: composeRequest(draft, { reference }),
      signer:
        credentials === null
          ? { kind: 'anonymous' }
          : credentials === SESSION
            ? { kind: 'session', sessionId: SESSION.accessKeyId }
            : { kind: 'accessKey', accessKeyId: KEY.accessKeyId },
      credentials,
      expiresInSeconds: 60,
      at: new Date('2026-11-22T12:00:00Z'),
      reference,
    });

  it.each(['curl', 'signedCurl', 'http', 'presignedUrl'] as const)('holds no secret as %s', (form) => {
    const { text, notes } = copied(form, createUser, SESSION);
    expect(text + notes.join('')).not.toMatch(/wJalrXUtnFEMI|IQoJb3JpZ2lu/);
  });

  // https://curl.se/docs/manpage.html#--aws-sigv4
  it('is a curl command that signs with the environment’s credentials, which come by standard input', () => {
    expect(copied('curl', raw).text).toBe(
      [
        `printf 'user = "%s:%s"\\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" |`,
        'curl \\',
        '  --config - \\',
        '  --aws-sigv4 aws:amz:eu-west-1:s3 \\',
        '  --request DELETE \\',
        '  --path-as-is --globoff \\',
        "  --header 'X-Amz-Mfa: x' \\",
        "  --header 'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' \\",
        "  'https://s3.eu-west-1.amazonaws.com/b/a%20b?versionId=1'",
      ].join('\n'),
    );
  });

  it('is a presigned URL with the time that it is good for', () => {
    const { text, notes } = copied('presignedUrl', raw);
    expect(text).toMatch(
      /^https:\/\/s3\.eu-west-1\.amazonaws\.com\/b\/a%20b\?versionId=1&.*X-Amz-Expires=60&X-Amz-Signature=\w{64}$/,
    );
    expect(notes).toContain('Send it with DELETE: it is good for that method alone.');
  });

  // https://docs.aws.amazon.com/cli/latest/reference/iam/create-user.html
  it('is a command of the AWS CLI', () => {
    expect(copied('awsCli', createUser).text).toBe(
      [
        'aws iam create-user \\',
        "  --user-name 'o'\\''hara' \\",
        `  --tags 'Key=team,Value=blue' '{"Key":"note","Value":"a, b"}' \\`.replace(
          "'Key=team,Value=blue'",
          'Key=team,Value=blue',
        ),
        '  --region us-east-1',
      ].join('\n'),
    );
  });

  it('is a program with the SDK for JavaScript, and with boto3', () => {
    expect(copied('javaScript', createUser).text).toContain(
      "import { IAMClient, CreateUserCommand } from '@aws-sdk/client-iam';",
    );
    expect(copied('python', createUser).text).toContain('answer = client.create_user(\n    UserName="o\'hara",\n');
  });

  it('keeps numbers, booleans and lists of structures what they are', () => {
    const parameters = { Name: 'Workloads', ParentId: 'r-1234', Tags: [{ Key: 'team', Value: 'blue, or so' }] };
    const unit = { ...createUser, action: 'organizations:CreateOrganizationalUnit', parameters };
    expect(copied('awsCli', unit).text).toContain(`--tags '{"Key":"team","Value":"blue, or so"}'`);
    expect(copied('python', unit).text).toContain('Tags=[{"Key": "team", "Value": "blue, or so"}],');
    const role = { RoleName: 'r', AssumeRolePolicyDocument: '{}', MaxSessionDuration: '7200' };
    const made = { ...createUser, action: 'iam:CreateRole', parameters: role };
    expect(copied('javaScript', made).text).toContain('MaxSessionDuration: 7200,');
    const version = { PolicyArn: 'arn:aws:iam::123456789012:policy/p', PolicyDocument: '{}', SetAsDefault: 'true' };
    expect(copied('python', { ...createUser, action: 'iam:CreatePolicyVersion', parameters: version }).text).toContain(
      'SetAsDefault=True,',
    );
  });

  it('keeps a typed password out of the AWS CLI’s command line', () => {
    const parameters = { UserName: 'lucy', Password: 'hunter2' };
    const { text, notes } = copied('awsCli', { ...createUser, action: 'iam:CreateLoginProfile', parameters });
    expect(text).toContain('--password "$PASSWORD"');
    expect(notes.join(' ')).toContain('Set PASSWORD first');
  });

  it.each(['awsCli', 'javaScript', 'python'] as const)('cannot be %s where it is raw, and says what to do', (form) => {
    expect(() => copied(form, raw)).toThrow(expect.objectContaining({ code: 'CannotCopyAs', place: 'form' }));
  });

  it('cannot be a presigned URL where nobody signs', () => {
    expect(() => copied('presignedUrl', raw, null)).toThrow(expect.objectContaining({ code: 'CannotCopyAs' }));
  });
});

// https://docs.aws.amazon.com/cli/latest/reference/iam/
it.each([
  ['CreateOpenIDConnectProvider', 'create-open-id-connect-provider'],
  ['ListMFADevices', 'list-mfa-devices'],
  ['AssumeRoleWithSAML', 'assume-role-with-saml'],
  ['ListSSHPublicKeys', 'list-ssh-public-keys'],
  ['GetSSHPublicKey', 'get-ssh-public-key'],
  ['ListObjectsV2', 'list-objects-v2'],
  ['PolicyArns', 'policy-arns'],
  ['ThumbprintList', 'thumbprint-list'],
])('%s is %s to the AWS CLI', (name, command) => {
  expect(delimited(name, '-')).toBe(command);
});
