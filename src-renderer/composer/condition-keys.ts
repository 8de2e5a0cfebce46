/**
 * The global condition keys that a person may want to suppose, without those that a field of its own is for.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const GLOBAL_KEYS: readonly string[] = [
  'aws:CalledVia',
  'aws:FederatedProvider',
  'aws:PrincipalAccount',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:PrincipalTag/',
  'aws:PrincipalType',
  'aws:Referer',
  'aws:RequestTag/',
  'aws:ResourceAccount',
  'aws:ResourceOrgID',
  'aws:ResourceTag/',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceIdentity',
  'aws:SourceOrgID',
  'aws:TagKeys',
  'aws:UserAgent',
  'aws:userid',
  'aws:username',
  'aws:ViaAWSService',
];

/**
 * The keys to suggest, those of the action first. A key that ends in a variable (`aws:RequestTag/${TagKey}`) is
 * suggested up to it.
 */
export function conditionKeySuggestions(ofAction: readonly string[]): readonly string[] {
  return [...new Set([...ofAction.map((key) => key.replace(/\$\{\w+\}$/, '')), ...GLOBAL_KEYS])];
}
