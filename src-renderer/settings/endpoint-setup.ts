/** How a client is pointed at the endpoint: where it goes, and the text to put there. */
export interface ClientSetup {
  readonly title: string;
  readonly hint: string;
  readonly text: string;
}

const REGION = 'us-east-1';

/**
 * The set-up of the usual clients. None of them holds a key: keys come from the environment or a profile.
 * @param url the endpoint's, such as `http://127.0.0.1:4747`.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/custom-service-endpoints
 */
export function clientSetups(url: string): readonly ClientSetup[] {
  return [
    {
      title: 'Environment variables',
      hint: 'for the AWS CLI, the SDKs and Terraform in one shell',
      text: [
        `export AWS_ENDPOINT_URL=${url}`,
        // The SDKs read the one, boto3 and the AWS CLI's version 1 the other.
        `export AWS_REGION=${REGION} AWS_DEFAULT_REGION=${REGION}`,
        'export AWS_ACCESS_KEY_ID=AKIA…',
        'export AWS_SECRET_ACCESS_KEY=…',
      ].join('\n'),
    },
    {
      title: 'AWS CLI profile',
      hint: '~/.aws/config; then aws configure --profile gatehouse asks for the key',
      text: ['[profile gatehouse]', `region = ${REGION}`, `endpoint_url = ${url}`].join('\n'),
    },
    {
      title: 'Python (boto3)',
      hint: 'with the profile above',
      text: [
        'import boto3',
        '',
        'session = boto3.Session(profile_name="gatehouse")',
        `iam = session.client("iam", endpoint_url="${url}")`,
        'print(iam.get_user()["User"]["Arn"])',
      ].join('\n'),
    },
    {
      title: 'JavaScript (AWS SDK v3)',
      hint: 'a bucket is in the path, not in the name of the host',
      text: [
        "import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';",
        '',
        `const s3 = new S3Client({ region: '${REGION}', endpoint: '${url}', forcePathStyle: true });`,
        'console.log(await s3.send(new ListBucketsCommand({})));',
      ].join('\n'),
    },
    {
      title: 'Terraform',
      hint: 'the key comes from the profile, or from the environment',
      text: terraformProvider(url),
    },
  ];
}

function terraformProvider(url: string): string {
  return `provider "aws" {
  region            = "${REGION}"
  profile           = "gatehouse"
  s3_use_path_style = true

  skip_metadata_api_check = true
  skip_region_validation  = true

  endpoints {
    iam           = "${url}"
    organizations = "${url}"
    s3            = "${url}"
    sts           = "${url}"
  }
}`;
}
