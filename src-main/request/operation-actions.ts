import type { ServiceReference } from './service-reference.ts';

const PARTIQL: readonly string[] = [
  'dynamodb:PartiQLSelect',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PartiQLDelete',
];

/**
 * Operations that need other actions than their name says.
 * Source: the service authorization reference, which lists no action of these operations' names, and the API reference of
 * each operation.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const ACTIONS_OF_OPERATION: Readonly<Record<string, readonly string[]>> = {
  'access-analyzer:GetFindingV2': ['access-analyzer:GetFinding'],
  'access-analyzer:ListFindingsV2': ['access-analyzer:ListFindings'],
  'bedrock:Converse': ['bedrock:InvokeModel'],
  'bedrock:ConverseStream': ['bedrock:InvokeModelWithResponseStream'],
  'bedrock:InvokeModelWithBidirectionalStream': ['bedrock:InvokeModel'],
  'bedrock:RetrieveAndGenerateStream': ['bedrock:RetrieveAndGenerate'],
  'bedrock:StartAsyncInvoke': ['bedrock:InvokeModel'],
  // https://docs.aws.amazon.com/keyspaces/latest/devguide/security_iam_service-with-iam.html
  'cassandra:CreateKeyspace': ['cassandra:Create'],
  'cassandra:CreateTable': ['cassandra:Create'],
  'cassandra:CreateType': ['cassandra:Create'],
  'cassandra:DeleteKeyspace': ['cassandra:Drop'],
  'cassandra:DeleteTable': ['cassandra:Drop'],
  'cassandra:DeleteType': ['cassandra:Drop'],
  'cassandra:GetKeyspace': ['cassandra:Select'],
  'cassandra:GetTable': ['cassandra:Select'],
  'cassandra:GetTableAutoScalingSettings': ['cassandra:Select'],
  'cassandra:GetType': ['cassandra:Select'],
  'cassandra:ListKeyspaces': ['cassandra:Select'],
  'cassandra:ListTables': ['cassandra:Select'],
  'cassandra:ListTagsForResource': ['cassandra:Select'],
  'cassandra:ListTypes': ['cassandra:Select'],
  'cassandra:RestoreTable': ['cassandra:Restore'],
  'cassandra:UpdateKeyspace': ['cassandra:Alter'],
  'cassandra:UpdateTable': ['cassandra:Alter'],
  // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistributionWithTags.html
  'cloudfront:CreateDistributionWithTags': ['cloudfront:CreateDistribution', 'cloudfront:TagResource'],
  // https://docs.aws.amazon.com/cloudsearch/latest/developerguide/configuring-access.html
  'cloudsearch:UploadDocuments': ['cloudsearch:document'],
  'cloudtrail:ListInsightsMetricData': ['cloudtrail:ListInsightsData'],
  'dms:DescribeDataProviders': ['dms:ListDataProviders'],
  'dms:DescribeExtensionPackAssociations': ['dms:ListExtensionPacks'],
  'dms:DescribeInstanceProfiles': ['dms:ListInstanceProfiles'],
  'dms:DescribeMetadataModelAssessments': ['dms:ListMetadataModelAssessments'],
  'dms:DescribeMetadataModelConversions': ['dms:ListMetadataModelConversions'],
  'dms:DescribeMetadataModelExportsAsScript': ['dms:ListMetadataModelExports'],
  'dms:DescribeMetadataModelExportsToTarget': ['dms:ListMetadataModelExports'],
  'dms:DescribeMigrationProjects': ['dms:ListMigrationProjects'],
  'dms:ModifyConversionConfiguration': ['dms:UpdateConversionConfiguration'],
  'dms:ModifyDataProvider': ['dms:UpdateDataProvider'],
  'dms:ModifyInstanceProfile': ['dms:UpdateInstanceProfile'],
  'dms:ModifyMigrationProject': ['dms:UpdateMigrationProject'],
  'dms:StartMetadataModelExportAsScript': ['dms:StartMetadataModelExportAsScripts'],
  // A statement that cannot be read might be any.
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
  'dynamodb:BatchExecuteStatement': PARTIQL,
  'dynamodb:ExecuteStatement': PARTIQL,
  'dynamodb:ExecuteTransaction': PARTIQL,
  'dynamodb:TransactGetItems': ['dynamodb:GetItem'],
  'dynamodb:TransactWriteItems': [
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:DeleteItem',
    'dynamodb:ConditionCheckItem',
  ],
  'ecr:ListImageReferrers': ['ecr:BatchGetImage'],
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html
  'execute-api:DeleteConnection': ['execute-api:ManageConnections'],
  'execute-api:GetConnection': ['execute-api:ManageConnections'],
  'execute-api:PostToConnection': ['execute-api:ManageConnections'],
  'glue:GetUnfilteredPartitionMetadata': ['glue:GetPartition'],
  'glue:GetUnfilteredPartitionsMetadata': ['glue:GetPartitions'],
  'glue:GetUnfilteredTableMetadata': ['glue:GetTable'],
  'kms:ReEncrypt': ['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  'lambda:GetLayerVersionByArn': ['lambda:GetLayerVersion'],
  'lambda:Invoke': ['lambda:InvokeFunction'],
  'lambda:InvokeWithResponseStream': ['lambda:InvokeFunction'],
  'neptune-db:CancelGremlinQuery': ['neptune-db:CancelQuery'],
  'neptune-db:CancelOpenCypherQuery': ['neptune-db:CancelQuery'],
  'neptune-db:DeletePropertygraphStatistics': ['neptune-db:DeleteStatistics'],
  'neptune-db:DeleteSparqlStatistics': ['neptune-db:DeleteStatistics'],
  'neptune-db:ExecuteFastReset': ['neptune-db:ResetDatabase'],
  // A query may write and delete as well, which only the query itself tells; every query reads.
  'neptune-db:ExecuteGremlinExplainQuery': ['neptune-db:ReadDataViaQuery'],
  'neptune-db:ExecuteGremlinProfileQuery': ['neptune-db:ReadDataViaQuery'],
  'neptune-db:ExecuteGremlinQuery': ['neptune-db:ReadDataViaQuery'],
  'neptune-db:ExecuteOpenCypherExplainQuery': ['neptune-db:ReadDataViaQuery'],
  'neptune-db:ExecuteOpenCypherQuery': ['neptune-db:ReadDataViaQuery'],
  'neptune-db:GetGremlinQueryStatus': ['neptune-db:GetQueryStatus'],
  'neptune-db:GetMLDataProcessingJob': ['neptune-db:GetMLDataProcessingJobStatus'],
  'neptune-db:GetMLEndpoint': ['neptune-db:GetMLEndpointStatus'],
  'neptune-db:GetMLModelTrainingJob': ['neptune-db:GetMLModelTrainingJobStatus'],
  'neptune-db:GetMLModelTransformJob': ['neptune-db:GetMLModelTransformJobStatus'],
  'neptune-db:GetOpenCypherQueryStatus': ['neptune-db:GetQueryStatus'],
  'neptune-db:GetPropertygraphStatistics': ['neptune-db:GetStatisticsStatus'],
  'neptune-db:GetPropertygraphStream': ['neptune-db:GetStreamRecords'],
  'neptune-db:GetPropertygraphSummary': ['neptune-db:GetGraphSummary'],
  'neptune-db:GetRDFGraphSummary': ['neptune-db:GetGraphSummary'],
  'neptune-db:GetSparqlStatistics': ['neptune-db:GetStatisticsStatus'],
  'neptune-db:GetSparqlStream': ['neptune-db:GetStreamRecords'],
  'neptune-db:ListGremlinQueries': ['neptune-db:GetQueryStatus'],
  'neptune-db:ListOpenCypherQueries': ['neptune-db:GetQueryStatus'],
  'neptune-db:ManagePropertygraphStatistics': ['neptune-db:ManageStatistics'],
  'neptune-db:ManageSparqlStatistics': ['neptune-db:ManageStatistics'],
  'neptune-graph:ExecuteQuery': ['neptune-graph:ReadDataViaQuery'],
  'neptune-graph:GetQuery': ['neptune-graph:GetQueryStatus'],
  'qapps:CreatePresignedUrl': ['qapps:ImportDocument'],
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_DeletePublicAccessBlock.html
  's3:DeletePublicAccessBlock': ['s3:PutAccountPublicAccessBlock'],
  's3:GetPublicAccessBlock': ['s3:GetAccountPublicAccessBlock'],
  's3:PutPublicAccessBlock': ['s3:PutAccountPublicAccessBlock'],
  's3:DeleteAccessPointScope': ['s3express:DeleteAccessPointScope'],
  's3:GetAccessPointScope': ['s3express:GetAccessPointScope'],
  's3:ListAccessPointsForDirectoryBuckets': ['s3express:ListAccessPointsForDirectoryBuckets'],
  's3:PutAccessPointScope': ['s3express:PutAccessPointScope'],
  's3:DeleteBucketLifecycleConfiguration': ['s3-outposts:PutLifecycleConfiguration'],
  's3:DeleteBucketReplication': ['s3-outposts:PutReplicationConfiguration'],
  's3:DeleteBucketTagging': ['s3-outposts:PutBucketTagging'],
  's3:GetBucket': ['s3-outposts:GetBucket'],
  's3:GetBucketLifecycleConfiguration': ['s3-outposts:GetLifecycleConfiguration'],
  's3:GetBucketReplication': ['s3-outposts:GetReplicationConfiguration'],
  's3:ListRegionalBuckets': ['s3-outposts:ListRegionalBuckets'],
  's3:PutBucketLifecycleConfiguration': ['s3-outposts:PutLifecycleConfiguration'],
  's3:PutBucketReplication': ['s3-outposts:PutReplicationConfiguration'],
  'securityhub:BatchUpdateFindingsV2': ['securityhub:BatchUpdateFindings'],
  'securityhub:GetFindingStatisticsV2': ['securityhub:GetAdhocInsightResults'],
  'securityhub:GetFindingsV2': ['securityhub:GetFindings'],
  'sns:PublishBatch': ['sns:Publish'],
  'sqs:ChangeMessageVisibilityBatch': ['sqs:ChangeMessageVisibility'],
  'sqs:DeleteMessageBatch': ['sqs:DeleteMessage'],
  'sqs:SendMessageBatch': ['sqs:SendMessage'],
  'tax:BatchGetTaxExemptions': ['tax:GetExemptions'],
  'tax:GetTaxExemptionTypes': ['tax:GetExemptions'],
  'tax:ListTaxExemptions': ['tax:GetExemptions'],
  'tax:PutTaxExemption': ['tax:UpdateExemptions'],
  // https://docs.aws.amazon.com/timestream/latest/developerguide/security_iam_id-based-policy-examples.html
  'timestream:Query': ['timestream:Select'],
};

/**
 * Operations on many things at once that need the action of the operation on one of them.
 * Source: the API references of the services, each of which says so.
 */
