import type { PolicyKind } from '../../src-shared/contract/policies.ts';
import type { NamedInAccount } from './policy-suggestions.ts';
import type { ServiceLookup } from './service-lookup.ts';

/** What every part of the form is given. */
export interface FormProps {
  readonly kind: PolicyKind;
  readonly readOnly: boolean;
  readonly lookup: ServiceLookup;
  readonly account: NamedInAccount;
  /** Changes the policy's text: one step that can be undone. */
  readonly change: (edit: (before: string) => string) => void;
}

/** What a view of the whole policy is given. */
export interface FormViewProps extends FormProps {
  readonly text: string;
  /** Goes to a place in the JSON. */
  readonly ongoto: (range: { from: number; to: number }) => void;
}
