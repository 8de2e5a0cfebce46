import { describe, expect, test } from 'vitest';
import { actionsOfOperation } from '../../../src-main/request/operation-actions.ts';
import { routeTable } from '../../../src-main/request/rest-routes.ts';
import { allServices, serviceOfSigningName } from '../../../src-main/request/services.ts';
import { openServiceOperations } from '../../../src-main/request/shipped-service-operations.ts';
import { reference } from './scene.ts';

const { operations } = reference;

/** Operations of AWS's API models that the service authorization reference has no action for, and why. */
const UNLISTED: readonly { readonly why: string; readonly of: Readonly<Record<string, readonly string[] | 'all'>> }[] =
  [
    {
      why: 'AWS closed the service, and the reference dropped its actions.',
      of: { applicationcostprofiler: 'all', cloudhsm: 'all', iotthingsgraph: 'all', 'finspace-data': 'all' },
    },
    {
      why: 'The operation takes a bearer token of the service, and no IAM permission is defined for it.',
      of: { codecatalyst: 'all', connectparticipant: 'all' },
    },
    {
      why: 'The operation was replaced by another, and the reference lists that one alone.',
      of: { comprehendmedical: ['DetectEntities'], detective: ['ListOrganizationAdminAccounts'] },
    },
    {
      why: 'The models are newer than the reference, or the reference leaves the operation out.',
      of: {
        appstream: ['DrainSessionInstance'],
        'bedrock-agentcore': ['InvokeBrowser'],
        cloudfront: ['ListDistributionsByOwnedResource'],
        cloudwatch: ['DescribeAlarmContributors'],
        connect: [
          'AssociateHoursOfOperations',
          'CreateTestCase',
          'DeleteTestCase',
          'DescribeTestCase',
          'DisassociateHoursOfOperations',
          'GetTestCaseExecutionSummary',
          'ListChildHoursOfOperations',
          'ListTestCaseExecutionRecords',
          'ListTestCaseExecutions',
          'ListTestCases',
          'SearchTestCases',
          'StartTestCaseExecution',
          'StopTestCaseExecution',
          'UpdateTestCase',
          'UpdateUserConfig',
        ],
        datazone: ['UpdateRootDomainUnitOwner'],
        dms: ['StartExtensionPackAssociation'],
        'geo-maps': ['GetGlyphs', 'GetSprites', 'GetStyleDescriptor'],
        glue: [
          'GetMaterializedViewRefreshTaskRun',
          'ListDataQualityStatisticAnnotations',
          'ListDataQualityStatistics',
          'ListMaterializedViewRefreshTaskRuns',
          'StartMaterializedViewRefreshTaskRun',
          'StopMaterializedViewRefreshTaskRun',
        ],
        iam: ['UpdateDelegationRequest'],
        'iot-jobs-data': ['StartCommandExecution'],
        lakeformation: ['AssumeDecoratedRoleWithSAML', 'GetTemporaryDataLocationCredentials'],
        'lexv2-models': ['ListBotAnalyzerHistory', 'ListUtteranceAnalyticsData', 'ListUtteranceMetrics'],
        logs: ['GetLogObject'],
        'marketplace-catalog': ['BatchDescribeEntities'],
        mediaconnect: ['ListTagsForGlobalResource', 'TagGlobalResource', 'UntagGlobalResource'],
        mediaconvert: ['GetJobsQueryResults', 'StartJobsQuery'],
        mediatailor: ['DeleteFunction', 'GetFunction', 'ListFunctions', 'PutFunction'],
        outposts: ['StartOutpostDecommission'],
        quicksight: ['DescribeAnalysisDefinition', 'DescribeDashboardDefinition', 'DescribeTemplateDefinition'],
        rds: ['DescribeServerlessV2PlatformVersions'],
        redshift: ['ModifyLakehouseConfiguration'],
        'redshift-data': ['GetStatementResultV2'],
        'redshift-serverless': ['UpdateLakehouseConfiguration'],
        'resource-explorer-2': ['ListResources'],
        securityhub: ['RegisterConnectorV2'],
        wickr: ['UpdateNetwork'],
      },
    },
  ];

function isUnlisted(api: string, operation: string): boolean {
  return UNLISTED.some(({ of }) => of[api] === 'all' || (of[api]?.includes(operation) ?? false));
}

/** S3 has its own table of operations and of what they need. */
const others = allServices().filter(({ api }) => api !== 's3');

