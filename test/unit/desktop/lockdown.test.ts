import { describe, expect, it } from 'vitest';
import { isOwnUrl, mayOpenExternally } from '../../../src-main/desktop/lockdown.ts';

describe('a URL is the app’s own', () => {
  it.each([
    ['app://gatehouse/', true],
    ['app://gatehouse/assets/index.js', true],
    ['app://gatehouse', true],
    ['app://gatehouse.evil.example/', false],
    ['app://other/', false],
    ['https://gatehouse/', false],
    ['file:///etc/passwd', false],
    ['', false],
  ])('%s: %s', (url, own) => {
    expect(isOwnUrl(url)).toBe(own);
  });
});

describe('a link may open the system’s browser', () => {
  it.each([
    ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html', true],
    ['http://docs.aws.amazon.com/', false],
    ['https://docs.aws.amazon.com:8443/', false],
    ['https://docs.aws.amazon.com@evil.example/', false],
    ['https://user@docs.aws.amazon.com/', false],
    ['https://docs.aws.amazon.com.evil.example/', false],
    ['file:///bin/sh', false],
    ['javascript:alert(1)', false],
    ['not a URL', false],
  ])('%s: %s', (url, may) => {
    expect(mayOpenExternally(url)).toBe(may);
  });
});
