/**
 * A resource of one type as a request names it: the members that name it, each with what a person may type, and how its
 * ARN ends. `{0}` is the first member, `{1}` the second; `*` stands for an ID that AWS gives, which the model's registry is
 * asked for. A template that begins with `arn:` is a whole ARN; `{region}` and `{account}` stand where they belong.
 */
export type ResourceTemplate = readonly [
  prefix: string,
  resourceType: string,
  members: Readonly<Record<string, string>>,
  template: string,
];

/**
 * Resources that requests name by a member, service by service; tried in order. Several rows for a type name it otherwise.
 * A member such as `Entries[].EventBusName` lies in the entries of a list. Resources that requests name by an ARN, or by
 * members that are called as the variables of the type's ARN pattern, need no row.
 * Source: the API references of the services, and their resource types in the service authorization reference.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const RESOURCE_TEMPLATES: readonly ResourceTemplate[] = [
  ['athena', 'workgroup', { WorkGroup: 'primary' }, 'workgroup/{0}'],
  ['athena', 'workgroup', { Name: 'primary' }, 'workgroup/{0}'],
  ['athena', 'datacatalog', { CatalogName: 'AwsDataCatalog' }, 'datacatalog/{0}'],
  ['athena', 'datacatalog', { Name: 'AwsDataCatalog' }, 'datacatalog/{0}'],

  ['autoscaling', 'autoScalingGroup', { AutoScalingGroupName: 'web' }, 'autoScalingGroup:*:autoScalingGroupName/{0}'],
  ['autoscaling', 'autoScalingGroup', { AutoScalingGroupNames: 'web' }, 'autoScalingGroup:*:autoScalingGroupName/{0}'],
  [
    'autoscaling',
    'launchConfiguration',
    { LaunchConfigurationName: 'web' },
    'launchConfiguration:*:launchConfigurationName/{0}',
  ],

  ['batch', 'job-queue', { jobQueue: 'nightly' }, 'job-queue/{0}'],
  ['batch', 'job-queue', { jobQueueName: 'nightly' }, 'job-queue/{0}'],
  ['batch', 'job-definition', { jobDefinition: 'resize' }, 'job-definition/{0}'],
  ['batch', 'job-definition', { jobDefinitionName: 'resize' }, 'job-definition/{0}'],
  ['batch', 'compute-environment', { computeEnvironment: 'spot' }, 'compute-environment/{0}'],
  ['batch', 'compute-environment', { computeEnvironmentName: 'spot' }, 'compute-environment/{0}'],

  ['cloudformation', 'stack', { StackName: 'shop' }, 'stack/{0}/*'],
  ['cloudformation', 'stackset', { StackSetName: 'shop' }, 'stackset/{0}:*'],

  [
    'cloudfront',
    'distribution',
    { DistributionId: 'EDFDVBD632BHDS5' },
    'arn:aws:cloudfront::{account}:distribution/{0}',
  ],
  ['cloudfront', 'distribution', { Id: 'EDFDVBD632BHDS5' }, 'arn:aws:cloudfront::{account}:distribution/{0}'],

  ['cloudtrail', 'trail', { Name: 'audit' }, 'trail/{0}'],
  ['cloudtrail', 'trail', { TrailName: 'audit' }, 'trail/{0}'],

  ['cloudwatch', 'alarm', { AlarmName: 'errors' }, 'alarm:{0}'],
  ['cloudwatch', 'alarm', { AlarmNames: 'errors' }, 'alarm:{0}'],
  ['cloudwatch', 'dashboard', { DashboardName: 'shop' }, 'arn:aws:cloudwatch::{account}:dashboard/{0}'],
  ['cloudwatch', 'dashboard', { DashboardNames: 'shop' }, 'arn:aws:cloudwatch::{account}:dashboard/{0}'],
  ['cloudwatch', 'insight-rule', { RuleName: 'hosts' }, 'insight-rule/{0}'],
  ['cloudwatch', 'insight-rule', { RuleNames: 'hosts' }, 'insight-rule/{0}'],
  ['cloudwatch', 'metric-stream', { Name: 'all' }, 'metric-stream/{0}'],
  ['cloudwatch', 'metric-stream', { Names: 'all' }, 'metric-stream/{0}'],

  ['codebuild', 'project', { projectName: 'web' }, 'project/{0}'],
  ['codebuild', 'project', { name: 'web' }, 'project/{0}'],
  ['codebuild', 'project', { names: 'web' }, 'project/{0}'],
  ['codepipeline', 'pipeline', { pipelineName: 'release' }, '{0}'],
  ['codepipeline', 'pipeline', { name: 'release' }, '{0}'],
  ['codepipeline', 'pipeline', { 'pipeline.name': 'release' }, '{0}'],

  ['ecs', 'cluster', { cluster: 'shop' }, 'cluster/{0}'],
  ['ecs', 'cluster', { clusterName: 'shop' }, 'cluster/{0}'],
  ['ecs', 'cluster', { clusters: 'shop' }, 'cluster/{0}'],
  ['ecs', 'service', { service: 'web', cluster: 'shop' }, 'service/{1}/{0}'],
  ['ecs', 'service', { serviceName: 'web', cluster: 'shop' }, 'service/{1}/{0}'],
  ['ecs', 'service', { services: 'web', cluster: 'shop' }, 'service/{1}/{0}'],
  // Without a cluster it is the one called default.
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
  ['ecs', 'service', { service: 'web' }, 'service/default/{0}'],
  ['ecs', 'service', { serviceName: 'web' }, 'service/default/{0}'],
  ['ecs', 'service', { services: 'web' }, 'service/default/{0}'],
  ['ecs', 'task', { task: '0123456789abcdef', cluster: 'shop' }, 'task/{1}/{0}'],
  ['ecs', 'task', { tasks: '0123456789abcdef', cluster: 'shop' }, 'task/{1}/{0}'],
  ['ecs', 'task', { task: '0123456789abcdef' }, 'task/default/{0}'],
  ['ecs', 'task', { tasks: '0123456789abcdef' }, 'task/default/{0}'],
  [
    'ecs',
    'container-instance',
    { containerInstance: '0123456789abcdef', cluster: 'shop' },
    'container-instance/{1}/{0}',
  ],
  [
    'ecs',
    'container-instance',
    { containerInstances: '0123456789abcdef', cluster: 'shop' },
    'container-instance/{1}/{0}',
  ],
  ['ecs', 'task-definition', { taskDefinition: 'web:3' }, 'task-definition/{0}'],
  ['ecs', 'task-definition', { taskDefinitions: 'web:3' }, 'task-definition/{0}'],
  ['ecs', 'task-definition', { family: 'web' }, 'task-definition/{0}:*'],

  ['eks', 'nodegroup', { clusterName: 'shop', nodegroupName: 'workers' }, 'nodegroup/{0}/{1}/*'],
  ['eks', 'fargateprofile', { clusterName: 'shop', fargateProfileName: 'web' }, 'fargateprofile/{0}/{1}/*'],
  ['eks', 'addon', { clusterName: 'shop', addonName: 'vpc-cni' }, 'addon/{0}/{1}/*'],
  ['eks', 'podidentityassociation', { clusterName: 'shop', associationId: 'a-0123' }, 'podidentityassociation/{0}/{1}'],
  ['eks', 'cluster', { name: 'shop' }, 'cluster/{0}'],

  ['events', 'rule-on-custom-event-bus', { Name: 'nightly', EventBusName: 'shop' }, 'rule/{1}/{0}'],
  ['events', 'rule-on-custom-event-bus', { Rule: 'nightly', EventBusName: 'shop' }, 'rule/{1}/{0}'],
  ['events', 'rule-on-default-event-bus', { Name: 'nightly' }, 'rule/{0}'],
  ['events', 'rule-on-default-event-bus', { Rule: 'nightly' }, 'rule/{0}'],
  ['events', 'event-bus', { 'Entries[].EventBusName': 'shop' }, 'event-bus/{0}'],
  ['events', 'event-bus', { EventBusName: 'shop' }, 'event-bus/{0}'],
  ['events', 'event-bus', { Name: 'shop' }, 'event-bus/{0}'],
  ['events', 'api-destination', { Name: 'shop' }, 'api-destination/{0}'],
  ['events', 'connection', { Name: 'shop' }, 'connection/{0}'],
  ['events', 'endpoint', { Name: 'shop' }, 'endpoint/{0}'],

  ['firehose', 'deliverystream', { DeliveryStreamName: 'clicks' }, 'deliverystream/{0}'],

  // https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
  ['glue', 'rootcatalog', { DatabaseName: 'sales' }, 'catalog'],
  ['glue', 'rootcatalog', { Name: 'sales' }, 'catalog'],
  ['glue', 'rootcatalog', { 'DatabaseInput.Name': 'sales' }, 'catalog'],
  ['glue', 'database', { DatabaseName: 'sales' }, 'database/{0}'],
  ['glue', 'database', { 'DatabaseInput.Name': 'sales' }, 'database/{0}'],
  ['glue', 'database', { Name: 'sales' }, 'database/{0}'],
  ['glue', 'table', { TableName: 'orders', DatabaseName: 'sales' }, 'table/{1}/{0}'],
  ['glue', 'table', { Name: 'orders', DatabaseName: 'sales' }, 'table/{1}/{0}'],
  ['glue', 'table', { 'TableInput.Name': 'orders', DatabaseName: 'sales' }, 'table/{1}/{0}'],
  ['glue', 'job', { JobName: 'nightly' }, 'job/{0}'],
  ['glue', 'job', { Name: 'nightly' }, 'job/{0}'],
  ['glue', 'crawler', { Name: 'orders' }, 'crawler/{0}'],
  ['glue', 'crawler', { CrawlerName: 'orders' }, 'crawler/{0}'],
  ['glue', 'connection', { ConnectionName: 'warehouse' }, 'connection/{0}'],
  ['glue', 'trigger', { Name: 'nightly' }, 'trigger/{0}'],
  ['glue', 'workflow', { Name: 'nightly' }, 'workflow/{0}'],

  ['lambda', 'layerVersion', { LayerName: 'fonts', VersionNumber: '3' }, 'layer:{0}:{1}'],
  ['lambda', 'layer', { LayerName: 'fonts' }, 'layer:{0}'],
  ['lambda', 'code signing config', { CodeSigningConfigArn: 'csc-0123' }, 'code-signing-config:{0}'],

  ['logs', 'destination', { destinationName: 'central' }, 'destination:{0}'],
  ['logs', 'delivery-source', { name: 'central' }, 'delivery-source:{0}'],
  ['logs', 'delivery-destination', { name: 'central' }, 'delivery-destination:{0}'],

  ['rds', 'db', { DBInstanceIdentifier: 'orders' }, 'db:{0}'],
  ['rds', 'db', { SourceDBInstanceIdentifier: 'orders' }, 'db:{0}'],
  ['rds', 'cluster', { DBClusterIdentifier: 'orders' }, 'cluster:{0}'],
  ['rds', 'snapshot', { DBSnapshotIdentifier: 'before-sale' }, 'snapshot:{0}'],
  ['rds', 'cluster-snapshot', { DBClusterSnapshotIdentifier: 'before-sale' }, 'cluster-snapshot:{0}'],
  ['rds', 'pg', { DBParameterGroupName: 'mysql8' }, 'pg:{0}'],
  ['rds', 'cluster-pg', { DBClusterParameterGroupName: 'aurora' }, 'cluster-pg:{0}'],
  ['rds', 'subgrp', { DBSubnetGroupName: 'private' }, 'subgrp:{0}'],
  ['rds', 'og', { OptionGroupName: 'audit' }, 'og:{0}'],
  ['rds', 'secgrp', { DBSecurityGroupName: 'classic' }, 'secgrp:{0}'],
  ['rds', 'es', { SubscriptionName: 'alerts' }, 'es:{0}'],

  ['redshift', 'cluster', { ClusterIdentifier: 'warehouse' }, 'cluster:{0}'],
  ['redshift', 'parametergroup', { ParameterGroupName: 'default' }, 'parametergroup:{0}'],

  ['route53', 'hostedzone', { HostedZoneId: 'Z3M3LMPEXAMPLE' }, 'arn:aws:route53:::hostedzone/{0}'],
  ['route53', 'hostedzone', { Id: 'Z3M3LMPEXAMPLE' }, 'arn:aws:route53:::hostedzone/{0}'],
  ['route53', 'healthcheck', { HealthCheckId: 'abcdef11-2222-3333' }, 'arn:aws:route53:::healthcheck/{0}'],

  ['s3', 'accesspoint', { Name: 'reports' }, 'accesspoint/{0}'],
  ['s3', 'job', { JobId: '0123-4567' }, 'job/{0}'],

  ['scheduler', 'schedule', { Name: 'nightly', GroupName: 'shop' }, 'schedule/{1}/{0}'],
  // https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
  ['scheduler', 'schedule', { Name: 'nightly' }, 'schedule/default/{0}'],
  ['scheduler', 'schedule-group', { Name: 'shop' }, 'schedule-group/{0}'],

  ['ssm', 'document', { DocumentName: 'AWS-RunShellScript' }, 'document/{0}'],
  ['ssm', 'document', { Name: 'AWS-RunShellScript' }, 'document/{0}'],
  ['ssm', 'instance', { InstanceIds: 'i-0123456789abcdef0' }, 'arn:aws:ec2:{region}:{account}:instance/{0}'],
  ['ssm', 'instance', { InstanceId: 'i-0123456789abcdef0' }, 'arn:aws:ec2:{region}:{account}:instance/{0}'],
  ['ssm', 'instance', { Target: 'i-0123456789abcdef0' }, 'arn:aws:ec2:{region}:{account}:instance/{0}'],
  ['ssm', 'maintenancewindow', { WindowId: 'mw-0c50858d01EXAMPLE' }, 'maintenancewindow/{0}'],
  ['ssm', 'opsitem', { OpsItemId: 'oi-0123456789ab' }, 'opsitem/{0}'],
  ['ssm', 'patchbaseline', { BaselineId: 'pb-0123456789abcdef0' }, 'patchbaseline/{0}'],
  ['ssm', 'resourcedatasync', { SyncName: 'inventory' }, 'resource-data-sync/{0}'],

  ['states', 'statemachine', { name: 'ship' }, 'stateMachine:{0}'],
  ['states', 'activity', { name: 'pack' }, 'activity:{0}'],
];
