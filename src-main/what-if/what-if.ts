import type { PolicyImpact, PolicySubject, Reevaluation } from '../../src-shared/contract/what-if.ts';
import { createApplicablePolicies } from '../account/applicable-policies.ts';
import { createPolicyCompiler } from '../account/policy-compiler.ts';
import type { Workspace } from '../account/workspace.ts';
import type { Following } from '../long-work.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { Scales } from '../weigh-part.ts';
import { findImpact } from './policy-impact.ts';
import { reachOf, type PolicyReach } from './policy-reach.ts';
import { requireReadable, withPolicyText } from './policy-text.ts';
import { reevaluate, reevaluateAll, type ReevaluationOfAll } from './reevaluation.ts';
import { TimelineRequests, type TimelineRequest } from './timeline-requests.ts';

/** How many requests that are named are read at a time. */
const PAGE = 50;

/** What can be supposed of one workspace. Nothing of it changes anything; what was found out is kept until the model changes. */
export class WhatIf {
  readonly requests: TimelineRequests;
  /** The policies of the model, as they are saved. */
  readonly saved: Scales;
  readonly #workspace: Workspace;
  readonly #parts: Pick<GateParts, 'managedPolicies' | 'reference' | 'facts'>;
  readonly #compiled = createPolicyCompiler();

  constructor(workspace: Workspace, parts: Pick<GateParts, 'managedPolicies' | 'reference' | 'facts'>) {
    this.#workspace = workspace;
    this.#parts = parts;
    const { model, store } = workspace;
    this.requests = new TimelineRequests(store, model);
    const policies = createApplicablePolicies(model, parts.managedPolicies, this.#compiled);
    this.saved = { model, policies, reference: parts.reference, facts: parts.facts };
    workspace.onChanged(() => this.requests.modelChanged());
  }

  /** Recorded requests as they fare now, in the order asked for; those that are gone are left out. */
  reevaluate(ids: readonly string[]): Reevaluation[] {
    return ids.flatMap((id) => {
      const request = this.requests.find(id);
      return request === null ? [] : [reevaluate(request, this.saved)];
    });
  }

  /**
   * @param ids of the requests; null for the newest.
   * @param limit how many of the newest; null for all.
   * @throws GatehouseError `WorkCancelled`.
   */
  reevaluateAll(
    { ids, limit }: { readonly ids: readonly string[] | null; readonly limit: number | null },
    following: Following,
  ): Promise<ReevaluationOfAll> {
    const total = ids === null ? Math.min(limit ?? Infinity, this.requests.total) : ids.length;
    const pages = ids === null ? this.requests.newest(limit) : this.#named(ids);
    return reevaluateAll(pages, { saved: this.saved, total, step: following.step });
  }

  /**
   * What an edit of a policy would change.
   * @param newest how many of the newest requests to look at; null for all.
   * @throws GatehouseError `InvalidPolicy`, `DocumentNotFound`, `WorkCancelled`.
   */
  async policyImpact(
    {
      subject,
      text,
      newest,
    }: { readonly subject: PolicySubject; readonly text: string; readonly newest: number | null },
    { step }: Following,
  ): Promise<PolicyImpact> {
    const { model } = this.#workspace;
    requireReadable(model, subject, text);
    const recorded = this.requests.total;
    const toLookAt = Math.min(newest ?? Infinity, recorded);
    const scales = { saved: this.saved, edited: this.#edited(subject, text) };
    return findImpact(this.requests.newest(newest), reachOf(subject, model), scales, { recorded, toLookAt, step });
  }

  /** Whom a policy reaches. */
  reach(subject: PolicySubject): PolicyReach {
    return reachOf(subject, this.#workspace.model);
  }

  /** The scales with another text of one policy. It is compiled apart, so that no edit stays behind. */
  #edited(subject: PolicySubject, text: string): Scales {
    const draft = this.#workspace.sketch();
    draft.put(withPolicyText(draft, subject, text));
    const own = createPolicyCompiler();
    const policies = createApplicablePolicies(draft, this.#parts.managedPolicies, (asked, label, kind) =>
      (asked === text ? own : this.#compiled)(asked, label, kind),
    );
    return { ...this.saved, model: draft, policies };
  }

  *#named(ids: readonly string[]): Generator<readonly TimelineRequest[]> {
    for (let start = 0; start < ids.length; start += PAGE) {
      yield ids.slice(start, start + PAGE).flatMap((id) => this.requests.find(id) ?? []);
    }
  }
}
