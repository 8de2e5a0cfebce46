import { CallError } from '../../src-shared/contract/client.ts';

/** What there is to say about a failure, in the order in which a person needs it. */
export interface ErrorParts {
  readonly message: string;
  readonly place: string | null;
  readonly mend: string | null;
  /** AWS's error code and HTTP status, where the error is AWS's own. */
  readonly aws: { readonly code: string; readonly status: number } | null;
}

/** Takes anything thrown apart for showing. Errors that are no CallError are faults of the renderer itself. */
export function errorParts(thrown: unknown): ErrorParts {
  if (thrown instanceof CallError) {
    const { place, mend, awsStatus } = thrown.details;
    return {
      message: thrown.message,
      place,
      mend,
      aws: awsStatus === null ? null : { code: thrown.code, status: awsStatus },
    };
  }
  return {
    message: thrown instanceof Error && thrown.message !== '' ? thrown.message : 'Gatehouse met a fault of its own.',
    place: null,
    mend: null,
    aws: null,
  };
}
