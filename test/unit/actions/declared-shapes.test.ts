import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';
import type { Shape, StructureShape } from '../../../src-main/request/service-model.ts';
import { operations } from '../../../src-shared/operations/registry.ts';

const reference = openServiceReference('out/data');

/** What a schema demands of a value, as far as AWS's models say it too. */
interface Demand {
  readonly required: boolean;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly values?: readonly string[] | undefined;
}

const Written = z.looseObject({
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxItems: z.number().optional(),
  enum: z.array(z.string()).optional(),
});
const WrittenObject = z.object({
  properties: z.record(z.string(), Written).default({}),
  required: z.array(z.string()).default([]),
});

function declaredDemands(schema: z.ZodType): Map<string, Demand> {
  const written = WrittenObject.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return new Map(
    Object.entries(written.properties).map(([name, rule]) => [
      name,
      {
        required: written.required.includes(name),
        min: rule.minLength ?? rule.minimum,
        max: rule.maxLength ?? rule.maximum ?? rule.maxItems,
        values: rule.enum,
      },
    ]),
  );
}

function modelledDemands({ members }: StructureShape): Map<string, Demand> {
  return new Map(members.map(({ name, required, shape }) => [name, { required, ...rulesOf(shape) }]));
}

function rulesOf(shape: Shape): Omit<Demand, 'required'> {
  if (!('rules' in shape)) return {};
  return { min: shape.rules.min, max: shape.rules.max, values: shape.rules.enum };
}

const declared = Object.entries(operations).flatMap(([name, { input }]) => {
  const [prefix = '', operation = ''] = name.split(':');
  const modelled = reference.model(prefix)?.operation(operation) ?? null;
  return prefix === 's3' || modelled === null ? [] : [{ name, input, modelled }];
});

/** Where the declared operations differ on purpose. */
const DIFFERENT: Readonly<Record<string, string>> = {
  // A status that AWS gives to credentials that have run out; nobody sets it.
  'iam:UpdateAccessKey Status': 'values',
  'iam:UpdateSigningCertificate Status': 'values',
  'iam:UpdateSSHPublicKey Status': 'values',
  'iam:UpdateServiceSpecificCredential Status': 'values',
  // The root user's devices have no user; AWS's console has a way of its own for them.
  'iam:EnableMFADevice UserName': 'required',
  'iam:ResyncMFADevice UserName': 'required',
  // Left out in AWS only for the root user's password, by a session of AssumeRoot.
  'iam:CreateLoginProfile UserName': 'required',
  'iam:CreateLoginProfile Password': 'required',
  'iam:GetLoginProfile UserName': 'required',
  'iam:DeleteLoginProfile UserName': 'required',
};

/** Only what the model says: its pages, and AWS's answers, tell more of some members. */
function said(demand: Demand, model: Demand | undefined): Demand | undefined {
  return (
    model && {
      ...demand,
      ...(model.min === undefined && { min: undefined }),
      ...(model.max === undefined && { max: undefined }),
      ...(model.values === undefined && { values: undefined }),
    }
  );
}

describe('What the declared operations demand is what AWS’s model demands', () => {
  it.each(declared)('$name', ({ name, input, modelled }) => {
    const model = modelledDemands(modelled.input);
    const demands = [...declaredDemands(input)].map(([member, demand]): [string, Demand] => {
      const different = DIFFERENT[`${name} ${member}`];
      return [
        member,
        different === undefined ? demand : { ...demand, [different]: Reflect.get(model.get(member) ?? {}, different) },
      ];
    });
    expect(demands.map(([member, demand]) => [member, said(demand, model.get(member))])).toEqual(
      demands.map(([member]) => [member, model.get(member)]),
    );
  });
});
