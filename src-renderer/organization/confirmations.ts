import {
  closeAccount,
  deleteOrganization,
  deletePolicy,
  deleteUnit,
  disableType,
  removeAccount,
  type OrganizationChange,
} from './organization-changes.ts';
import type { OrganizationDialog } from './organization-desk.svelte.ts';
import { POLICY_TYPES, targetsOf } from './organization-policies.ts';
import type { OrganizationTree } from './organization-tree.ts';

/** What is asked before something is taken away. */
export interface Confirmation {
  readonly title: string;
  readonly text: string;
  /** What the button says that does it. */
  readonly action: string;
  readonly change: OrganizationChange;
  /** The ID of what is shown once it is done; null for what is shown now. */
  readonly showNext: string | null;
}

/**
 * What a dialog asks before it takes something away.
 * @returns null for a dialog that does not only ask.
 */
export function confirmationOf(dialog: OrganizationDialog, tree: OrganizationTree): Confirmation | null {
  switch (dialog.kind) {
    case 'deleteUnit': {
      const { unit } = dialog;
      return {
        title: `Delete ${unit.name}?`,
        text: 'AWS deletes an organizational unit only while no accounts and no other units are in it.',
        action: 'Delete unit',
        change: deleteUnit(unit),
        showNext: unit.parentId,
      };
    }
    case 'closeAccount': {
      const { account } = dialog;
      return {
        title: `Close ${account.name}?`,
        text: 'Nobody of a closed account gets in, and nobody gets into it. It stays in the organization.',
        action: 'Close account',
        change: closeAccount(account),
        showNext: null,
      };
    }
    case 'removeAccount': {
      const { account } = dialog;
      return {
        title: `Remove ${account.name} from the organization?`,
        text:
          'It becomes an account of its own, which no policy of the organization limits. It stays in the workspace. ' +
          'An account that was created here can be removed four days later.',
        action: 'Remove account',
        change: removeAccount(account),
        showNext: account.parentId,
      };
    }
    case 'deletePolicy': {
      const { policy } = dialog;
      const targets = targetsOf(policy, tree);
      const detached = new Intl.ListFormat('en').format(targets.map(({ name }) => name));
      return {
        title: `Delete ${policy.name}?`,
        text: targets.length === 0 ? 'It is attached nowhere.' : `It is detached from ${detached} first.`,
        action: 'Delete policy',
        change: deletePolicy(policy, targets),
        showNext: tree.root.id,
      };
    }
    case 'disableType': {
      const { short } = POLICY_TYPES[dialog.policyType];
      return {
        title: `Disable ${short}s?`,
        text: `All ${short}s are detached from everything, and enabling ${short}s again does not bring that back. The policies stay.`,
        action: `Disable ${short}s`,
        change: disableType(tree.root.id, dialog.policyType),
        showNext: null,
      };
    }
    case 'deleteOrganization':
      return {
        title: 'Delete the organization?',
        text: 'Its units and policies go with it. AWS deletes an organization only once the management account alone is in it.',
        action: 'Delete organization',
        change: deleteOrganization(),
        showNext: null,
      };
    default:
      return null;
  }
}
