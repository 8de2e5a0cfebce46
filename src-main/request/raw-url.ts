import { GatehouseError } from '../../src-shared/errors.ts';

function invalidUrl(message: string, mend: string): GatehouseError {
  return new GatehouseError('InvalidUrl', message, { place: 'url', mend });
}

/**
 * Takes a URL apart into host and request target without normalising it: what is signed has to be what was typed.
 * @throws GatehouseError InvalidUrl, saying what is wrong and how to write it.
 */
export function parseRawUrl(url: string): { host: string; target: string } {
  const example = 'https://s3.amazonaws.com/lucy-bucket';
  const parts = /^(https?):\/\/([^/?#]*)([^#]*)(#.*)?$/is.exec(url);
  if (parts === null)
    throw invalidUrl('The URL does not begin with https://.', `Write a whole URL, such as ${example}.`);
  const [, , authority = '', rest = '', fragment] = parts;
  if (authority.includes('@')) {
    throw invalidUrl('The URL holds a user name or password.', 'Leave out what stands before the @.');
  }
  if (!/^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.test(authority)) {
    throw invalidUrl(`${JSON.stringify(authority)} is not a host.`, `Write a host, as in ${example}.`);
  }
  if (fragment !== undefined) {
    throw invalidUrl(
      'The URL holds a fragment, which is never sent.',
      'Leave out the # and what follows, or write %23.',
    );
  }
  const stray = /[^!-~]/.exec(rest);
  if (stray !== null) {
    const character = JSON.stringify(stray[0]);
    const column = url.length - rest.length + stray.index + 1;
    throw invalidUrl(
      `The URL holds ${character} at character ${column}.`,
      `Write it percent-encoded: ${encodeURIComponent(String.fromCodePoint(rest.codePointAt(stray.index) ?? 0))}.`,
    );
  }
  return { host: authority.toLowerCase(), target: rest.startsWith('/') ? rest : `/${rest}` };
}
