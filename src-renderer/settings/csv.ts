/**
 * The rows of a CSV text as objects by the names of its first line.
 * @see https://datatracker.ietf.org/doc/html/rfc4180
 */
export function csvRows(text: string): Record<string, string>[] {
  const [names = [], ...rows] = csvRecords(text);
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}

function csvRecords(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  // A field and what ends it: a comma, the end of a line, or the end of the text.
  const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  for (const [, quoted, plain = '', end] of text.matchAll(FIELD)) {
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
    if (end === '') break;
  }
  return records;
}
