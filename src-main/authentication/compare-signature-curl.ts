import type { HeaderList } from '../../src-shared/decision/record.ts';
import { percentEncode } from '../request/query-string.ts';
import { parseRawUrl } from '../request/raw-url.ts';
import { unreadable, type PastedRequest } from './compare-signature-pasted.ts';

/** Options that take no value and do not change what is signed. */
const FLAGS: ReadonlySet<string> = new Set(
  (
    '-s --silent -S --show-error -v --verbose -i --include -k --insecure -L --location -f --fail --fail-with-body ' +
    '-g --globoff -N --no-buffer --compressed --http1.1 --http2 --path-as-is --tlsv1.2 --tlsv1.3 -4 -6 -#'
  ).split(' '),
);
/** Options that take a value and do not change what is signed. */
const IGNORED_VALUES: ReadonlySet<string> = new Set(
  '-o --output -w --write-out -m --max-time --connect-timeout --retry --cacert --resolve -x --proxy -D'.split(' '),
);
const DATA: ReadonlySet<string> = new Set(
  '-d --data --data-ascii --data-raw --data-binary --data-urlencode'.split(' '),
);

interface Command {
  method: string | null;
  url: string | null;
  readonly headers: HeaderList;
  readonly data: string[];
  dataFromFile: boolean;
  dataInQuery: boolean;
}

/**
 * Reads a curl command as a POSIX shell and curl do: quotes, line continuations, headers, data, method.
 * @see https://curl.se/docs/manpage.html
 * @throws GatehouseError `UnreadableRequest`, with the word that cannot be read.
 */
export function readCurl(text: string): PastedRequest {
  const words = shellWords(text.replace(/^\$\s+/, '')).slice(1);
  const command: Command = {
    method: null,
    url: null,
    headers: [],
    data: [],
    dataFromFile: false,
    dataInQuery: false,
  };
  for (let at = 0; at < words.length; at += 1) {
    const [option, attached] = splitOption(words[at] ?? '');
    const place = `word ${at + 2}: ${option}`;
    const value = (): string => {
      if (attached !== null) return attached;
      at += 1;
      const next = words[at];
      if (next === undefined) throw unreadable(`${option} has no value.`, place, 'Paste the whole command.');
      return next;
    };
    take(command, option, value, place);
  }
  return requestOf(command);
}

function take(command: Command, option: string, value: () => string, place: string): void {
  if (!option.startsWith('-')) {
    if (command.url !== null) throw unreadable('The command has two URLs.', place, 'Paste a command with one URL.');
    command.url = option;
  } else if (option === '--url') command.url = value();
  else if (option === '-X' || option === '--request') command.method = value();
  else if (option === '-I' || option === '--head') command.method ??= 'HEAD';
  else if (option === '-G' || option === '--get') command.dataInQuery = true;
  else if (option === '-H' || option === '--header') command.headers.push(headerOf(value(), place));
  else if (option === '-A' || option === '--user-agent') command.headers.push(['User-Agent', value()]);
  else if (DATA.has(option)) takeData(command, option, value());
  else if (option === '-T' || option === '--upload-file') {
    value();
    command.method ??= 'PUT';
    command.dataFromFile = true;
  } else if (option === '--aws-sigv4') {
    throw unreadable(
      'curl signs this request itself, when it runs.',
      place,
      'Run it with -v, and paste the lines that begin with >.',
    );
  } else if (IGNORED_VALUES.has(option)) value();
  else if (!FLAGS.has(option)) {
    throw unreadable(`Gatehouse does not know what ${option} does to the request.`, place, 'Take the option out.');
  }
}

function takeData(command: Command, option: string, value: string): void {
  if (value.startsWith('@') && option !== '--data-raw') command.dataFromFile = true;
  else command.data.push(option === '--data-urlencode' ? urlEncoded(value) : value);
}

/** `name=content` has the content encoded, `=content` and `content` the whole. */
function urlEncoded(value: string): string {
  const equals = value.indexOf('=');
  if (equals < 0) return percentEncode(value);
  return `${equals === 0 ? '' : `${value.slice(0, equals)}=`}${percentEncode(value.slice(equals + 1))}`;
}

