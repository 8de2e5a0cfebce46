import type { Session } from '../../src-shared/contract/session.ts';

/** What people call each kind of principal who can be at the controls. */
export const SESSION_WORDS: Readonly<Record<Session['kind'], string>> = {
  designer: 'Designer',
  user: 'IAM user',
  root: 'Root user',
  roleSession: 'Role session',
  federatedUser: 'Federated user',
};
