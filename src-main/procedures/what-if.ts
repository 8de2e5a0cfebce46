import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { GatehouseError } from '../../src-shared/errors.ts';

type WhatIfHandlers = Pick<
  Handlers<GatehouseContract>,
  | 'whatIf.evaluate'
  | 'whatIf.reevaluateOne'
  | 'whatIf.reevaluate'
  | 'whatIf.reevaluateAll'
  | 'whatIf.policyImpact'
  | 'whatIf.reached'
>;

/** Asking what the gates would say, without anything being done. */
export function whatIfProcedures(): WhatIfHandlers {
  const notYet = (): never => {
    throw new GatehouseError('NotReady', 'Nothing can be supposed yet.');
  };
  return {
    'whatIf.evaluate': notYet,
    'whatIf.reevaluateOne': notYet,
    'whatIf.reevaluate': notYet,
    'whatIf.reevaluateAll': notYet,
    'whatIf.policyImpact': notYet,
    'whatIf.reached': notYet,
  };
}
