import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { Random } from '../random.ts';
import { createSeal } from './session-seal.ts';

const Values = z.object({ items: z.array(z.object({ value: z.string() })) });
const Conditions = z.object({ items: z.array(z.object({ key: z.string(), values: Values })) });

/**
 * Why a request was denied, for those alone who may decode it, by the names that sts:DecodeAuthorizationMessage answers
 * with.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
export const AuthorizationMessage = z.object({
  allowed: z.literal(false),
  explicitDeny: z.boolean(),
  matchedStatements: z.object({
    items: z.array(
      z.object({
        statementId: z.string(),
        effect: z.literal('DENY'),
        principals: Values,
        principalGroups: Values,
        actions: Values,
        resources: Values,
        conditions: Conditions,
      }),
    ),
  }),
  failures: z.object({ items: z.array(z.unknown()) }),
  context: z.object({
    principal: z.object({ id: z.string(), name: z.string().exactOptional(), arn: z.string() }),
    action: z.string(),
    resource: z.string(),
    conditions: Conditions,
  }),
});
export type AuthorizationMessage = z.infer<typeof AuthorizationMessage>;

const Sealed = z.object({ accountId: z.string(), message: AuthorizationMessage });

/** Seals and opens authorization messages of one workspace. */
export interface AuthorizationMessages {
  /** @param accountId the account of whoever was denied: its principals may decode the message. */
  seal(accountId: string, message: AuthorizationMessage): string;
  /** Null when the text was not sealed here, or was changed since. */
  open(text: string): { readonly accountId: string; readonly message: AuthorizationMessage } | null;
}

const FORMAT = 2;

/** @param key 32 bytes, see {@link createSeal}. */
export function createAuthorizationMessages(key: Uint8Array, random: Random): AuthorizationMessages {
  const seal = createSeal(key, FORMAT, random);
  return {
    seal: (accountId, message) => seal.close(deflateRawSync(JSON.stringify({ accountId, message }))),
    open(text) {
      const plain = seal.open(text);
      return plain === null ? null : Sealed.parse(JSON.parse(inflateRawSync(plain).toString('utf8')));
    },
  };
}
