/**
 * The commands that put an access key into a profile of the AWS command line, one per line.
 * @param profile the profile's name; user names hold nothing that a shell would read otherwise, but for the quotes here.
 */
export function awsConfigureCommands(key: {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}): string {
  const set = (name: string, value: string): string =>
    `aws configure set ${name} ${quoted(value)} --profile ${quoted(key.profile)}`;
  return [
    set('aws_access_key_id', key.accessKeyId),
    set('aws_secret_access_key', key.secretAccessKey),
    set('region', key.region),
  ].join('\n');
}

/** Quotes a word for a POSIX shell where it needs it. */
function quoted(word: string): string {
  return /^[\w+=,.@/-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
