import type { IconName } from '../ui/Icon.svelte';
import { enableType } from './organization-changes.ts';
import type { OrganizationDesk } from './organization-desk.svelte.ts';
import { POLICY_TYPE_ORDER, POLICY_TYPES } from './organization-policies.ts';
import type { OrganizationNode } from './organization-tree.ts';

/** An entry of a menu. */
export interface NodeCommand {
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly run: () => void;
}

/** What else can be done with a node, beside what has a button. */
export function nodeCommands(desk: OrganizationDesk, node: OrganizationNode, management: boolean): NodeCommand[] {
  switch (node.type) {
    case 'organizationRoot':
      return [
        ...POLICY_TYPE_ORDER.map((policyType): NodeCommand => {
          const { short } = POLICY_TYPES[policyType];
          return desk.isEnabled(policyType)
            ? { label: `Disable ${short}s…`, run: () => (desk.dialog = { kind: 'disableType', policyType }) }
            : { label: `Enable ${short}s`, run: () => desk.make(enableType(node.id, policyType)) };
        }),
        {
          label: 'Delete organization…',
          icon: 'trash',
          danger: true,
          run: () => (desk.dialog = { kind: 'deleteOrganization' }),
        },
      ];
    case 'organizationalUnit':
      return [
        { label: 'Rename…', icon: 'edit', run: () => (desk.dialog = { kind: 'renameUnit', unit: node }) },
        {
          label: 'Delete…',
          icon: 'trash',
          danger: true,
          run: () => (desk.dialog = { kind: 'deleteUnit', unit: node }),
        },
      ];
    case 'organizationAccount': {
      if (management) return [];
      const close: NodeCommand = {
        label: 'Close account…',
        icon: 'lock',
        danger: true,
        run: () => (desk.dialog = { kind: 'closeAccount', account: node }),
      };
      const remove: NodeCommand = {
        label: 'Remove from organization…',
        icon: 'trash',
        danger: true,
        run: () => (desk.dialog = { kind: 'removeAccount', account: node }),
      };
      return node.status === 'ACTIVE' ? [close, remove] : [remove];
    }
  }
}
