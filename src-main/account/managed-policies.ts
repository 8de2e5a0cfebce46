import type { Arn } from '../../src-shared/arn.ts';

/** An AWS managed policy in its newest version. */
export interface AwsManagedPolicy {
  readonly arn: Arn;
  readonly name: string;
  readonly path: string;
  readonly versionId: string;
  readonly createDate: string;
  readonly updateDate: string;
  /** The document as JSON text. */
  readonly document: string;
}

/** The AWS managed policies that Gatehouse ships. Loads on first use. */
export interface AwsManagedPolicies {
  get(arn: string): AwsManagedPolicy | null;
  /** All of them, by name, without their documents. */
  list(): readonly { readonly arn: Arn; readonly name: string }[];
}
