/** What the composer says of a parameter, and an example of what to type. */
export interface ParameterText {
  readonly description: string;
  readonly placeholder: string;
}

const TEXTS: Readonly<Record<string, readonly [description: string, placeholder: string]>> = {
  AccessKeyId: ['The ID of the access key.', 'AKIAIOSFODNN7EXAMPLE'],
  AccountAlias: ['Lower-case letters, digits and hyphens; 3 to 63 characters.', 'gatehouse-shop'],
  ACL: ['A canned ACL.', 'bucket-owner-full-control'],
  AssumeRolePolicyDocument: [
    'The trust policy: who may assume the role, as JSON.',
    '{ "Version": "2012-10-17", "Statement": [] }',
  ],
  AuthenticationCode1: ['The code that the device shows.', '123456'],
  AuthenticationCode2: ['The code that the device shows next.', '654321'],
  Body: ['What to store.', ''],
  Bucket: ['The name of the bucket.', 'lucy-bucket'],
  CopySource: ['Bucket and key to copy from.', 'source-bucket/reports/2025.csv'],
  Delete: ['The objects to delete, as XML.', '<Delete><Object><Key>a.txt</Key></Object></Delete>'],
  Delimiter: ['Groups keys up to this character.', '/'],
  Description: ['What it is for.', ''],
  GroupName: ['The name of the group.', 'developers'],
  Key: ['The key of the object.', 'reports/2026.csv'],
  LocationConstraint: [
    'The region to keep the bucket in; empty for the region that the request is sent to.',
    'eu-west-1',
  ],
  Marker: ['Where the next page begins, from the last answer.', ''],
  MaxItems: ['How many to list at most.', '100'],
  MaxKeys: ['How many keys to list at most.', '1000'],
  MaxSessionDuration: ['In seconds.', '3600'],
  NewPath: ['The new path.', '/'],
  NewUserName: ['The new name.', 'lucy'],
  Password: ['The new password.', ''],
  PasswordResetRequired: ['Whether the user must choose a new password at the next sign-in.', 'true'],
  Path: ['A path that begins and ends with a slash.', '/'],
  PathPrefix: ['Lists only what lies under this path.', '/'],
  PermissionsBoundary: [
    'The ARN of the policy that bounds what may be allowed.',
    'arn:aws:iam::aws:policy/PowerUserAccess',
  ],
  Policy: ['The policy as JSON.', '{ "Version": "2012-10-17", "Statement": [] }'],
  PolicyArn: ['The ARN of the managed policy.', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
  PolicyArns: ['Managed policies, by their ARNs.', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
  PolicyDocument: ['The policy as JSON.', '{ "Version": "2012-10-17", "Statement": [] }'],
  PolicyName: ['The name of the policy.', 'read-reports'],
  Prefix: ['Lists only keys that begin with this.', 'home/lucy/'],
  RoleName: ['The name of the role.', 'deployer'],
  Scope: ['Which policies to list.', 'Local'],
  SerialNumber: ['The ARN of the MFA device.', 'arn:aws:iam::123456789012:mfa/lucy'],
  ServerSideEncryption: ['How S3 encrypts the object.', 'aws:kms'],
  SetAsDefault: ['Whether the new version becomes the one in force.', 'true'],
  Status: ['Whether the key works.', 'Active'],
  StorageClass: ['The storage class.', 'STANDARD'],
  TagKeys: ['The keys of the tags.', 'team'],
  Tags: ['What the new thing is tagged with.', ''],
  Tagging: ['Tags, as key=value&key=value for an object that is written, or as XML.', 'team=shop'],
  UserName: ['The name of the user.', 'lucy'],
  VersionId: ['The ID of the version.', ''],
  VirtualMFADeviceName: ['The name of the device.', 'lucy'],
};

/** The text for a parameter; its name alone where there is nothing more to say. */
export function parameterText(name: string): ParameterText {
  const [description = '', placeholder = ''] = Object.hasOwn(TEXTS, name) ? (TEXTS[name] ?? []) : [];
  return { description, placeholder };
}

const LONG: ReadonlySet<string> = new Set([
  'AssumeRolePolicyDocument',
  'Body',
  'Policy',
  'PolicyDocument',
  'TagKeys',
  'Tags',
]);

/** Whether a parameter is likely to take several lines: documents and lists. */
export function isMultiline(name: string): boolean {
  return LONG.has(name);
}
