import { isRecord } from '../../../src-shared/is-record.ts';
import type { CaseId, CaseRequest } from './evaluation-case.ts';

/** What a case says beside its policies. */
export interface CaseHead {
  readonly id: CaseId;
  readonly request: CaseRequest;
}

/**
 * Checks a case's id and request as the schema of EvaluationCase does, at a tenth of its cost: a batch has millions.
 * @param members those of the case without `policies`.
 * @returns null where the schema would find a fault, which it then tells in its words.
 */
export function quickCaseHead(members: Readonly<Record<string, unknown>>): CaseHead | null {
  for (const name in members) if (name !== 'id' && name !== 'request') return null;
  const { id, request } = members;
  if (typeof id !== 'string' && !(typeof id === 'number' && Number.isSafeInteger(id))) return null;
  return isRequest(request) ? { id, request } : null;
}

const ACTION = /^[^:\s]+:[^:\s]+$/;
const RESOURCE = /^(?:\*|arn:(?:[^:]*:){4}[^]+)$/;
const ACCOUNT_ID = /^\d{12}$/;

function isRequest(value: unknown): value is CaseRequest {
  if (!isRecord(value)) return false;
  let required = 0;
  for (const name in value) {
    const member = value[name];
    switch (name) {
      case 'principal':
        if (typeof member !== 'string') return false;
        required += 1;
        break;
      case 'action':
        if (typeof member !== 'string' || !ACTION.test(member)) return false;
        required += 1;
        break;
      case 'resource':
        if (typeof member !== 'string' || !RESOURCE.test(member)) return false;
        required += 1;
        break;
      case 'resourceAccount':
        if (typeof member !== 'string' || !ACCOUNT_ID.test(member)) return false;
        break;
      case 'context':
        if (!isContext(member)) return false;
        break;
      default:
        return false;
    }
  }
  return required === 3;
}

function isContext(value: unknown): value is NonNullable<CaseRequest['context']> {
  if (!isRecord(value)) return false;
  for (const name in value) {
    const member = value[name];
    // The schema's records leave this name out.
    if (name === '__proto__') return false;
    if (!isText(member) && !(Array.isArray(member) && member.every(isText))) return false;
  }
  return true;
}

function isText(value: unknown): value is string | number | boolean {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}
