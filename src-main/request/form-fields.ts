import type { FieldShape, FormField } from '../../src-shared/contract/composer-form.ts';
import type { ActionForm } from './action-form.ts';
import { operationMembers, type OperationMember } from './operation-members.ts';
import { isMultiline, parameterText } from './parameter-texts.ts';
import { isSecretParameter } from './secret-parameters.ts';
import type { Member, Rules, Shape, StructureShape } from './service-model.ts';
import type { ServiceReference } from './service-reference.ts';

/** The parameter of the stated form. */
export const STATED_RESOURCE = 'Resource';

/** A structure may hold itself; what lies deeper than this is left out of a form. */
const MAX_DEPTH = 6;

type TextShape = Extract<FieldShape, { kind: 'text' }>;

const PLAIN: TextShape = {
  kind: 'text',
  format: 'plain',
  multiline: false,
  choices: [],
  minLength: null,
  maxLength: null,
  pattern: null,
};

/** Members whose text is a policy document. `Content` is one in the operations on policies of AWS Organizations. */
const POLICY_MEMBERS: ReadonlySet<string> = new Set([
  'AssumeRolePolicyDocument',
  'Content',
  'PermissionsBoundaryPolicyInputList',
  'Policy',
  'PolicyDocument',
  'PolicyInputList',
  'ResourcePolicy',
]);

/**
 * The fields of the form for an action, what is required first. Their shapes are those of AWS's API model of the service
 * where Gatehouse has one; of other services the members that name resources are known.
 */
export function formFields(form: ActionForm, reference: ServiceReference): readonly FormField[] {
  const fields = fieldsOf(form, reference);
  return fields.toSorted((left, right) => Number(right.required) - Number(left.required));
}

function fieldsOf(form: ActionForm, reference: ServiceReference): readonly FormField[] {
  switch (form.kind) {
    case 'modelled':
      return form.operation.input.members.map((member) => memberField(member, 0));
    case 'performed': {
      const known = operationMembers(form.name);
      const members = reference.model(form.service.prefix)?.operation(form.operation)?.input.members;
      return members === undefined ? known.map(performedField) : performedFields(known, members);
    }
    case 's3': {
      const input = reference.model('s3')?.operation(form.operation.operation)?.input;
      return [
        ...(form.operation.on === 'service' ? [] : [s3Field('Bucket', true, input)]),
        ...(form.operation.on === 'object' ? [s3Field('Key', true, input)] : []),
        ...form.operation.parameters.map(({ name, required, in: place, wireName }) =>
          s3Field(name, required, input, place === 'body' && wireName === ''),
        ),
      ];
    }
    case 'named':
    case 'restJson':
      return form.members.map(({ name, required, example }) =>
        field(name, required, textShape(name), example === '' ? {} : { placeholder: example }),
      );
    case 'stated':
      return [statedField(form, reference)];
  }
}

function field(
  name: string,
  required: boolean,
  shape: FieldShape,
  more: Partial<Pick<FormField, 'placeholder' | 'description'>> = {},
): FormField {
  return { name, required, ...parameterText(name), secret: isSecretParameter(name), shape, ...more };
}

/** A text of which nothing but its name is known. */
function textShape(name: string): TextShape {
  const format = POLICY_MEMBERS.has(name) ? 'policy' : /A(rn|RN)$/.test(name) ? 'arn' : 'plain';
  return { ...PLAIN, format, multiline: isMultiline(name) || format === 'policy' };
}

/** An operation that Gatehouse performs may require more than the model says: what AWS takes from the caller's own name. */
function performedFields(known: readonly OperationMember[], members: readonly Member[]): FormField[] {
  const modelled = new Set(members.map(({ name }) => name));
  return [
    ...members.map((member) => {
      const more = known.find(({ name }) => name === member.name);
      return { ...memberField(member, 0), required: member.required || more?.required === true };
    }),
    ...known.filter(({ name }) => !modelled.has(name)).map(performedField),
  ];
}

function performedField({ name, required, kind, choices }: OperationMember): FormField {
  const text = { ...textShape(name), choices: [...choices] };
  return field(name, required, kind === 'list' ? { kind: 'list', entry: text, minCount: null, maxCount: null } : text);
}

/** What S3 takes as XML is typed as XML; of what travels as a text, the model tells the values. */
function s3Field(name: string, required: boolean, input: StructureShape | undefined, isBody = false): FormField {
  const shape = input?.members.find((member) => member.name === name)?.shape;
  const plain = { ...textShape(name), multiline: isBody || isMultiline(name) };
  const isTyped = shape !== undefined && !isBody && !['structure', 'list', 'map', 'blob'].includes(shape.type);
  return field(name, required, isTyped ? fieldShape(name, shape, 0) : plain);
}

function statedField(
  { service, action }: Extract<ActionForm, { kind: 'stated' }>,
  reference: ServiceReference,
): FormField {
  const patterns = action.resourceTypes.flatMap(
    ({ name }) => reference.resourceType(service.prefix, name)?.arnPattern ?? [],
  );
  const required = action.resourceTypes.some((type) => type.required);
  return field(
    STATED_RESOURCE,
    required,
    { ...PLAIN, format: 'arn' },
    {
      placeholder: patterns[0] ?? '*',
      description:
        'The ARN of the resource; several separated by commas. ' +
        'Gatehouse does not know how this operation names it, and states it in a header of its own.',
    },
  );
}

/** What is said of a parameter need not be true of a member of that name further down. */
function memberField({ name, required, shape }: Member, depth: number): FormField {
  return field(name, required, fieldShape(name, shape, depth), depth === 0 ? {} : { description: '', placeholder: '' });
}

function fieldShape(name: string, shape: Shape, depth: number): FieldShape {
  if (depth > MAX_DEPTH) return textShape(name);
  switch (shape.type) {
    case 'structure':
      return { kind: 'structure', members: shape.members.map((member) => memberField(member, depth + 1)) };
    case 'map':
      return { kind: 'map', value: fieldShape('', shape.value, depth + 1) };
    case 'list': {
      const { min = null, max = null } = shape.rules;
      return { kind: 'list', entry: fieldShape(name, shape.entry, depth + 1), minCount: min, maxCount: max };
    }
    case 'boolean':
      return { kind: 'boolean' };
    case 'integer':
    case 'long':
    case 'float':
    case 'double': {
      const { min = null, max = null } = shape.rules;
      return { kind: 'number', whole: /^(integer|long)$/.test(shape.type), minimum: min, maximum: max };
    }
    case 'timestamp':
      return { ...PLAIN, format: 'timestamp' };
    case 'string':
    case 'blob':
      return { ...textShape(name), ...textRules(shape.rules) };
  }
}

function textRules({ min, max, pattern, enum: choices }: Rules): Partial<TextShape> {
  return {
    choices: [...(choices ?? [])],
    minLength: min ?? null,
    maxLength: max ?? null,
    pattern: pattern ?? null,
  };
}
