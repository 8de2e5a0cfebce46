/** The service-linked role of a service. */
export interface LinkedService {
  readonly roleName: string;
  /** The name of the managed policy, under `/aws-service-role/`, that the role has. */
  readonly policyName: string;
  /** Whether there may be more of the role, told apart by a suffix. */
  readonly takesSuffix: boolean;
  /** What the role is described as when nobody says otherwise. */
  readonly description: string;
}

/*
 * Roles, policies, and which services take a suffix: from the page on service-linked roles that each service's guide has.
 * AWS publishes no list of them all; these are the services whose roles are met most.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */

/** By service principal: the role's name behind `AWSServiceRoleFor`, and the policy's name. */
const ROLES: Readonly<Record<string, readonly [role: string, policy: string]>> = {
  'access-analyzer': ['AccessAnalyzer', 'AccessAnalyzerServiceRolePolicy'],
  'accountdiscovery.ssm': ['AmazonSSM_AccountDiscovery', 'AWSSystemsManagerAccountDiscoveryServicePolicy'],
  airflow: ['AmazonMWAA', 'AmazonMWAAServiceRolePolicy'],
  'apidestinations.events': ['AmazonEventBridgeApiDestinations', 'AmazonEventBridgeApiDestinationsServiceRolePolicy'],
  appmesh: ['AppMesh', 'AWSAppMeshServiceRolePolicy'],
  apprunner: ['AppRunner', 'AppRunnerServiceRolePolicy'],
  'appstream.application-autoscaling': [
    'ApplicationAutoScaling_AppStreamFleet',
    'AWSApplicationAutoscalingAppStreamFleetPolicy',
  ],
  autoscaling: ['AutoScaling', 'AutoScalingServiceRolePolicy'],
  backup: ['Backup', 'AWSBackupServiceLinkedRolePolicyForBackup'],
  batch: ['Batch', 'BatchServiceRolePolicy'],
  'cassandra.application-autoscaling': [
    'ApplicationAutoScaling_CassandraTable',
    'AWSApplicationAutoscalingCassandraTablePolicy',
  ],
  'cks.kms': ['KeyManagementServiceCustomKeyStores', 'AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy'],
  cloud9: ['AWSCloud9', 'AWSCloud9ServiceRolePolicy'],
  cloudhsm: ['CloudHSM', 'CloudHSMServiceRolePolicy'],
  cloudtrail: ['CloudTrail', 'CloudTrailServiceRolePolicy'],
  'codestar-notifications': ['CodeStarNotifications', 'AWSCodeStarNotificationsServiceRolePolicy'],
  'comprehend.application-autoscaling': [
    'ApplicationAutoScaling_ComprehendEndpoint',
    'AWSApplicationAutoscalingComprehendEndpointPolicy',
  ],
  'compute-optimizer': ['ComputeOptimizer', 'ComputeOptimizerServiceRolePolicy'],
  config: ['Config', 'AWSConfigServiceRolePolicy'],
  'config-conforms': ['ConfigConforms', 'ConfigConformsServiceRolePolicy'],
  connect: ['AmazonConnect', 'AmazonConnectServiceLinkedRolePolicy'],
  'custom-resource.application-autoscaling': [
    'ApplicationAutoScaling_CustomResource',
    'AWSApplicationAutoScalingCustomResourcePolicy',
  ],
  dax: ['DAX', 'DAXServiceRolePolicy'],
  'delivery.logs': ['LogDelivery', 'AWSServiceRoleForLogDeliveryPolicy'],
  detective: ['Detective', 'AmazonDetectiveServiceLinkedRolePolicy'],
  dms: ['DMSServerless', 'AWSDMSServerlessServiceRolePolicy'],
  'dynamodb.application-autoscaling': [
    'ApplicationAutoScaling_DynamoDBTable',
    'AWSApplicationAutoscalingDynamoDBTablePolicy',
  ],
  'ec2-instance-connect': ['Ec2InstanceConnect', 'Ec2InstanceConnectEndpoint'],
  'ec2.application-autoscaling': [
    'ApplicationAutoScaling_EC2SpotFleetRequest',
    'AWSApplicationAutoscalingEC2SpotFleetRequestPolicy',
  ],
  ec2fleet: ['EC2Fleet', 'AWSEC2FleetServiceRolePolicy'],
  ecr: ['ECRTemplate', 'ECRTemplateServiceRolePolicy'],
  ecs: ['ECS', 'AmazonECSServiceRolePolicy'],
  'ecs.application-autoscaling': ['ApplicationAutoScaling_ECSService', 'AWSApplicationAutoscalingECSServicePolicy'],
  eks: ['AmazonEKS', 'AmazonEKSServiceRolePolicy'],
  'eks-connector': ['AmazonEKSConnector', 'AmazonEKSConnectorServiceRolePolicy'],
  'eks-fargate': ['AmazonEKSForFargate', 'AmazonEKSForFargateServiceRolePolicy'],
  'eks-nodegroup': ['AmazonEKSNodegroup', 'AWSServiceRoleForAmazonEKSNodegroup'],
  elasticache: ['ElastiCache', 'ElastiCacheServiceRolePolicy'],
  'elasticache.application-autoscaling': [
    'ApplicationAutoScaling_ElastiCacheRG',
    'AWSApplicationAutoscalingElastiCacheRGPolicy',
  ],
  elasticbeanstalk: ['ElasticBeanstalk', 'AWSElasticBeanstalkServiceRolePolicy'],
  elasticfilesystem: ['AmazonElasticFileSystem', 'AmazonElasticFileSystemServiceRolePolicy'],
  elasticloadbalancing: ['ElasticLoadBalancing', 'AWSElasticLoadBalancingServiceRolePolicy'],
  elasticmapreduce: ['EMRCleanup', 'AmazonEMRCleanupPolicy'],
  'elasticmapreduce.application-autoscaling': [
    'ApplicationAutoScaling_EMRInstanceGroup',
    'AWSApplicationAutoscalingEMRInstanceGroupPolicy',
  ],
  'email.cognito-idp': ['AmazonCognitoIdpEmailService', 'AmazonCognitoIdpEmailServiceRolePolicy'],
  emrwal: ['EMRWAL', 'EMRDescribeClusterPolicyForEMRWAL'],
  es: ['AmazonElasticsearchService', 'AmazonElasticsearchServiceRolePolicy'],
  fis: ['FIS', 'AmazonFISServiceRolePolicy'],
  fms: ['FMS', 'FMSServiceRolePolicy'],
  fsx: ['AmazonFSx', 'AmazonFSxServiceRolePolicy'],
  globalaccelerator: ['GlobalAccelerator', 'AWSGlobalAcceleratorSLRPolicy'],
  grafana: ['AmazonGrafana', 'AmazonGrafanaServiceLinkedRolePolicy'],
  guardduty: ['AmazonGuardDuty', 'AmazonGuardDutyServiceRolePolicy'],
  imagebuilder: ['ImageBuilder', 'AWSServiceRoleForImageBuilder'],
  inspector2: ['AmazonInspector2', 'AmazonInspector2ServiceRolePolicy'],
  iotmanagedintegrations: ['IoTManagedIntegrations', 'AWSIoTManagedIntegrationsRolePolicy'],
  ipam: ['IPAM', 'AWSIPAMServiceRolePolicy'],
  kafka: ['Kafka', 'KafkaServiceRolePolicy'],
  'kafka.application-autoscaling': [
    'ApplicationAutoScaling_KafkaCluster',
    'AWSApplicationAutoscalingKafkaClusterPolicy',
  ],
  kafkaconnect: ['KafkaConnect', 'KafkaConnectServiceRolePolicy'],
  lakeformation: ['LakeFormationDataAccess', 'LakeFormationDataAccessServiceRolePolicy'],
  'lambda.application-autoscaling': [
    'ApplicationAutoScaling_LambdaConcurrency',
    'AWSApplicationAutoscalingLambdaConcurrencyPolicy',
  ],
  lex: ['LexBots', 'AmazonLexBotPolicy'],
  lightsail: ['Lightsail', 'LightsailExportAccess'],
  'logger.cloudfront': ['CloudFrontLogger', 'AWSCloudFrontLogger'],
  m2: ['AWSM2', 'AWSM2ServicePolicy'],
  macie: ['AmazonMacie', 'AmazonMacieServiceRolePolicy'],
  'maintenance.elasticbeanstalk': ['ElasticBeanstalkMaintenance', 'AWSElasticBeanstalkMaintenance'],
  'managedupdates.elasticbeanstalk': [
    'ElasticBeanstalkManagedUpdates',
    'AWSElasticBeanstalkManagedUpdatesServiceRolePolicy',
  ],
  'member.org.stacksets.cloudformation': [
    'CloudFormationStackSetsOrgMember',
    'CloudFormationStackSetsOrgMemberServiceRolePolicy',
  ],
  memorydb: ['MemoryDB', 'MemoryDBServiceRolePolicy'],
  mq: ['AmazonMQ', 'AmazonMQServiceRolePolicy'],
  'mrk.kms': ['KeyManagementServiceMultiRegionKeys', 'AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy'],
  'neptune.application-autoscaling': [
    'ApplicationAutoScaling_NeptuneCluster',
    'AWSApplicationAutoscalingNeptuneClusterPolicy',
  ],
  'network-firewall': ['NetworkFirewall', 'AWSNetworkFirewallServiceRolePolicy'],
  notifications: ['AwsUserNotifications', 'AWSUserNotificationsServiceLinkedRolePolicy'],
  'observability.aoss': ['AmazonOpenSearchServerless', 'AmazonOpenSearchServerlessServiceRolePolicy'],
  opensearchservice: ['AmazonOpenSearchService', 'AmazonOpenSearchServiceRolePolicy'],
  'ops.apigateway': ['APIGateway', 'APIGatewayServiceRolePolicy'],
  'ops.emr-serverless': ['AmazonEMRServerless', 'AmazonEMRServerlessServiceRolePolicy'],
  'opsdatasync.ssm': ['SystemsManagerOpsDataSync', 'AWSSystemsManagerOpsDataSyncServiceRolePolicy'],
  'opsinsights.ssm': ['AWSSSMOpsInsights', 'AWSSSMOpsInsightsServiceRolePolicy'],
  organizations: ['Organizations', 'AWSOrganizationsServiceTrustPolicy'],
  'pullthroughcache.ecr': ['ECRPullThroughCache', 'AWSECRPullThroughCache_ServiceRolePolicy'],
  ram: ['ResourceAccessManager', 'AWSResourceAccessManagerServiceRolePolicy'],
  rds: ['RDS', 'AmazonRDSServiceRolePolicy'],
  'rds.application-autoscaling': ['ApplicationAutoScaling_RDSCluster', 'AWSApplicationAutoscalingRDSClusterPolicy'],
  redshift: ['Redshift', 'AmazonRedshiftServiceLinkedRolePolicy'],
  'replication.cassandra': ['KeyspacesReplication', 'KeyspacesReplicationServiceRolePolicy'],
  'replication.dynamodb': ['DynamoDBReplication', 'DynamoDBReplicationServiceRolePolicy'],
  'replication.ecr': ['ECRReplication', 'ECRReplicationServiceRolePolicy'],
  'replicator.lambda': ['LambdaReplicator', 'AWSLambdaReplicator'],
  'repository.sync.codeconnections': ['GitSync', 'AWSGitSyncServiceRolePolicy'],
  'resource-explorer-2': ['ResourceExplorer', 'AWSResourceExplorerServiceRolePolicy'],
  rolesanywhere: ['RolesAnywhere', 'AWSRolesAnywhereServicePolicy'],
  route53resolver: ['Route53Resolver', 'Route53ResolverServiceRolePolicy'],
  's3-outposts': ['AWSS3OnOutposts', 'AWSS3OnOutpostsServiceRolePolicy'],
  'sagemaker.application-autoscaling': [
    'ApplicationAutoScaling_SageMakerEndpoint',
    'AWSApplicationAutoscalingSageMakerEndpointPolicy',
  ],
  securityhub: ['SecurityHub', 'AWSSecurityHubServiceRolePolicy'],
  servicequotas: ['ServiceQuotas', 'ServiceQuotasServiceRolePolicy'],
  ses: ['AmazonSES', 'AmazonSESServiceRolePolicy'],
  shield: ['AWSShield', 'AWSShieldServiceRolePolicy'],
  spot: ['EC2Spot', 'AWSEC2SpotServiceRolePolicy'],
  spotfleet: ['EC2SpotFleet', 'AWSEC2SpotFleetServiceRolePolicy'],
  ssm: ['AmazonSSM', 'AmazonSSMServiceRolePolicy'],
  'ssm-incidents': ['IncidentManager', 'AWSIncidentManagerServiceRolePolicy'],
  'ssm-quicksetup': ['SSMQuickSetup', 'SSMQuickSetupRolePolicy'],
  sso: ['SSO', 'AWSSSOServiceRolePolicy'],
  'stacksets.cloudformation': ['CloudFormationStackSetsOrgAdmin', 'CloudFormationStackSetsOrgAdminServiceRolePolicy'],
  'storage-lens.s3': ['S3StorageLens', 'S3StorageLensServiceRolePolicy'],
  support: ['Support', 'AWSSupportServiceRolePolicy'],
  transitgateway: ['VPCTransitGateway', 'AWSVPCTransitGatewayServiceRolePolicy'],
  trustedadvisor: ['TrustedAdvisor', 'AWSTrustedAdvisorServiceRolePolicy'],
  'vpc-lattice': ['VpcLattice', 'AWSVpcLatticeServiceRolePolicy'],
  'vpcorigin.cloudfront': ['CloudFrontVPCOrigin', 'AWSCloudFrontVPCOriginServiceRolePolicy'],
  waf: ['WAFLogging', 'WAFLoggingServiceRolePolicy'],
  wafv2: ['WAFV2Logging', 'WAFV2LoggingServiceRolePolicy'],
};