const BATCH_OPERATION = /^Batch(Create|Get|Update|Delete|Put|IsAuthorized)/;

/** The singular of what a batch operation works on, as `BatchUpdateVehicle` of `UpdateVehicle`. */
function singleOfBatch(prefix: string, operation: string): string {
  return `${prefix}:${operation.replace(/^Batch/, '')}`;
}

/**
 * Operations that are for anybody and need no permission: signing in, getting tokens, and what a token stands for.
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html
 */
const NEEDS_NO_PERMISSION: ReadonlySet<string> = new Set([
  'cognito-idp:CompleteWebAuthnRegistration',
  'cognito-idp:DeleteWebAuthnCredential',
  'cognito-idp:GetUserAuthFactors',
  'cognito-idp:ListWebAuthnCredentials',
  'cognito-idp:StartWebAuthnRegistration',
  'sso-oauth:CreateToken',
  'sso-oauth:RegisterClient',
  'sso-oauth:StartDeviceAuthorization',
  'sso:GetRoleCredentials',
  'sso:ListAccountRoles',
  'sso:ListAccounts',
  'sso:Logout',
]);

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

/**
 * Budgets has one action for looking and one for changing, but for the operations on budget actions and on tags.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html
 */
function budgetsAction(operation: string): string {
  return operation.startsWith('Describe') ? 'budgets:ViewBudget' : 'budgets:ModifyBudget';
}

