import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import { REPORTS_KEPT, type LastAccessStore } from './last-access-store.ts';

/**
 * The newest attempt of each principal at each action, which the decisions are too many to be searched for, and the
 * reports made of them. Decisions that were there before bring theirs along.
 */
export const LAST_ACCESS_TABLES = `
  CREATE TABLE last_attempts (
    principal TEXT NOT NULL,
    action TEXT NOT NULL,
    at TEXT NOT NULL,
    region TEXT NOT NULL,
    PRIMARY KEY (principal, action)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO last_attempts (principal, action, at, region)
    SELECT principal, action, max(at), coalesce(json_extract(record, '$.request.region'), '')
    FROM decisions
    WHERE verdict <> 'NotAuthenticated' AND principal LIKE 'arn:%' AND record <> ''
    GROUP BY principal, action;

  CREATE TABLE access_reports (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    report TEXT NOT NULL
  ) STRICT;
`;

const AttemptRow = z.object({ principal: z.string(), action: z.string(), at: z.string(), region: z.string() });
const ReportRow = z.object({ report: z.string() });

/** The attempts and reports of a database, and how new decisions come among them. */
export interface LastAccessTables extends LastAccessStore {
  /** Takes over the attempts among decisions that are being written, oldest first. Part of their transaction. */
  note(records: readonly DecisionRecord[]): void;
}

/**
 * Opens the tables of a database.
 * @param settle writes what was decided and is not in the database yet.
 */
export function openLastAccessTables(database: DatabaseSync, settle: () => void): LastAccessTables {
  const put = database.prepare(
    `INSERT INTO last_attempts (principal, action, at, region) VALUES (?, ?, ?, ?)
     ON CONFLICT (principal, action) DO UPDATE SET at = excluded.at, region = excluded.region`,
  );
  const ofPrincipal = database.prepare('SELECT principal, action, at, region FROM last_attempts WHERE principal = ?');
  const ofPrincipals = database.prepare(
    'SELECT principal, action, at, region FROM last_attempts WHERE principal >= ? AND principal < ?',
  );
  const insertReport = database.prepare('INSERT INTO access_reports (id, report) VALUES (?, ?)');
  const forgetReports = database.prepare(
    `DELETE FROM access_reports
     WHERE sequence <= (SELECT sequence FROM access_reports ORDER BY sequence DESC LIMIT 1 OFFSET ${REPORTS_KEPT})`,
  );
  const report = database.prepare('SELECT report FROM access_reports WHERE id = ?');
  return {
    note: (records) => {
      // Decisions are written many at once, of few principals: each pair is written once.
      const newest = new Map<string, DecisionRecord>();
      for (const record of records) {
        const { arn } = record.principal;
        if (arn !== null && record.verdict !== 'NotAuthenticated') newest.set(`${arn} ${record.action}`, record);
      }
      for (const { principal, action, at, request } of newest.values()) {
        put.run(principal.arn, action, at, request.region);
      }
    },
    attempts: (arn) => {
      settle();
      const rows = arn.endsWith('*')
        ? ofPrincipals.all(arn.slice(0, -1), `${arn.slice(0, -1)}\u{10FFFF}`)
        : ofPrincipal.all(arn);
      return rows.map((row) => AttemptRow.parse(row));
    },
    keepReport: (id, text) => {
      insertReport.run(id, text);
      forgetReports.run();
    },
    report: (id) => {
      const row = report.get(id);
      return row === undefined ? null : ReportRow.parse(row).report;
    },
  };
}
