import { describe, expect, it } from 'vitest';
import { clientSetups } from '../../../src-renderer/settings/endpoint-setup.ts';

describe('the set-up of a client', () => {
  const setups = clientSetups('http://127.0.0.1:4801');

  it.each(setups.map((setup) => [setup.title, setup.text]))('%s names the address, and never localhost', (_, text) => {
    expect(text).toContain('http://127.0.0.1:4801');
    expect(text).not.toContain('localhost');
  });

  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
  it('by the environment is a variable that every AWS client reads', () => {
    expect(setups[0]?.text.split('\n')[0]).toBe('export AWS_ENDPOINT_URL=http://127.0.0.1:4801');
  });
});