/**
 * The actions of API Gateway are the methods of HTTP.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html
 */
function apiGatewayAction(operation: string, { operations }: ServiceReference): string | null {
  const rest = operations.rest('apigateway', operation) ?? operations.rest('apigatewayv2', operation);
  return rest === null ? null : `apigateway:${rest.method}`;
}

/**
 * The actions that an operation needs: mostly the one of its own name. None for an operation that needs no permission.
 * An operation that the service authorization reference does not know needs the action of its own name, as far as
 * anybody can tell.
 */
export function actionsOfOperation(prefix: string, operation: string, reference: ServiceReference): readonly string[] {
  const own = `${prefix}:${operation}`;
  if (Object.hasOwn(ACTIONS_OF_OPERATION, own)) return ACTIONS_OF_OPERATION[own] ?? [];
  if (NEEDS_NO_PERMISSION.has(own)) return [];
  if (prefix === 'apigateway') return [apiGatewayAction(operation, reference) ?? own];
  if (reference.action(own) !== null) return [own];
  if (prefix === 'budgets') return [budgetsAction(operation)];
  if (BATCH_OPERATION.test(operation)) {
    const single = singleOfBatch(prefix, operation);
    if (reference.action(single) !== null) return [single];
  }
  return [own];
}

/** Whether an action only ever comes with other operations, as iam:PassRole does. */
export function isPermissionOnly(action: string): boolean {
  return PERMISSION_ONLY.has(action.toLowerCase());
}
