/**
 * An ID of the form that Amazon EC2 gives new instances.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 */
export function newInstanceId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return `i-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 17)}`;
}
