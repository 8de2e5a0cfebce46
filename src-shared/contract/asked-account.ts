import { AccountId } from '../arn.ts';

/** The account of the workspace that a call is for; left out for the one that the workspace began with. */
export const AskedAccount = AccountId.exactOptional();
