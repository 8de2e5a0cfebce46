import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, startTestEndpoint, type TestEndpoint } from '../fixtures/ephemeral-endpoint.ts';

/** How a run of terraform ended. */
interface Run {
  readonly code: number;
  readonly text: string;
}

/** The exit code; of a run that failed all that it said, too. */
const ended = ({ code, text }: Run): string => (code === 1 ? `1: ${text}` : String(code));

function terraform(folder: string, args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(
      'terraform',
      [`-chdir=${folder}`, ...args],
      { env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', ...env }, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => resolve({ code: error === null ? 0 : (child.exitCode ?? -1), text: out + err }),
    );
  });
}

const PROVIDER = `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
`;

/** Makes a folder in which terraform has the AWS provider. @returns null where either is not installed. */
async function initialized(): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-terraform-'));
  writeFileSync(join(folder, 'versions.tf'), PROVIDER);
  const { code } = await terraform(folder, ['init', '-input=false', '-no-color', '-backend=false']);
  if (code === 0) return folder;
  rmSync(folder, { recursive: true, force: true });
  return null;
}

const folder = await initialized();
if (folder === null) console.warn('Skipped: terraform with its AWS provider is not installed.');

/** What the app tells to copy, with one of each kind that people manage by Terraform. */
const configuration = (url: string): string => `
provider "aws" {
  region            = "us-east-1"
  access_key        = "${ADMIN.accessKeyId}"
  secret_key        = "${ADMIN.secretAccessKey}"
  s3_use_path_style = true

  skip_metadata_api_check = true
  skip_region_validation  = true

  endpoints {
    iam = "${url}"
    s3  = "${url}"
    sts = "${url}"
  }

  default_tags {
    tags = { managed-by = "terraform" }
  }
}

data "aws_caller_identity" "current" {}

resource "aws_iam_user" "lucy" {
  name = "lucy"
  path = "/shop/"
  tags = { team = "storefront" }
}

resource "aws_iam_access_key" "lucy" {
  user = aws_iam_user.lucy.name
}

resource "aws_iam_group" "developers" {
  name = "developers"
}

resource "aws_iam_user_group_membership" "lucy" {
  user   = aws_iam_user.lucy.name
  groups = [aws_iam_group.developers.name]
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.catalogue.arn, "\${aws_s3_bucket.catalogue.arn}/*"]
  }
}

resource "aws_iam_policy" "read" {
  name   = "read-catalogue"
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_group_policy_attachment" "read" {
  group      = aws_iam_group.developers.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_iam_user_policy" "own" {
  name = "own-keys"
  user = aws_iam_user.lucy.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "iam:*AccessKey*", Resource = aws_iam_user.lucy.arn }]
  })
}

resource "aws_iam_role" "reader" {
  name = "reader"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "reader" {
  role       = aws_iam_role.reader.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_s3_bucket" "catalogue" {
  bucket = "catalogue-of-the-shop"
}

output "account" {
  value = data.aws_caller_identity.current.account_id
}
`;

describe.skipIf(folder === null)('terraform at the endpoint', { timeout: 300_000 }, () => {
  let endpoint: TestEndpoint;
  const work = folder ?? '';

  beforeAll(async () => {
    endpoint = await startTestEndpoint();
    writeFileSync(join(work, 'main.tf'), configuration(endpoint.url));
  });
  afterAll(async () => {
    await endpoint.close();
    rmSync(work, { recursive: true, force: true });
  });

  /** What is in the account, by the names that people gave. */
  const names = (): Promise<string[]> =>
    endpoint.workspace.during(async ({ workspace: { model } }) =>
      [
        ...model.list('user').map(({ userName }) => userName),
        ...model.list('group').map(({ groupName }) => groupName),
        ...model.list('role').map(({ roleName }) => roleName),
        ...model.list('policy').map(({ policyName }) => policyName),
      ].toSorted(),
    );
  const run = (...args: string[]): Promise<Run> => terraform(work, [...args, '-input=false', '-no-color']);

  // Each step stands on the one before. Exit code 2 of a plan: it succeeded, and there is something to do.
  // https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
  it('plans, applies, finds nothing left to do, and destroys what it made', async () => {
    const plan = await run('plan', '-detailed-exitcode');
    expect(ended(plan)).toBe('2');
    expect(plan.text).toContain('Plan: 10 to add, 0 to change, 0 to destroy.');

    const apply = await run('apply', '-auto-approve');
    expect(ended(apply)).toBe('0');
    expect(apply.text).toContain('account = "123456789012"');
    expect(await names()).toEqual(['admin', 'developers', 'lucy', 'read-catalogue', 'reader']);

    const second = await run('plan', '-detailed-exitcode');
    expect(ended(second)).toBe('0');
    expect(second.text).toContain('No changes.');

    const destroy = await run('destroy', '-auto-approve');
    expect(ended(destroy)).toBe('0');
    expect(await names()).toEqual(['admin']);
    expect(endpoint.reported).toEqual([]);
  });
});
