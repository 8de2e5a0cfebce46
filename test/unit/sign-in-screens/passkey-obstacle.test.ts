import { expect, test } from 'vitest';
import { passkeyObstacle } from '../../../src-renderer/sign-in/passkey-obstacle.ts';

// A relying party ID is a domain: https://www.w3.org/TR/webauthn-3/#rp-id
test.each([
  ['127.0.0.1', '8123'],
  ['[::1]', '8123'],
])('at the IP address %s passkeys cannot be used, and the page says which address to open', (hostname, port) => {
  expect(passkeyObstacle({ hostname, port }, true)).toContain('http://localhost:8123');
});

test('at localhost they can', () => {
  expect(passkeyObstacle({ hostname: 'localhost', port: '8123' }, true)).toBeNull();
});

test('a window without the Web Authentication API has another way to go on', () => {
  expect(passkeyObstacle({ hostname: 'localhost', port: '' }, false)).toContain('another MFA device');
});
