import { AwsError } from '../../../src-shared/errors.ts';
import type { AccountDocument } from '../../../src-shared/model/documents.ts';
import { handler } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import { credentialReportCsv } from './credential-report-csv.ts';
import { requireAccount } from './set-password.ts';

type Report = NonNullable<AccountDocument['credentialReport']>;

/** How long a report counts. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
const LIFETIME_MS = 4 * 60 * 60 * 1000;
/**
 * How long a report is said to be in the making. Here it is there at once; AWS takes seconds, and a program that does not
 * wait for COMPLETE must fail here too.
 */
const IN_PROGRESS_MS = 2000;

/**
 * Operations on the credential report, of which an account keeps one. The wording of the errors is not documented.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html
 */
export const credentialReportHandlers = {
  'iam:GenerateCredentialReport': handler({
    name: 'iam:GenerateCredentialReport',
    label: () => 'Generate the credential report',
    authorize: () => [{ action: 'iam:GenerateCredentialReport', resource: '*' }],
    perform: (_, scene) => {
      const account = requireAccount(scene);
      const { credentialReport: report } = account;
      const age = ageOf(report, scene.clock());
      if (age < IN_PROGRESS_MS) return { State: 'INPROGRESS' as const };
      if (age <= LIFETIME_MS) return { State: 'COMPLETE' as const };
      const content = credentialReportCsv(account, scene.model.list('user', scene.accountId));
      scene.model.put({ ...account, credentialReport: { startedTime: scene.clock().toISOString(), content } });
      return {
        State: 'STARTED' as const,
        ...(report === null ? { Description: 'No report exists. Starting a new report generation task' } : {}),
      };
    },
  }),

  'iam:GetCredentialReport': handler({
    name: 'iam:GetCredentialReport',
    label: null,
    authorize: () => [{ action: 'iam:GetCredentialReport', resource: '*' }],
    perform: (_, scene) => {
      const { credentialReport: report } = requireAccount(scene);
      if (report === null) {
        throw new AwsError('ReportNotPresent', 410, 'No credential report is present. Generate one first.');
      }
      const age = ageOf(report, scene.clock());
      if (age < IN_PROGRESS_MS) {
        throw new AwsError('ReportInProgress', 404, 'The credential report is still being generated.');
      }
      if (age > LIFETIME_MS) {
        throw new AwsError('ReportExpired', 410, 'The most recent credential report has expired. Generate a new one.');
      }
      return {
        Content: Buffer.from(report.content).toString('base64'),
        ReportFormat: 'text/csv' as const,
        GeneratedTime: timestamp(() => new Date(report.startedTime)),
      };
    },
  }),
};

/** In milliseconds; a report that is not there is infinitely old. */
function ageOf(report: Report | null, now: Date): number {
  return report === null ? Infinity : now.getTime() - Date.parse(report.startedTime);
}