describe('an operation of an API of AWS', () => {
  test('is known for every API, some 18,000 in all', () => {
    expect(allServices().filter(({ api }) => operations.names(api).length === 0)).toEqual([]);
    expect(allServices().flatMap(({ api }) => operations.names(api)).length).toBeGreaterThan(18_000);
  });

  test.each(others.map((service) => [service.api, service] as const))(
    'of %s needs actions that the service authorization reference lists',
    (api, { prefix }) => {
      const unknown = operations
        .names(api)
        .filter((name) =>
          actionsOfOperation(prefix, name, reference).some((action) => reference.action(action) === null),
        );
      expect(unknown.filter((name) => !isUnlisted(api, name))).toEqual([]);
    },
  );

  test('is called unlisted only where the reference has no action for it', () => {
    const needless = UNLISTED.flatMap(({ of }) => Object.entries(of)).flatMap(([api, names]) => {
      const prefix = others.find((service) => service.api === api)?.prefix ?? '';
      return (names === 'all' ? [] : names)
        .filter((name) =>
          actionsOfOperation(prefix, name, reference).every((action) => reference.action(action) !== null),
        )
        .map((name) => `${api} ${name}`);
    });
    expect(needless).toEqual([]);
  });

  test('is found again by its own method and path', () => {
    const lost = others.flatMap(({ api }) =>
      operations.names(api).filter((name) => {
        const rest = operations.rest(api, name);
        if (rest === null) return false;
        const target = rest.path.replace(/\{\w+\+?\}/g, 'a%3Ab');
        return operations.route(api, rest.method, target)?.operation !== name;
      }),
    );
    expect(lost).toEqual([]);
  });

  test('is not one of an API that does not have it', () => {
    expect(operations.has('dynamodb', 'GetItem')).toBe(true);
    expect(operations.has('dynamodb', 'getitem')).toBe(false);
    expect(operations.has('sqs', 'GetItem')).toBe(false);
    expect(operations.names('no-such-api')).toEqual([]);
  });

  test('cannot be asked for where the file of operations is missing', () => {
    expect(() => openServiceOperations('out/no-such-folder').names('lambda')).toThrow(
      expect.objectContaining({ code: 'ReferenceDataMissing' }),
    );
  });
});

describe('the route of a REST request', () => {
  const routes = routeTable([
    ['ListThings', 'GET', '/things', { 'max-results': 'MaxResults' }],
    ['GetThing', 'GET', '/things/{Name}'],
    ['GetDefaultThing', 'GET', '/things/default'],
    ['GetPolicy', 'GET', '/things/{Arn+}/policy'],
    ['TagThing', 'POST', '/tagging?Operation=Tag'],
    ['UntagThing', 'POST', '/tagging?Operation=Untag'],
  ]);

  test.each<[why: string, method: string, target: string, operation: string | null, parameters: object]>([
    ['with a trailing slash', 'GET', '/things/', 'ListThings', {}],
    [
      'with a parameter called otherwise than its member',
      'GET',
      '/things?max-results=5',
      'ListThings',
      { MaxResults: '5' },
    ],
    ['with a parameter that comes twice', 'GET', '/things?a=1&a=2', 'ListThings', { a: ['1', '2'] }],
    ['with the parameters of a presigned URL', 'GET', '/things?X-Amz-Date=1', 'ListThings', {}],
    ['with an encoded label', 'GET', '/things/a%2Fb', 'GetThing', { Name: 'a/b' }],
    ['with a literal where a label could be', 'GET', '/things/default', 'GetDefaultThing', {}],
    ['with a label that takes slashes', 'GET', '/things/arn:a/b/policy', 'GetPolicy', { Arn: 'arn:a/b' }],
    ['told apart by a parameter', 'POST', '/tagging?Operation=Untag', 'UntagThing', { Operation: 'Untag' }],
    ['of another method', 'PUT', '/things', null, {}],
    ['with an empty label', 'GET', '/things//policy', null, {}],
    ['with a label that cannot be decoded', 'GET', '/things/%zz', null, {}],
  ])('%s: %s %s', (_, method, target, operation, parameters) => {
    const found = routes.match(method, target);
    expect(found).toEqual(operation === null ? null : { operation, parameters });
  });
});

describe('the wire names of a service (https://docs.aws.amazon.com/general/latest/gr/rande.html)', () => {
  test.each([
    ['dynamodb', { prefix: 'dynamodb', protocol: 'awsJson', targetPrefix: 'DynamoDB_20120810', jsonVersion: '1.0' }],
    ['kms', { protocol: 'awsJson', targetPrefix: 'TrentService', jsonVersion: '1.1' }],
    ['sns', { protocol: 'awsQuery', apiVersion: '2010-03-31' }],
    [
      'ec2',
      { protocol: 'ec2Query', apiVersion: '2016-11-15', xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/' },
    ],
    ['sqs', { protocols: ['awsJson', 'awsQuery'], queryCompatible: true }],
    ['monitoring', { prefix: 'cloudwatch', protocol: 'awsJson', protocols: ['rpcV2Cbor', 'awsJson', 'awsQuery'] }],
    ['route53', { protocol: 'restXml', global: true }],
    ['elasticfilesystem', { prefix: 'elasticfilesystem', api: 'efs', protocol: 'restJson' }],
    ['IoTSecuredTunneling', { prefix: 'iot', api: 'iotsecuretunneling' }],
    ['ses', { api: 'ses', endpointPrefix: 'email' }],
    ['never-heard-of', { prefix: 'never-heard-of', protocol: 'stated', api: '' }],
  ])('signed for as %s', (signingName, expected) => {
    expect(serviceOfSigningName(signingName)).toMatchObject(expected);
  });
});
