import { z } from 'zod';

/**
 * What the other side of the contract receives when a procedure fails.
 * `place` names where the fault lies (a field, a file and line, a policy statement); `mend` says what to do about it.
 */
export const ErrorEnvelope = z.object({
  code: z.string(),
  message: z.string(),
  details: z.object({
    place: z.string().nullable(),
    mend: z.string().nullable(),
    /** Set when the error is AWS's own: the HTTP status that AWS answers with. */
    awsStatus: z.number().nullable(),
  }),
});
export type ErrorEnvelope = z.infer<typeof ErrorEnvelope>;

/** A fault that a person can do something about: it says where it is and how to mend it. Never carries a secret. */
export class GatehouseError extends Error {
  override readonly name = 'GatehouseError';
  readonly code: string;
  readonly place: string | null;
  readonly mend: string | null;

  /** @param code a stable PascalCase identifier, such as `WorkspaceDamaged`. */
  constructor(code: string, message: string, where: { place?: string; mend?: string; cause?: unknown } = {}) {
    super(message, where.cause === undefined ? {} : { cause: where.cause });
    this.code = code;
    this.place = where.place ?? null;
    this.mend = where.mend ?? null;
  }
}

/** What some errors say besides code and message, by the names of their members or XML elements, in their order. */
export type AwsErrorDetails = Readonly<Record<string, string>>;

/**
 * An error that AWS itself would answer with: its code, its wording, its HTTP status.
 * `Sender` faults are the caller's, `Receiver` faults the service's.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly httpStatus: number;
  readonly place: string | null;
  /** Shown in the answers of Amazon S3 and of the services that speak JSON. Never holds a secret. */
  readonly details: AwsErrorDetails;
  /** What some of Amazon S3's errors say in headers of their own. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    httpStatus: number,
    message: string,
    place: string | null = null,
    details: AwsErrorDetails = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.code = code;
    this.httpStatus = httpStatus;
    this.place = place;
    this.details = details;
    this.headers = headers;
  }

  get type(): 'Sender' | 'Receiver' {
    return this.httpStatus < 500 ? 'Sender' : 'Receiver';
  }
}

/**
 * Turns anything thrown into the envelope that crosses the contract.
 * Errors that were not foreseen become `InternalError` and keep their text to themselves: it might hold what the
 * other side must not see. The caller is expected to log them.
 */
export function toErrorEnvelope(thrown: unknown): ErrorEnvelope {
  if (thrown instanceof GatehouseError) {
    return {
      code: thrown.code,
      message: thrown.message,
      details: { place: thrown.place, mend: thrown.mend, awsStatus: null },
    };
  }
  if (thrown instanceof AwsError) {
    return {
      code: thrown.code,
      message: thrown.message,
      details: { place: thrown.place, mend: null, awsStatus: thrown.httpStatus },
    };
  }
  return {
    code: 'InternalError',
    message: 'Gatehouse met a fault of its own. Nothing was changed.',
    details: {
      place: null,
      mend: 'Try again; if it happens again, please report it with what you did.',
      awsStatus: null,
    },
  };
}

/** Turns the first fault of a failed zod parse into an error that names the field. */
export function invalidInput(subject: string, error: z.ZodError): GatehouseError {
  const issue = error.issues[0];
  const path =
    issue === undefined || issue.path.length === 0 ? subject : `${subject}.${issue.path.map(String).join('.')}`;
  return new GatehouseError('InvalidInput', issue?.message ?? 'The input is not valid.', {
    place: path,
    mend: `Correct ${path} and try again.`,
  });
}
