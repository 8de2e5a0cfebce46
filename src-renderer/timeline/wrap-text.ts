/**
 * Breaks a text into lines no wider than `width`. Words that are wider than a line, such as ARNs, are broken anywhere;
 * what does not go into the last line ends in an ellipsis.
 * @param most how many lines there may be.
 * @param measure how wide a text is, in the units of `width`.
 */
export function wrapText(text: string, width: number, most: number, measure: (part: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (measure(line) > width && line.length > 1) {
      const head = longestHead(line, width, measure);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  const last = lines[most - 1] ?? '';
  const ended = measure(`${last}…`) <= width ? last : longestHead(last, width - measure('…'), measure);
  return [...lines.slice(0, most - 1), `${ended.trimEnd()}…`];
}

function longestHead(word: string, width: number, measure: (part: string) => number): string {
  let length = 1;
  while (length < word.length && measure(word.slice(0, length + 1)) <= width) length += 1;
  return word.slice(0, length);
}
