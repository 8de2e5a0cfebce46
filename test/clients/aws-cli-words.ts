/** What the aws command line said, without how often it tried, which some of its versions add to errors. */
export function withoutRetries(text: string): string {
  return text.replace(/ \(reached max retries: \d+\)/, '');
}
