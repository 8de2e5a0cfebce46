import { z } from 'zod';
import { AccountId } from '../../../src-shared/arn.ts';
import { DecidedBy, Decision, Explanation } from '../../../src-shared/decision/explanation.ts';

/** One line of the batch format, as it comes in and as it goes out. The JSON Schema is made of these. */

/** What is said of a principal that cannot be read. */
export const PRINCIPAL_FAULT =
  'A principal is the ARN of a user, role, role session, federated user, root or identity provider, ' +
  'a service principal such as lambda.amazonaws.com, or "*" for nobody.';

const Document = z
  .union([z.record(z.string(), z.unknown()), z.string()], 'A policy document is a JSON object, or its text.')
  .describe(
    "The policy in AWS's own form, as an object or as its text. Only a text has lines and columns to be told. An empty " +
      'object is a policy without statements.',
  );

export const NamedPolicy = z
  .strictObject({
    name: z.string().describe('What the policy is called in decisions.'),
    arn: z.string().nullish().describe('The ARN of a managed policy. Null or absent for an inline one.'),
    document: Document,
  })
  .meta({ id: 'policy', description: 'A policy with its name.' });
export type NamedPolicy = z.infer<typeof NamedPolicy>;

const PolicyList = z.array(NamedPolicy);
const PolicyLevels = z.array(PolicyList);

const ContextText = z.union([z.string(), z.number(), z.boolean()], 'A context value is a text, a number or a boolean.');
const ContextValue = z.union(
  [ContextText, z.array(ContextText)],
  'A context value is a text, a number, a boolean, or a list of those.',
);

/** A whole number, or a text: what comes back as it was given. */
export const CaseId = z
  .union([z.string(), z.int()], 'An id is a text or a whole number.')
  .describe('Given back with the answer.');
export type CaseId = z.infer<typeof CaseId>;

export const CaseRequest = z
  .strictObject({
    principal: z.string().describe(PRINCIPAL_FAULT),
    action: z
      .string()
      .regex(/^[^:\s]+:[^:\s]+$/, 'An action looks like service:Action.')
      .describe('The action with its service prefix, such as s3:GetObject.'),
    resource: z
      .string()
      .regex(/^(?:\*|arn:(?:[^:]*:){4}[^]+)$/, 'A resource is an ARN or "*".')
      .describe('The ARN of the resource, or "*" for an action that has none.'),
    resourceAccount: AccountId.optional().describe(
      "The ID of the account that owns the resource. Absent: the principal's own.",
    ),
    context: z
      .record(z.string(), ContextValue)
      .optional()
      .describe(
        'Condition keys and their values; a list for a multivalued key. Numbers and booleans are taken as text. What ' +
          'follows from the principal (aws:PrincipalArn, aws:PrincipalAccount, aws:username and so on) need not be given; ' +
          'what is given counts. aws:userid tells the unique ID of a user, or of a role.',
      ),
  })
  .meta({ id: 'request', description: 'What is asked: may this principal do this action on this resource?' });
export type CaseRequest = z.infer<typeof CaseRequest>;

export const CasePolicies = z
  .strictObject({
    identity: PolicyList.optional().describe(
      'Identity-based policies: of the user and of all its groups, or of the role. Absent or empty: none.',
    ),
    boundary: PolicyList.optional().describe('The permissions boundary. Absent or empty: there is none.'),
    session: PolicyList.optional().describe('Session policies. Absent or empty: there is none.'),
    resource: z
      .union(
        [PolicyList, NamedPolicy, Document],
        'A resource policy is a document, a policy with its name, or a list of those.',
      )
      .optional()
      .describe(
        "The resource's own policy: the document, a policy with its name, or a list of those. Absent, an empty object or " +
          'an empty list: there is none. When the action assumes a role, it is the trust policy of the role.',
      ),
    scp: PolicyLevels.optional().describe(
      'Service control policies, a list for each level: root, organizational units, account. Absent or empty: no ' +
        'organization. A level that is empty allows nothing.',
    ),
    rcp: PolicyLevels.optional().describe(
      'Resource control policies, a list for each level. RCPFullAWSAccess is attached everywhere and need not be given.',
    ),
    vpcEndpoint: PolicyList.optional().describe('The policy of the VPC endpoint. Absent or empty: there is none.'),
  })
  .meta({ id: 'policies', description: 'The policies that apply to the request, by their kind.' });
export type CasePolicies = z.infer<typeof CasePolicies>;

export const EvaluationCase = z
  .strictObject({ id: CaseId, request: CaseRequest, policies: CasePolicies })
  .meta({ id: 'case', title: 'Case', description: 'One line of the input.' });

const CaseAnswer = z
  .object({
    id: CaseId,
    decision: Decision.describe('ImplicitlyDenied: nothing allows it. ExplicitlyDenied: a statement denies it.'),
    decidedBy: DecidedBy.extend({
      layer: DecidedBy.shape.layer.describe('The kind of policy.'),
      policyName: z.string().describe('The name in the case; "resource policy" for a document without one.'),
      policyArn: z.string().nullable().describe('The ARN in the case.'),
      policySource: z.string().describe('Where in the case the policy stands, such as policies.scp[1][0].'),
      statementIndex: z.int().describe('The position in the Statement list, from 0.'),
      sid: z.string().nullable().describe('The Sid, where there is one.'),
      line: z.int().nullable().describe("The line of the document's text, from 1; null for an object."),
      column: z.int().nullable().describe("The column of the document's text, from 1; null for an object."),
    })
      .nullable()
      .describe('The statement that decided. Null where none did, as in an implicit denial.'),
    missingContext: z
      .array(z.string())
      .describe('Condition keys that a policy asked for and the case does not give, sorted.'),
    explanation: Explanation.optional().describe('Why: every policy and statement. Only with --explain.'),
  })
  .meta({ id: 'answer', title: 'Answer', description: 'What becomes of a case.' });

const CaseError = z
  .object({
    id: CaseId.nullable().describe('The id of the case; null where it cannot be read.'),
    error: z
      .object({
        message: z.string().describe('What is wrong, and how to mend it.'),
        line: z.int().describe('The line of the input, from 1.'),
        path: z
          .string()
          .describe('Where in the case, such as policies.identity[0].document; empty for the whole line.'),
      })
      .describe('The fault of the line.'),
  })
  .meta({ id: 'error', title: 'Error', description: 'What becomes of a line that cannot be decided.' });

/** One line of the output. */
export const EvaluationAnswer = z.union([CaseAnswer, CaseError]);
export type CaseError = z.infer<typeof CaseError>;
