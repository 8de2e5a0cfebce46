import { z } from 'zod';
import { AccountId, Arn } from '../arn.ts';

const Timestamp = z.iso.datetime();

/** An IAM user who gave a password, and an MFA code where they have a device. */
const UserSession = z.object({
  kind: z.literal('user'),
  arn: Arn,
  accountId: AccountId,
  userName: z.string(),
  mfa: z.boolean(),
  signedInAt: Timestamp,
  expiresAt: Timestamp,
});

/** The root user of an account, signed in by e-mail address. */
const RootSession = z.object({
  kind: z.literal('root'),
  arn: Arn,
  accountId: AccountId,
  email: z.string(),
  mfa: z.boolean(),
  signedInAt: Timestamp,
  expiresAt: Timestamp,
});

/** Somebody who acts as a role in the console: by switching to it, or by the federation endpoint. */
const RoleConsoleSession = z.object({
  kind: z.literal('roleSession'),
  /** The session's, `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. */
  arn: Arn,
  accountId: AccountId,
  roleName: z.string(),
  sessionName: z.string(),
  mfa: z.boolean(),
  signedInAt: Timestamp,
  expiresAt: Timestamp,
  /** Who switched to the role, and whom switching back leads to; null for who came by the federation endpoint. */
  behind: UserSession.nullable(),
});

/** Somebody who came by the federation endpoint with the credentials of sts:GetFederationToken. */
const FederatedUserSession = z.object({
  kind: z.literal('federatedUser'),
  /** `arn:aws:sts::ACCOUNT:federated-user/NAME` */
  arn: Arn,
  accountId: AccountId,
  name: z.string(),
  mfa: z.literal(false),
  signedInAt: Timestamp,
  expiresAt: Timestamp,
});

/** Who is at the controls: the designer, who owns the file, or a principal who signed in to the console. */
export const Session = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('designer') }),
  UserSession,
  RootSession,
  RoleConsoleSession,
  FederatedUserSession,
]);
export type Session = z.infer<typeof Session>;

/** What a person reads of who is at the controls, such as `lucy`, `root` or `deployer/monday`. */
export function sessionName(session: Session): string {
  switch (session.kind) {
    case 'designer':
      return 'Designer';
    case 'user':
      return session.userName;
    case 'root':
      return 'root';
    case 'roleSession':
      return `${session.roleName}/${session.sessionName}`;
    case 'federatedUser':
      return session.name;
  }
}
