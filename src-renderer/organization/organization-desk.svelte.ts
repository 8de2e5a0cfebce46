import { SvelteSet } from 'svelte/reactivity';
import type { AwsOrganizationPolicy } from '../../src-shared/contract/organization.ts';
import type { OrganizationPolicyType } from '../../src-shared/model/documents.ts';
import type { AppState } from '../app/app-state.svelte.ts';
import { attach, detach, makeChange, moveAccount, type OrganizationChange } from './organization-changes.ts';
import { allPolicies, isEverywhere, type OrganizationPolicy } from './organization-policies.ts';
import {
  isParent,
  organizationTree,
  pathTo,
  type OrganizationAccount,
  type OrganizationalUnit,
  type OrganizationNode,
  type OrganizationTree,
  type Parent,
} from './organization-tree.ts';

/** The dialog that is open. */
export type OrganizationDialog =
  | { readonly kind: 'createUnit'; readonly parent: Parent }
  | { readonly kind: 'renameUnit'; readonly unit: OrganizationalUnit }
  | { readonly kind: 'deleteUnit'; readonly unit: OrganizationalUnit }
  | { readonly kind: 'createAccount'; readonly parent: Parent }
  | { readonly kind: 'moveAccount'; readonly account: OrganizationAccount }
  | { readonly kind: 'closeAccount'; readonly account: OrganizationAccount }
  | { readonly kind: 'removeAccount'; readonly account: OrganizationAccount }
  | { readonly kind: 'attach'; readonly node: OrganizationNode; readonly policyType: OrganizationPolicyType }
  | { readonly kind: 'createPolicy'; readonly policyType: OrganizationPolicyType }
  | { readonly kind: 'changePolicy'; readonly policy: OrganizationPolicy }
  | { readonly kind: 'attachTo'; readonly policy: OrganizationPolicy }
  | { readonly kind: 'deletePolicy'; readonly policy: OrganizationPolicy }
  | { readonly kind: 'disableType'; readonly policyType: OrganizationPolicyType }
  | { readonly kind: 'deleteOrganization' };

/** What is on its way to a node: dragged there, or cut to be pasted. */
export type Carried =
  | { readonly kind: 'account'; readonly account: OrganizationAccount }
  | { readonly kind: 'policy'; readonly policy: OrganizationPolicy };

/** What the parts of the organization's screen share: the tree, what is chosen, and what is done to it. */
export class OrganizationDesk {
  readonly app: AppState;
  readonly #id: () => string | null;
  readonly collapsed = new SvelteSet<string>();
  dialog = $state.raw<OrganizationDialog | null>(null);
  dragged = $state.raw<Carried | null>(null);
  /** The account that was cut. */
  cut = $state.raw<OrganizationAccount | null>(null);
  #kept = $state.raw<readonly AwsOrganizationPolicy[]>([]);

  /** Null while there is no organization. */
  readonly tree = $derived.by(() => this.#readTree());
  readonly policies = $derived.by(() => this.#readPolicies());

  /** @param id of what the route names; null for nothing, which shows the root. */
  constructor(app: AppState, id: () => string | null) {
    this.app = app;
    this.#id = id;
    app.run(async () => {
      this.#kept = await app.client.call('organization.awsPolicies', {});
    });
  }

  /** What is shown: a policy by its ID, or a node by its. */
  get chosen(): string | null {
    const id = this.#id();
    const { tree } = this;
    if (tree === null) return null;
    return id !== null && (tree.byId.has(id) || this.policies.some((policy) => policy.id === id)) ? id : tree.root.id;
  }

  get chosenNode(): OrganizationNode | null {
    const { tree, chosen } = this;
    return tree === null || chosen === null ? null : (tree.byId.get(chosen) ?? null);
  }

  get chosenPolicy(): OrganizationPolicy | null {
    return this.policies.find(({ id }) => id === this.chosen) ?? null;
  }

  /** Where something new is made: the chosen root or unit, or what the chosen account is in. */
  get currentParent(): Parent | null {
    const { tree, chosenNode } = this;
    if (tree === null || chosenNode === null) return tree?.root ?? null;
    if (isParent(chosenNode)) return chosenNode;
    const parent = tree.byId.get(chosenNode.parentId);
    return parent !== undefined && isParent(parent) ? parent : tree.root;
  }

  isEnabled(type: OrganizationPolicyType): boolean {
    return this.tree?.root.policyTypes.includes(type) ?? false;
  }

  /**
   * Shows a node or a policy.
   * @param how `walk` for keys that lead from one to the next: going back does not stop at each of them.
   */
  choose(id: string, how: 'go' | 'walk' = 'go'): void {
    if (id === this.#id()) return;
    const { router } = this.app;
    if (how === 'go') router.go({ screen: 'organization', id });
    else router.replace({ screen: 'organization', id });
  }

  /** Opens everything above a node, so that it is in view. */
  reveal(id: string): void {
    if (this.tree === null) return;
    for (const { id: above } of pathTo(this.tree, id).slice(0, -1)) this.collapsed.delete(above);
  }

  setExpanded(id: string, expanded: boolean): void {
    if (expanded) this.collapsed.delete(id);
    else this.collapsed.add(id);
  }

  /** Makes a change that no dialog is there to show the fault of. */
  make(change: OrganizationChange): void {
    this.app.run(() => makeChange(this.app, change));
  }

  /** Whether what is carried can be put onto a node. */
  takes(node: OrganizationNode, carried: Carried | null): boolean {
    if (carried === null) return false;
    if (carried.kind === 'account') return isParent(node) && node.id !== carried.account.parentId;
    const { policy } = carried;
    const isThere = node.attachedPolicies.includes(policy.arn) || isEverywhere(policy);
    return this.isEnabled(policy.policyType) && !isThere;
  }

  /** Moves an account to a node, or attaches a policy to it. */
  put(carried: Carried, node: OrganizationNode): void {
    if (!this.takes(node, carried)) return;
    if (carried.kind === 'policy') this.make(attach([carried.policy], [node]));
    else if (isParent(node)) this.move(carried.account, node);
  }

  move(account: OrganizationAccount, to: Parent): void {
    this.cut = null;
    this.app.run(async () => {
      await makeChange(this.app, moveAccount(account, to));
      this.reveal(account.id);
    });
  }

  detach(policy: Pick<OrganizationPolicy, 'id' | 'name'>, node: Pick<OrganizationNode, 'id' | 'name'>): void {
    this.make(detach(policy, node));
  }

  #readTree(): OrganizationTree | null {
    const { model } = this.app;
    const { organizationRoot: root } = model;
    return root === null ? null : organizationTree(root, model.organizationalUnits, model.organizationAccounts);
  }

  #readPolicies(): readonly OrganizationPolicy[] {
    return allPolicies(this.#kept, this.app.model.organizationPolicies);
  }
}
