import type { CompiledStatement } from '../../authorization/compile.ts';
import { variableKeys } from '../../authorization/template.ts';
import { handler } from '../handler.ts';
import { permissionsPoliciesOf, requireIdentityByArn } from './permissions-policies.ts';
import { givenPolicies, identityPolicies, type SimulatedPolicy } from './simulated-policies.ts';

/**
 * Which condition keys policies ask for: in conditions and in policy variables.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html
 */
export const contextKeyHandlers = {
  'iam:GetContextKeysForCustomPolicy': handler({
    name: 'iam:GetContextKeysForCustomPolicy',
    label: null,
    authorize: () => [{ action: 'iam:GetContextKeysForCustomPolicy', resource: '*' }],
    perform: ({ PolicyInputList }) => ({
      ContextKeyNames: contextKeys(givenPolicies(PolicyInputList, 'PolicyInputList')),
    }),
  }),

  'iam:GetContextKeysForPrincipalPolicy': handler({
    name: 'iam:GetContextKeysForPrincipalPolicy',
    label: null,
    authorize: ({ PolicySourceArn }) => [{ action: 'iam:GetContextKeysForPrincipalPolicy', resource: PolicySourceArn }],
    perform: ({ PolicySourceArn, PolicyInputList = [] }, scene) => {
      const source = requireIdentityByArn(PolicySourceArn, scene);
      const policies = identityPolicies(permissionsPoliciesOf(source, scene));
      return { ContextKeyNames: contextKeys([...policies, ...givenPolicies(PolicyInputList, 'PolicyInputList')]) };
    },
  }),
};

/** In the order of the policies, each once: names differ by case alone are one key, written as it comes first. */
function contextKeys(policies: readonly SimulatedPolicy[]): string[] {
  const keys = policies.flatMap(({ compiled }) => compiled.statements.flatMap(keysOfStatement));
  const byName = new Map<string, string>();
  for (const key of keys) if (!byName.has(key.toLowerCase())) byName.set(key.toLowerCase(), key);
  return [...byName.values()];
}

function keysOfStatement({ resources, conditions }: CompiledStatement): string[] {
  return [
    ...(resources ?? []).flatMap(variableKeys),
    ...conditions.flatMap(({ key, wanted }) => [key, ...wanted.flatMap(variableKeys)]),
  ];
}
