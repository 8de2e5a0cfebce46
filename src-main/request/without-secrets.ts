import type { ParameterValue } from '../../src-shared/contract/composer-form.ts';
import type { Draft } from '../../src-shared/contract/composer.ts';
import { redactRequest } from './redact.ts';
import { isSecretParameter, REDACTED } from './secret-parameters.ts';

type ActionDraft = Extract<Draft, { kind: 'action' }>;
type RawDraft = Extract<Draft, { kind: 'raw' }>;

/** A draft as it may be kept, and the names of what was left blank in it. */
export interface KeptDraft {
  readonly draft: Draft;
  readonly leftBlank: string[];
}

/**
 * A draft without its secrets: secret parameters, the headers and parts of a URL that are credentials in themselves, and
 * what a body says of such are left blank.
 */
export function withoutSecrets(draft: Draft): KeptDraft {
  return draft.kind === 'action' ? actionWithoutSecrets(draft) : rawWithoutSecrets(draft);
}

function actionWithoutSecrets(draft: ActionDraft): KeptDraft {
  const leftBlank: string[] = [];
  const parameters = Object.entries(draft.parameters).flatMap(([name, value]): [string, ParameterValue][] => {
    const kept = valueWithoutSecrets(name, value, leftBlank);
    return kept === null ? [] : [[name, kept]];
  });
  return { draft: { ...draft, parameters: Object.fromEntries(parameters) }, leftBlank };
}

function valueWithoutSecrets(name: string, value: ParameterValue, leftBlank: string[]): ParameterValue | null {
  if (isSecretParameter(name)) {
    leftBlank.push(name);
    return null;
  }
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.flatMap((entry) => valueWithoutSecrets('', entry, leftBlank) ?? []);
  return Object.fromEntries(
    Object.entries(value).flatMap(([member, inner]): [string, ParameterValue][] => {
      const kept = valueWithoutSecrets(member, inner, leftBlank);
      return kept === null ? [] : [[member, kept]];
    }),
  );
}

/** A body that is too large, or no text, is left out whole. */
function rawWithoutSecrets(draft: RawDraft): KeptDraft {
  const [address = '', ...query] = draft.url.split('?');
  const target = query.length === 0 ? '/' : `/?${query.join('?')}`;
  const body = new TextEncoder().encode(draft.body);
  const safe = redactRequest({ method: draft.method, host: '', target, headers: draft.headers, body });
  const url = query.length === 0 ? draft.url : address + blank(safe.url.slice(safe.url.indexOf('?')));
  const headers = safe.headers.map(([name, value]): [string, string] => [name, blank(value)]);
  const text = safe.cut ? '' : blank(safe.body);
  const changed = headers.flatMap(([name, value], index) => (value === draft.headers[index]?.[1] ? [] : [name]));
  return {
    draft: { ...draft, url, headers, body: text },
    leftBlank: [...changed, ...(url === draft.url ? [] : ['URL']), ...(text === draft.body ? [] : ['Body'])],
  };
}

/** What stands for a secret in a record is no value to send. */
function blank(text: string): string {
  return text.replaceAll(REDACTED, '');
}