/**
 * Amazon EC2 Auto Scaling's guide names a suffix; that of Amazon Connect was seen to be taken.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html
 */
const TAKES_SUFFIX: ReadonlySet<string> = new Set(['autoscaling', 'connect']);

/** Descriptions that AWS was seen to give. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  rds: 'Allows Amazon RDS to manage AWS resources on your behalf',
  ssm: 'Provides access to AWS Resources managed or used by Amazon SSM.',
};

const DOMAIN = '.amazonaws.com';

/**
 * The service-linked role of a service.
 * @param servicePrincipal such as `autoscaling.amazonaws.com`, in AWS's capitals.
 * @returns null for a service that has none, or one that is not known here.
 */
export function linkedService(servicePrincipal: string): LinkedService | null {
  if (!servicePrincipal.endsWith(DOMAIN)) return null;
  const service = servicePrincipal.slice(0, -DOMAIN.length);
  const names = Object.hasOwn(ROLES, service) ? ROLES[service] : undefined;
  if (names === undefined) return null;
  const [role, policyName] = names;
  return {
    roleName: `AWSServiceRoleFor${role}`,
    policyName,
    takesSuffix: TAKES_SUFFIX.has(service),
    description: DESCRIPTIONS[service] ?? '',
  };
}

/** The service principals of the services that are known here. */
export const LINKED_SERVICES: readonly string[] = Object.keys(ROLES).map((service) => service + DOMAIN);
