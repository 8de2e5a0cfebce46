/**
 * How a request for a service travels: the protocols of the Smithy models, and `stated`, which is Gatehouse's own form
 * for operations whose wire form it does not know.
 * @see https://smithy.io/2.0/aws/protocols/index.html
 */
export type Protocol = 'awsQuery' | 'ec2Query' | 'awsJson' | 'restJson' | 'restXml' | 'stated';

/** What has to be known of a service in order to read and write its requests. */
export interface Service {
  /** The prefix of its actions in policies, such as `cloudwatch`. */
  readonly prefix: string;
  /** Its name in the credential scope, such as `monitoring`. */
  readonly signingName: string;
  readonly protocol: Protocol;
  /** `Version` of the query protocols; the date in the shape's name of the JSON protocols. */
  readonly apiVersion: string;
  /** What stands before the dot in `X-Amz-Target`. Empty for protocols that have no such header. */
  readonly targetPrefix: string;
  /** The version of AWS JSON, as in `application/x-amz-json-1.1`. */
  readonly jsonVersion: '1.0' | '1.1';
  /** The namespace of XML answers. */
  readonly xmlNamespace: string;
  /** A service with one endpoint for all regions, whose requests are signed for us-east-1. */
  readonly global: boolean;
}

type Given = Pick<Service, 'prefix' | 'protocol'> & Partial<Service>;

function service(given: Given): Service {
  return {
    signingName: given.prefix,
    apiVersion: '',
    targetPrefix: '',
    jsonVersion: '1.1',
    xmlNamespace: '',
    global: false,
    ...given,
  };
}

/**
 * The services whose wire form Gatehouse knows.
 * Source: each service's API reference (protocol, version, target) and the endpoints page of the AWS General Reference.
 * @see https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 */
const SERVICES: readonly Service[] = [
  service({
    prefix: 'iam',
    protocol: 'awsQuery',
    apiVersion: '2010-05-08',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    global: true,
  }),
  service({
    prefix: 'sts',
    protocol: 'awsQuery',
    apiVersion: '2011-06-15',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  }),
  service({
    prefix: 's3',
    protocol: 'restXml',
    apiVersion: '2006-03-01',
    xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  }),
  service({
    prefix: 'sns',
    protocol: 'awsQuery',
    apiVersion: '2010-03-31',
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  }),
  service({
    prefix: 'cloudformation',
    protocol: 'awsQuery',
    apiVersion: '2010-05-15',
    xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  }),
  service({
    prefix: 'rds',
    protocol: 'awsQuery',
    apiVersion: '2014-10-31',
    xmlNamespace: 'http://rds.amazonaws.com/doc/2014-10-31/',
  }),
  service({
    prefix: 'autoscaling',
    protocol: 'awsQuery',
    apiVersion: '2011-01-01',
    xmlNamespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
  }),
  service({
    prefix: 'elasticloadbalancing',
    protocol: 'awsQuery',
    apiVersion: '2015-12-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  }),
  service({
    prefix: 'ec2',
    protocol: 'ec2Query',
    apiVersion: '2016-11-15',
    xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  }),
  service({ prefix: 'dynamodb', protocol: 'awsJson', targetPrefix: 'DynamoDB_20120810', jsonVersion: '1.0' }),
  service({ prefix: 'sqs', protocol: 'awsJson', targetPrefix: 'AmazonSQS', jsonVersion: '1.0' }),
  service({ prefix: 'states', protocol: 'awsJson', targetPrefix: 'AWSStepFunctions', jsonVersion: '1.0' }),
  service({ prefix: 'secretsmanager', protocol: 'awsJson', targetPrefix: 'secretsmanager' }),
  service({ prefix: 'ssm', protocol: 'awsJson', targetPrefix: 'AmazonSSM' }),
  service({ prefix: 'kms', protocol: 'awsJson', targetPrefix: 'TrentService' }),
  service({ prefix: 'logs', protocol: 'awsJson', targetPrefix: 'Logs_20140328' }),
  service({ prefix: 'events', protocol: 'awsJson', targetPrefix: 'AWSEvents' }),
  service({ prefix: 'kinesis', protocol: 'awsJson', targetPrefix: 'Kinesis_20131202' }),
  service({
    prefix: 'ecr',
    protocol: 'awsJson',
    targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
  }),
  service({ prefix: 'ecs', protocol: 'awsJson', targetPrefix: 'AmazonEC2ContainerServiceV20141113' }),
  service({
    prefix: 'cloudtrail',
    protocol: 'awsJson',
    targetPrefix: 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101',
  }),
  service({
    prefix: 'organizations',
    protocol: 'awsJson',
    targetPrefix: 'AWSOrganizationsV20161128',
    global: true,
  }),
  service({ prefix: 'lambda', protocol: 'restJson', apiVersion: '2015-03-31' }),
];

/** Signing names that differ from the prefix of the service's actions, for services that are not in the table above. */
const PREFIX_BY_SIGNING_NAME: Readonly<Record<string, string>> = {
  monitoring: 'cloudwatch',
  email: 'ses',
  tagging: 'tag',
  elasticmapreduce: 'elasticmapreduce',
  'execute-api': 'execute-api',
  awsssooidc: 'sso-oauth',
};

const bySigningName = new Map(SERVICES.map((entry) => [entry.signingName, entry]));
const byPrefix = new Map(SERVICES.map((entry) => [entry.prefix, entry]));

/** The service with that signing name; one that Gatehouse does not know is taken to speak the stated form. */
export function serviceOfSigningName(signingName: string): Service {
  return (
    bySigningName.get(signingName) ??
    service({ prefix: PREFIX_BY_SIGNING_NAME[signingName] ?? signingName, signingName, protocol: 'stated' })
  );
}

/** The service whose actions have that prefix; one that Gatehouse does not know is taken to speak the stated form. */
export function serviceOfPrefix(prefix: string): Service {
  const known = byPrefix.get(prefix);
  if (known !== undefined) return known;
  const signingName = Object.entries(PREFIX_BY_SIGNING_NAME).find(([, value]) => value === prefix)?.[0] ?? prefix;
  return service({ prefix, signingName, protocol: 'stated' });
}

/**
 * The public endpoint of a service in a region, such as `dynamodb.eu-west-1.amazonaws.com`.
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function endpointHost(of: Service, region: string): string {
  if (of.global) return `${of.signingName}.amazonaws.com`;
  if (of.prefix === 's3' && region === 'us-east-1') return 's3.amazonaws.com';
  return `${of.signingName}.${region}.amazonaws.com`;
}

/** The region that a request for the service is signed for: global services live in us-east-1. */
export function signingRegion(of: Service, region: string): string {
  return of.global ? 'us-east-1' : region;
}
