import type { PolicyLayer } from '../../src-shared/decision/explanation.ts';
import type { CompiledPolicy } from './compile.ts';

/**
 * The policies that apply to one request. An absent kind, or an empty list of it, means that there is none and so no
 * limit by it; in `scp`, an empty level is a level with no policy attached and allows nothing.
 */
export interface PolicySet {
  /** Inline and managed, of the principal and of all its groups. */
  readonly identity: readonly CompiledPolicy[];
  /** The resource's own policy, other than a trust policy. */
  readonly resource: readonly CompiledPolicy[];
  /**
   * Why nothing that `resource` allows counts for the principal, as a setting of the resource has it, in a sentence; left
   * out where it counts. What it denies counts in any case.
   */
  readonly resourceRestriction?: string;
  /** The trust policy of the role, when the action assumes one; it then stands in the place of `resource`. */
  readonly trust?: readonly CompiledPolicy[];
  readonly boundary?: readonly CompiledPolicy[];
  /** The session policies that were passed; together they allow what one of them allows. */
  readonly session?: readonly CompiledPolicy[];
  /** Service control policies by level: root, organizational units, account. Leave out for the management account and for service-linked roles. */
  readonly scp?: readonly (readonly CompiledPolicy[])[];
  /** Resource control policies by level. RCPFullAWSAccess is always attached, so that they only ever deny. */
  readonly rcp?: readonly (readonly CompiledPolicy[])[];
  readonly vpcEndpoint?: readonly CompiledPolicy[];
}

type Levels = readonly (readonly CompiledPolicy[])[];

/** The kinds of policy that are there, each as its levels; all but SCPs and RCPs have one level. */
export function levelsOf(policies: PolicySet): { readonly layer: PolicyLayer; readonly levels: Levels }[] {
  const found: { layer: PolicyLayer; levels: Levels }[] = [{ layer: 'identity', levels: [policies.identity] }];
  const add = (layer: PolicyLayer, levels: Levels | undefined): void => {
    if (levels !== undefined) found.push({ layer, levels });
  };
  add('resource', policies.resource.length === 0 ? undefined : [policies.resource]);
  add('trust', policies.trust && [policies.trust]);
  add('boundary', policies.boundary && [policies.boundary]);
  add('session', policies.session && [policies.session]);
  add('scp', policies.scp);
  add('rcp', policies.rcp);
  add('vpcEndpoint', policies.vpcEndpoint && [policies.vpcEndpoint]);
  return found;
}
