/** Where an operation's input names a role that it hands to a service. */
export interface PassedRole {
  /**
   * The member that holds the role, by way of its parents: `Targets[].RoleArn` is the RoleArn of each entry of Targets,
   * and `Attributes.*.role` the role of each value of the map Attributes.
   */
  readonly member: string;
  /** Whether the member names an instance profile, whose role is passed, and not the role itself. */
  readonly instanceProfile: boolean;
  /** The service that gets the role, as iam:PassedToService has it. */
  readonly service: string;
  /** Whether iam:AssociatedResourceArn is the resource that the operation is asked for on. */
  readonly associated: boolean;
}

type Place = readonly [
  member: string,
  service: string,
  more?: Partial<Pick<PassedRole, 'instanceProfile' | 'associated'>>,
];

const INSTANCE_PROFILE = { instanceProfile: true, associated: true };
const ASSOCIATED = { associated: true };

const EC2 = 'ec2.amazonaws.com';
const ECS_TASKS = 'ecs-tasks.amazonaws.com';
const FIREHOSE = 'firehose.amazonaws.com';
const SAGEMAKER = 'sagemaker.amazonaws.com';
const SSM = 'ssm.amazonaws.com';

/** The roles of a task definition, and of what overrides it. */
const TASK_ROLES: readonly Place[] = [
  ['overrides.taskRoleArn', ECS_TASKS],
  ['overrides.executionRoleArn', ECS_TASKS],
];
const FIREHOSE_DESTINATIONS: readonly string[] = [
  'S3Destination',
  'ExtendedS3Destination',
  'RedshiftDestination',
  'ElasticsearchDestination',
  'AmazonopensearchserviceDestination',
  'AmazonOpenSearchServerlessDestination',
  'HttpEndpointDestination',
  'SnowflakeDestination',
  'IcebergDestination',
];

