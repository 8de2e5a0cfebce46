/**
 * Operations that need other actions than their name says.
 * Source: the service authorization reference, which lists no action of these operations' names.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const ACTIONS_OF_OPERATION: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:TransactGetItems': ['dynamodb:GetItem'],
  'dynamodb:TransactWriteItems': [
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:DeleteItem',
    'dynamodb:ConditionCheckItem',
  ],
  'kms:ReEncrypt': ['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  'lambda:Invoke': ['lambda:InvokeFunction'],
  'sns:PublishBatch': ['sns:Publish'],
  'sqs:ChangeMessageVisibilityBatch': ['sqs:ChangeMessageVisibility'],
  'sqs:DeleteMessageBatch': ['sqs:DeleteMessage'],
  'sqs:SendMessageBatch': ['sqs:SendMessage'],
};

/** Actions that are permissions only: no operation has their name. */
const PERMISSION_ONLY: ReadonlySet<string> = new Set([
  'dynamodb:conditioncheckitem',
  'dynamodb:partiqldelete',
  'dynamodb:partiqlinsert',
  'dynamodb:partiqlselect',
  'dynamodb:partiqlupdate',
  'iam:passrole',
  'kms:reencryptfrom',
  'kms:reencryptto',
  'sts:setcontext',
  'sts:setsourceidentity',
  'sts:tagsession',
]);

/** The actions that an operation needs: mostly the one of its own name. */
export function actionsOfOperation(prefix: string, operation: string): readonly string[] {
  return ACTIONS_OF_OPERATION[`${prefix}:${operation}`] ?? [`${prefix}:${operation}`];
}

/** Whether an operation has an action of another name. */
export function isRenamedOperation(prefix: string, operation: string): boolean {
  return Object.hasOwn(ACTIONS_OF_OPERATION, `${prefix}:${operation}`);
}

/** Whether an action only ever comes with other operations, as iam:PassRole does. */
export function isPermissionOnly(action: string): boolean {
  return PERMISSION_ONLY.has(action.toLowerCase());
}