function headerOf(text: string, place: string): [string, string] {
  const colon = text.indexOf(':');
  if (colon > 0) return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
  // `Name;` sends the header with an empty value.
  if (text.endsWith(';')) return [text.slice(0, -1), ''];
  throw unreadable(`${JSON.stringify(text)} is no header.`, place, "Write it as -H 'Name: value'.");
}

function requestOf(command: Command): PastedRequest {
  if (command.url === null) {
    throw unreadable(
      'The command has no URL.',
      'the URL',
      'Paste the whole command, with https:// in front of the URL.',
    );
  }
  const data = command.data.join('&');
  const { host: urlHost, target } = parseRawUrl(command.url);
  const inQuery = command.dataInQuery && data !== '';
  const hasBody = !command.dataInQuery && (data !== '' || command.dataFromFile);
  const own = command.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const typed = command.headers.some(([name]) => name.toLowerCase() === 'content-type');
  const form: HeaderList =
    hasBody && !typed && command.method !== 'PUT' ? [['Content-Type', 'application/x-www-form-urlencoded']] : [];
  return {
    source: 'curl',
    request: {
      method: command.method ?? (hasBody ? 'POST' : 'GET'),
      target: inQuery ? `${target}${target.includes('?') ? '&' : '?'}${data}` : target,
      host: own ?? urlHost,
      // curl leaves a header without a value out.
      headers: [...command.headers.filter(([, value]) => value !== ''), ...form],
      body: new TextEncoder().encode(hasBody ? data : ''),
    },
    bodyKnown: !command.dataFromFile,
    methodKnown: true,
    pasted: null,
    remarks: command.dataFromFile
      ? ['The body comes from a file, which the command does not hold: its hash is believed.']
      : [],
  };
}

/** `-XPOST` and `--request=POST` hold their value; several flags may share a hyphen, as in `-sS`. */
function splitOption(word: string): [option: string, attached: string | null] {
  if (/^-[XHdmoAwTx]./.test(word)) return [word.slice(0, 2), word.slice(2)];
  const long = /^(--[a-z0-9.-]+)=(.*)$/s.exec(word);
  if (long !== null) return [long[1] ?? '', long[2] ?? ''];
  const flags = /^-([a-zA-Z#]{2,})$/.exec(word)?.[1];
  if (flags !== undefined && [...flags].every((flag) => FLAGS.has(`-${flag}`))) return ['-s', null];
  return [word, null];
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' };

/** The words of a command, as a POSIX shell parts them; variables stay as they are written. */
function shellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let at = 0;
  const quoted = (quote: string, start: number): number => {
    const opened = start;
    let place = start;
    while (text[place] !== quote) {
      const character = text[place];
      if (character === undefined) {
        const line = text.slice(0, opened).split('\n').length;
        throw unreadable(`A quote is opened and not closed.`, `line ${line}`, `Close the ${quote}.`);
      }
      const next = text[place + 1] ?? '';
      if (quote === '"' && character === '\\' && '"\\$`\n'.includes(next)) {
        word = `${word ?? ''}${next === '\n' ? '' : next}`;
        place += 2;
      } else {
        word = `${word ?? ''}${character}`;
        place += 1;
      }
    }
    return place + 1;
  };
  const ansiQuoted = (start: number): number => {
    let place = start;
    while (text[place] !== undefined && text[place] !== "'") {
      const escape = text[place] === '\\' ? ESCAPES[text[place + 1] ?? ''] : undefined;
      word = `${word ?? ''}${escape ?? text[place] ?? ''}`;
      place += escape === undefined ? 1 : 2;
    }
    return place + 1;
  };
  while (at < text.length) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
    } else if (character === '\\') {
      if (text[at + 1] !== '\n') word = `${word ?? ''}${text[at + 1] ?? ''}`;
      at += 2;
    } else if (character === '$' && text[at + 1] === "'") {
      word ??= '';
      at = ansiQuoted(at + 2);
    } else if (character === "'" || character === '"') {
      word ??= '';
      at = quoted(character, at + 1);
    } else {
      word = `${word ?? ''}${character}`;
      at += 1;
    }
  }
  if (word !== null) words.push(word);
  return words;
}
