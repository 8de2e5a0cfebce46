import type { PrincipalType } from './document.ts';
import { show } from './json-value.ts';

/** What is wrong with a value, and what to do about it. */
export interface ValueProblem {
  readonly message: string;
  readonly mend: string;
}

/** Letters, digits and `_+=,.@-`. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const NAME = String.raw`[\w+=,.@-]+`;
/** Any printable ASCII character between slashes; empty for the path `/`. */
const PATH = String.raw`(?:[!-~]+/)?`;

const PRINCIPAL_ARNS = [
  new RegExp(`^arn:[a-z-]+:iam::\\d{12}:(?:root|(?:user|role)/${PATH}${NAME})$`),
  new RegExp(`^arn:[a-z-]+:sts::\\d{12}:(?:assumed-role/${NAME}/${NAME}|federated-user/${NAME})$`),
  // The origin access identities of CloudFront, which bucket policies name.
  /^arn:[a-z-]+:iam::cloudfront:user\/CloudFront Origin Access Identity \w+$/,
];

/** The unique IDs that stand for a user or a role that was deleted: no others can be principals. */
const UNIQUE_ID = /^(?:AIDA|AROA)[A-Z0-9]{12,124}$/;

/**
 * What is wrong with a value of a Principal element, if anything. A wildcard stands only alone, and a group is no
 * principal.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function principalProblem(type: PrincipalType, value: string): ValueProblem | null {
  if (value === '') return { message: 'The principal is empty.', mend: 'Name one, or remove it.' };
  if (value === '*') return null;
  if (/[*?]/.test(value)) {
    return {
      message: `${show(value)}: a wildcard cannot stand for a part of a principal's name or ARN.`,
      mend: 'Name the account and match aws:PrincipalArn in a Condition with ArnLike.',
    };
  }
  if (value.includes('${')) {
    return {
      message: `${show(value)}: a policy variable cannot stand in a Principal.`,
      mend: 'Name the account and compare with the variable in a Condition.',
    };
  }
  if (type === 'Service' && !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(value)) {
    return {
      message: `${show(value)} is not a service principal.`,
      mend: 'Write it as the service does, such as "lambda.amazonaws.com".',
    };
  }
  if (type !== 'AWS' || /^\d{12}$/.test(value) || UNIQUE_ID.test(value)) return null;
  if (PRINCIPAL_ARNS.some((pattern) => pattern.test(value))) return null;
  return {
    message: `${show(value)} is not the ARN of a principal nor an account ID.`,
    mend: 'Write a 12-digit account ID, or the ARN of a user, a role, a session or arn:aws:iam::ACCOUNT:root.',
  };
}
