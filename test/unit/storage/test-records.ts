import type { DecisionRecord } from '../../../src-shared/decision/record.ts';
import { STEPS } from '../../../src-shared/decision/record.ts';
import { NOW } from '../../fixtures/fixed-tools.ts';

/** A request that lucy was allowed. */
export function decisionRecord(id: string): Omit<DecisionRecord, 'sequence'> {
  return {
    id,
    at: NOW,
    durationMs: 1.5,
    door: 'composer',
    replayOf: null,
    verdict: 'Allowed',
    principal: { label: 'lucy', arn: 'arn:aws:iam::123456789012:user/lucy' },
    action: 's3:CreateBucket',
    resource: 'arn:aws:s3:::lucy-bucket',
    steps: STEPS.map((step) => ({ step, status: 'passed', summary: `The step ${step} passed.` })),
    request: {
      method: 'PUT',
      url: 'https://s3.us-east-1.amazonaws.com/lucy-bucket',
      headers: [['host', 's3.us-east-1.amazonaws.com']],
      body: '',
      service: 's3',
      region: 'us-east-1',
      operation: 'CreateBucket',
      parts: [{ action: 's3:CreateBucket', resource: 'arn:aws:s3:::lucy-bucket' }],
      context: [{ key: 'aws:username', values: ['lucy'], source: 'the signing user' }],
      replayable: true,
    },
    authentication: null,
    authorization: null,
    performed: null,
    response: { status: 200, headers: [], body: '', errorCode: null, errorMessage: null, requestId: 'r' },
  };
}