/**
 * Operations that hand a role to a service, which needs iam:PassRole on the role beside the operation's own action.
 * Members are those of each service's API reference; the service is the one that the page on the role has in its trust
 * policy, or that an AWS managed policy has for iam:PassedToService (`AmazonEventBridgeFullAccess` and the like).
 * AWS does not list the services that set iam:AssociatedResourceArn: it is set where its pages or managed policies use
 * it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_AssociatedResourceArn
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const PASSED_ROLES: Readonly<Record<string, readonly Place[]>> = {
  'amplify:CreateApp': [['iamServiceRoleArn', 'amplify.amazonaws.com']],
  'amplify:UpdateApp': [['iamServiceRoleArn', 'amplify.amazonaws.com']],
  // API Gateway's actions are the methods of HTTP: integrations are put, authorizers posted.
  'apigateway:PUT': [['credentials', 'apigateway.amazonaws.com']],
  'apigateway:POST': [
    ['authorizerCredentials', 'apigateway.amazonaws.com'],
    ['authorizerCredentialsArn', 'apigateway.amazonaws.com'],
    ['credentialsArn', 'apigateway.amazonaws.com'],
  ],
  'apprunner:CreateService': [
    ['InstanceConfiguration.InstanceRoleArn', 'tasks.apprunner.amazonaws.com'],
    ['SourceConfiguration.AuthenticationConfiguration.AccessRoleArn', 'build.apprunner.amazonaws.com'],
  ],
  'apprunner:UpdateService': [
    ['InstanceConfiguration.InstanceRoleArn', 'tasks.apprunner.amazonaws.com'],
    ['SourceConfiguration.AuthenticationConfiguration.AccessRoleArn', 'build.apprunner.amazonaws.com'],
  ],
  'application-autoscaling:RegisterScalableTarget': [['RoleARN', 'application-autoscaling.amazonaws.com']],
  'appsync:CreateDataSource': [['serviceRoleArn', 'appsync.amazonaws.com']],
  'appsync:UpdateDataSource': [['serviceRoleArn', 'appsync.amazonaws.com']],
  'appsync:CreateGraphqlApi': [['logConfig.cloudWatchLogsRoleArn', 'appsync.amazonaws.com']],
  'appsync:UpdateGraphqlApi': [['logConfig.cloudWatchLogsRoleArn', 'appsync.amazonaws.com']],
  'autoscaling:CreateAutoScalingGroup': [
    ['ServiceLinkedRoleARN', 'autoscaling.amazonaws.com'],
    ['LifecycleHookSpecificationList[].RoleARN', 'autoscaling.amazonaws.com'],
  ],
  'autoscaling:UpdateAutoScalingGroup': [['ServiceLinkedRoleARN', 'autoscaling.amazonaws.com']],
  'autoscaling:PutLifecycleHook': [['RoleARN', 'autoscaling.amazonaws.com']],
  'autoscaling:CreateLaunchConfiguration': [['IamInstanceProfile', EC2, { instanceProfile: true }]],
  'backup:CreateBackupSelection': [['BackupSelection.IamRoleArn', 'backup.amazonaws.com']],
  'backup:StartBackupJob': [['IamRoleArn', 'backup.amazonaws.com']],
  'backup:StartCopyJob': [['IamRoleArn', 'backup.amazonaws.com']],
  'backup:StartRestoreJob': [['IamRoleArn', 'backup.amazonaws.com']],
  'batch:CreateComputeEnvironment': [
    ['serviceRole', 'batch.amazonaws.com'],
    ['computeResources.instanceRole', EC2, { instanceProfile: true }],
    ['computeResources.spotIamFleetRole', 'spotfleet.amazonaws.com'],
  ],
  'batch:UpdateComputeEnvironment': [
    ['serviceRole', 'batch.amazonaws.com'],
    ['computeResources.instanceRole', EC2, { instanceProfile: true }],
  ],
  'batch:RegisterJobDefinition': [
    ['containerProperties.jobRoleArn', ECS_TASKS],
    ['containerProperties.executionRoleArn', ECS_TASKS],
    ['ecsProperties.taskProperties[].taskRoleArn', ECS_TASKS],
    ['ecsProperties.taskProperties[].executionRoleArn', ECS_TASKS],
    ['nodeProperties.nodeRangeProperties[].container.jobRoleArn', ECS_TASKS],
    ['nodeProperties.nodeRangeProperties[].container.executionRoleArn', ECS_TASKS],
  ],
  'bedrock:CreateAgent': [['agentResourceRoleArn', 'bedrock.amazonaws.com']],
  'bedrock:UpdateAgent': [['agentResourceRoleArn', 'bedrock.amazonaws.com']],
  'bedrock:CreateKnowledgeBase': [['roleArn', 'bedrock.amazonaws.com']],
  'bedrock:UpdateKnowledgeBase': [['roleArn', 'bedrock.amazonaws.com']],
  'bedrock:CreateFlow': [['executionRoleArn', 'bedrock.amazonaws.com']],
  'bedrock:CreateModelCustomizationJob': [['roleArn', 'bedrock.amazonaws.com']],
  'bedrock:CreateModelInvocationJob': [['roleArn', 'bedrock.amazonaws.com']],
  'cloudformation:ContinueUpdateRollback': [['RoleARN', 'cloudformation.amazonaws.com']],
  'cloudformation:CreateChangeSet': [['RoleARN', 'cloudformation.amazonaws.com']],
  'cloudformation:CreateStack': [['RoleARN', 'cloudformation.amazonaws.com']],
  'cloudformation:DeleteStack': [['RoleARN', 'cloudformation.amazonaws.com']],
  'cloudformation:RollbackStack': [['RoleARN', 'cloudformation.amazonaws.com']],
  'cloudformation:UpdateStack': [['RoleARN', 'cloudformation.amazonaws.com']],
  'cloudformation:CreateStackSet': [['AdministrationRoleARN', 'cloudformation.amazonaws.com']],
  'cloudformation:UpdateStackSet': [['AdministrationRoleARN', 'cloudformation.amazonaws.com']],
  'cloudtrail:CreateTrail': [['CloudWatchLogsRoleArn', 'cloudtrail.amazonaws.com']],
  'cloudtrail:UpdateTrail': [['CloudWatchLogsRoleArn', 'cloudtrail.amazonaws.com']],
  'codebuild:CreateProject': [['serviceRole', 'codebuild.amazonaws.com']],
  'codebuild:UpdateProject': [['serviceRole', 'codebuild.amazonaws.com']],
  'codebuild:StartBuild': [['serviceRoleOverride', 'codebuild.amazonaws.com']],
  'codedeploy:CreateDeploymentGroup': [['serviceRoleArn', 'codedeploy.amazonaws.com']],
  'codedeploy:UpdateDeploymentGroup': [['serviceRoleArn', 'codedeploy.amazonaws.com']],
  'codepipeline:CreatePipeline': [
    ['pipeline.roleArn', 'codepipeline.amazonaws.com'],
    ['pipeline.stages[].actions[].roleArn', 'codepipeline.amazonaws.com'],
  ],
  'codepipeline:UpdatePipeline': [
    ['pipeline.roleArn', 'codepipeline.amazonaws.com'],
    ['pipeline.stages[].actions[].roleArn', 'codepipeline.amazonaws.com'],
  ],
  'cognito-identity:SetIdentityPoolRoles': [['Roles.*', 'cognito-identity.amazonaws.com']],
  'cognito-idp:CreateUserPool': [['SmsConfiguration.SnsCallerArn', 'cognito-idp.amazonaws.com']],
  'cognito-idp:UpdateUserPool': [['SmsConfiguration.SnsCallerArn', 'cognito-idp.amazonaws.com']],
  'config:PutConfigurationRecorder': [['ConfigurationRecorder.roleARN', 'config.amazonaws.com']],
  'datasync:CreateLocationS3': [['S3Config.BucketAccessRoleArn', 'datasync.amazonaws.com']],
  'datasync:UpdateLocationS3': [['S3Config.BucketAccessRoleArn', 'datasync.amazonaws.com']],
  'datasync:CreateLocationEfs': [['FileSystemAccessRoleArn', 'datasync.amazonaws.com']],
  'dax:CreateCluster': [['IamRoleArn', 'dax.amazonaws.com']],
  'dlm:CreateLifecyclePolicy': [['ExecutionRoleArn', 'dlm.amazonaws.com']],
  'dlm:UpdateLifecyclePolicy': [['ExecutionRoleArn', 'dlm.amazonaws.com']],
  'dms:CreateEndpoint': [
    ['ServiceAccessRoleArn', 'dms.amazonaws.com'],
    ['S3Settings.ServiceAccessRoleArn', 'dms.amazonaws.com'],
    ['KinesisSettings.ServiceAccessRoleArn', 'dms.amazonaws.com'],
    ['DynamoDbSettings.ServiceAccessRoleArn', 'dms.amazonaws.com'],
  ],
  'ec2:AssociateIamInstanceProfile': [['IamInstanceProfile', EC2, INSTANCE_PROFILE]],
  'ec2:ReplaceIamInstanceProfileAssociation': [['IamInstanceProfile', EC2, INSTANCE_PROFILE]],
  'ec2:RequestSpotInstances': [['LaunchSpecification.IamInstanceProfile', EC2, { instanceProfile: true }]],
  'ec2:RunInstances': [['IamInstanceProfile', EC2, { instanceProfile: true }]],
  'ec2:CreateFlowLogs': [['DeliverLogsPermissionArn', 'vpc-flow-logs.amazonaws.com']],
  'ec2:ExportImage': [['RoleName', 'vmie.amazonaws.com']],
  'ec2:ImportImage': [['RoleName', 'vmie.amazonaws.com']],
  'ec2:ImportSnapshot': [['RoleName', 'vmie.amazonaws.com']],
  'ec2:RequestSpotFleet': [
    ['SpotFleetRequestConfig.IamFleetRole', 'spotfleet.amazonaws.com'],
    ['SpotFleetRequestConfig.LaunchSpecifications[].IamInstanceProfile', EC2, { instanceProfile: true }],
  ],
  'ecs:CreateService': [
    ['role', 'ecs.amazonaws.com'],
    ['volumeConfigurations[].managedEBSVolume.roleArn', 'ecs.amazonaws.com'],
  ],
  'ecs:UpdateService': [['volumeConfigurations[].managedEBSVolume.roleArn', 'ecs.amazonaws.com']],
  'ecs:RegisterTaskDefinition': [
    ['taskRoleArn', ECS_TASKS],
    ['executionRoleArn', ECS_TASKS],
  ],
  'ecs:RunTask': [...TASK_ROLES, ['volumeConfigurations[].managedEBSVolume.roleArn', 'ecs.amazonaws.com']],
  'ecs:StartTask': TASK_ROLES,
  'eks:CreateAddon': [
    ['serviceAccountRoleArn', 'eks.amazonaws.com'],
    ['podIdentityAssociations[].roleArn', 'pods.eks.amazonaws.com'],
  ],
  'eks:UpdateAddon': [
    ['serviceAccountRoleArn', 'eks.amazonaws.com'],
    ['podIdentityAssociations[].roleArn', 'pods.eks.amazonaws.com'],
  ],
  'eks:CreateCluster': [
    ['roleArn', 'eks.amazonaws.com'],
    ['computeConfig.nodeRoleArn', EC2],
  ],
  'eks:CreateFargateProfile': [['podExecutionRoleArn', 'eks-fargate-pods.amazonaws.com']],
  'eks:CreateNodegroup': [['nodeRole', EC2]],
  'eks:CreatePodIdentityAssociation': [['roleArn', 'pods.eks.amazonaws.com']],
  'eks:UpdatePodIdentityAssociation': [['roleArn', 'pods.eks.amazonaws.com']],
  'elasticbeanstalk:AssociateEnvironmentOperationsRole': [['OperationsRole', 'elasticbeanstalk.amazonaws.com']],
  'elasticbeanstalk:CreateEnvironment': [['OperationsRole', 'elasticbeanstalk.amazonaws.com']],
  'elasticmapreduce:RunJobFlow': [
    ['ServiceRole', 'elasticmapreduce.amazonaws.com'],
    ['JobFlowRole', EC2, { instanceProfile: true }],
    ['AutoScalingRole', 'application-autoscaling.amazonaws.com'],
  ],
  'emr-serverless:StartJobRun': [['executionRoleArn', 'emr-serverless.amazonaws.com']],
  'es:CreateDomain': [['CognitoOptions.RoleArn', 'opensearchservice.amazonaws.com']],
  'es:UpdateDomainConfig': [['CognitoOptions.RoleArn', 'opensearchservice.amazonaws.com']],
  'events:PutRule': [['RoleArn', 'events.amazonaws.com', ASSOCIATED]],
  'events:PutTargets': [['Targets[].RoleArn', 'events.amazonaws.com', ASSOCIATED]],
  'firehose:CreateDeliveryStream': [
    ...FIREHOSE_DESTINATIONS.map((name): Place => [`${name}Configuration.RoleARN`, FIREHOSE]),
    ['SplunkDestinationConfiguration.S3Configuration.RoleARN', FIREHOSE],
    ['KinesisStreamSourceConfiguration.RoleARN', FIREHOSE],
  ],
  'firehose:UpdateDestination': [
    ...FIREHOSE_DESTINATIONS.map((name): Place => [`${name}Update.RoleARN`, FIREHOSE]),
    ['SplunkDestinationUpdate.S3Update.RoleARN', FIREHOSE],
  ],
  'fis:CreateExperimentTemplate': [['roleArn', 'fis.amazonaws.com']],
  'fis:UpdateExperimentTemplate': [['roleArn', 'fis.amazonaws.com']],
  'glue:CreateCrawler': [['Role', 'glue.amazonaws.com']],
  'glue:UpdateCrawler': [['Role', 'glue.amazonaws.com']],
  'glue:CreateDevEndpoint': [['RoleArn', 'glue.amazonaws.com']],
  'glue:CreateJob': [['Role', 'glue.amazonaws.com']],
  'glue:UpdateJob': [['JobUpdate.Role', 'glue.amazonaws.com']],
  'glue:CreateMLTransform': [['Role', 'glue.amazonaws.com']],
  'glue:UpdateMLTransform': [['Role', 'glue.amazonaws.com']],
  'glue:CreateSession': [['Role', 'glue.amazonaws.com']],
  'imagebuilder:CreateImage': [['executionRole', 'imagebuilder.amazonaws.com']],
  'iot:CreateProvisioningTemplate': [['provisioningRoleArn', 'iot.amazonaws.com']],
  'iot:UpdateProvisioningTemplate': [['provisioningRoleArn', 'iot.amazonaws.com']],
  'iot:CreateRoleAlias': [['roleArn', 'credentials.iot.amazonaws.com']],
  'iot:UpdateRoleAlias': [['roleArn', 'credentials.iot.amazonaws.com']],
  'iot:CreateTopicRule': [['topicRulePayload.actions[].*.roleArn', 'iot.amazonaws.com']],
  'iot:ReplaceTopicRule': [['topicRulePayload.actions[].*.roleArn', 'iot.amazonaws.com']],
  'iot:CreateStream': [['roleArn', 'iot.amazonaws.com']],
  'iot:SetV2LoggingOptions': [['roleArn', 'iot.amazonaws.com']],
  'kinesisanalytics:CreateApplication': [['ServiceExecutionRole', 'kinesisanalytics.amazonaws.com']],
  'kinesisanalytics:UpdateApplication': [['ServiceExecutionRoleUpdate', 'kinesisanalytics.amazonaws.com']],
  'lakeformation:RegisterResource': [['RoleArn', 'lakeformation.amazonaws.com']],
  'lambda:CreateFunction': [['Role', 'lambda.amazonaws.com', ASSOCIATED]],
  'lambda:UpdateFunctionConfiguration': [['Role', 'lambda.amazonaws.com', ASSOCIATED]],
  'logs:PutDestination': [['roleArn', 'logs.amazonaws.com']],
  'logs:PutSubscriptionFilter': [['roleArn', 'logs.amazonaws.com']],
  'mediaconvert:CreateJob': [['Role', 'mediaconvert.amazonaws.com']],
  'pipes:CreatePipe': [['RoleArn', 'pipes.amazonaws.com']],
  'pipes:UpdatePipe': [['RoleArn', 'pipes.amazonaws.com']],
  'rds:AddRoleToDBCluster': [['RoleArn', 'rds.amazonaws.com']],
  'rds:AddRoleToDBInstance': [['RoleArn', 'rds.amazonaws.com']],
  'rds:CreateDBCluster': [['MonitoringRoleArn', 'monitoring.rds.amazonaws.com']],
  'rds:CreateDBInstance': [['MonitoringRoleArn', 'monitoring.rds.amazonaws.com']],
  'rds:CreateDBInstanceReadReplica': [['MonitoringRoleArn', 'monitoring.rds.amazonaws.com']],
  'rds:CreateDBProxy': [['RoleArn', 'rds.amazonaws.com']],
  'rds:ModifyDBCluster': [['MonitoringRoleArn', 'monitoring.rds.amazonaws.com']],
  'rds:ModifyDBInstance': [['MonitoringRoleArn', 'monitoring.rds.amazonaws.com']],
  'rds:ModifyDBProxy': [['RoleArn', 'rds.amazonaws.com']],
  'rds:StartExportTask': [['IamRoleArn', 'export.rds.amazonaws.com']],
  'redshift:CreateCluster': [['IamRoles[]', 'redshift.amazonaws.com']],
  'redshift:ModifyClusterIamRoles': [['AddIamRoles[]', 'redshift.amazonaws.com']],
  'redshift:RestoreFromClusterSnapshot': [['IamRoles[]', 'redshift.amazonaws.com']],
  'redshift:CreateScheduledAction': [['IamRole', 'scheduler.redshift.amazonaws.com']],
  'redshift-serverless:CreateNamespace': [['iamRoles[]', 'redshift-serverless.amazonaws.com']],
  'redshift-serverless:UpdateNamespace': [['iamRoles[]', 'redshift-serverless.amazonaws.com']],
  'rolesanywhere:CreateProfile': [['roleArns[]', 'rolesanywhere.amazonaws.com']],
  'rolesanywhere:UpdateProfile': [['roleArns[]', 'rolesanywhere.amazonaws.com']],
  'sagemaker:CreateAutoMLJob': [['RoleArn', SAGEMAKER]],
  'sagemaker:CreateCompilationJob': [['RoleArn', SAGEMAKER]],
  'sagemaker:CreateDomain': [['DefaultUserSettings.ExecutionRole', SAGEMAKER]],
  'sagemaker:UpdateDomain': [['DefaultUserSettings.ExecutionRole', SAGEMAKER]],
  'sagemaker:CreateFeatureGroup': [['RoleArn', SAGEMAKER]],
  'sagemaker:CreateHyperParameterTuningJob': [['TrainingJobDefinition.RoleArn', SAGEMAKER]],
  'sagemaker:CreateModel': [['ExecutionRoleArn', SAGEMAKER]],
  'sagemaker:CreateNotebookInstance': [['RoleArn', SAGEMAKER]],
  'sagemaker:UpdateNotebookInstance': [['RoleArn', SAGEMAKER]],
  'sagemaker:CreatePipeline': [['RoleArn', SAGEMAKER]],
  'sagemaker:UpdatePipeline': [['RoleArn', SAGEMAKER]],
  'sagemaker:CreateProcessingJob': [['RoleArn', SAGEMAKER]],
  'sagemaker:CreateTrainingJob': [['RoleArn', SAGEMAKER]],
  'sagemaker:CreateUserProfile': [['UserSettings.ExecutionRole', SAGEMAKER]],
  'sagemaker:UpdateUserProfile': [['UserSettings.ExecutionRole', SAGEMAKER]],
  'scheduler:CreateSchedule': [['Target.RoleArn', 'scheduler.amazonaws.com']],
  'scheduler:UpdateSchedule': [['Target.RoleArn', 'scheduler.amazonaws.com']],
  'ses:CreateReceiptRule': [['Rule.Actions[].S3Action.IamRoleArn', 'ses.amazonaws.com']],
  'ssm:CreateActivation': [['IamRole', SSM]],
  'ssm:RegisterTaskWithMaintenanceWindow': [['ServiceRoleArn', SSM]],
  'ssm:UpdateMaintenanceWindowTask': [['ServiceRoleArn', SSM]],
  'ssm:SendCommand': [['ServiceRoleArn', SSM]],
  'ssm:StartAutomationExecution': [['Parameters.AutomationAssumeRole[]', SSM]],
  'states:CreateStateMachine': [['roleArn', 'states.amazonaws.com']],
  'states:UpdateStateMachine': [['roleArn', 'states.amazonaws.com']],
  'synthetics:CreateCanary': [['ExecutionRoleArn', 'lambda.amazonaws.com']],
  'synthetics:UpdateCanary': [['ExecutionRoleArn', 'lambda.amazonaws.com']],
  'transfer:CreateAccess': [['Role', 'transfer.amazonaws.com']],
  'transfer:UpdateAccess': [['Role', 'transfer.amazonaws.com']],
  'transfer:CreateServer': [
    ['LoggingRole', 'transfer.amazonaws.com'],
    ['IdentityProviderDetails.InvocationRole', 'transfer.amazonaws.com'],
  ],
  'transfer:UpdateServer': [
    ['LoggingRole', 'transfer.amazonaws.com'],
    ['IdentityProviderDetails.InvocationRole', 'transfer.amazonaws.com'],
  ],
  'transfer:CreateUser': [['Role', 'transfer.amazonaws.com']],
  'transfer:UpdateUser': [['Role', 'transfer.amazonaws.com']],
  'transfer:CreateWorkflow': [['Steps[].CustomStepDetails.Role', 'transfer.amazonaws.com']],
};

/** The names of all operations that are known to pass a role, such as `lambda:CreateFunction`. */
export function operationsThatPassARole(): readonly string[] {
  return Object.keys(PASSED_ROLES);
}

/** The roles that an operation hands over, as places in its input; none where it is not known to. */
export function rolesPassedBy(operation: string): readonly PassedRole[] {
  return (PASSED_ROLES[operation] ?? []).map(([member, service, more]) => ({
    member,
    service,
    instanceProfile: more?.instanceProfile ?? false,
    associated: more?.associated ?? false,
  }));
}

/** The values at a place of an operation's input: none, one, or one for each entry of the lists on the way. */
export function valuesAt(parameters: unknown, member: string): unknown[] {
  return member
    .split('.')
    .reduce<unknown[]>((values, step) => values.flatMap((value) => stepInto(value, step)), [parameters]);
}

function stepInto(value: unknown, step: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === '*') return Object.values(value);
  const isList = step.endsWith('[]');
  const name = isList ? step.slice(0, -2) : step;
  if (!Object.hasOwn(value, name)) return [];
  const found: unknown = Reflect.get(value, name);
  return isList && Array.isArray(found) ? found : [found];
}
