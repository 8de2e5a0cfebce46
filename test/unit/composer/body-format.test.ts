import { describe, expect, test } from 'vitest';
import { bodyKind, prettyBody } from '../../../src-renderer/composer/body-format.ts';

describe('the kind of a body', () => {
  test.each([
    ['text/xml', '', 'xml'],
    ['application/xml; charset=utf-8', '', 'xml'],
    ['application/x-amz-json-1.0', '', 'json'],
    ['application/json', '', 'json'],
    ['application/x-www-form-urlencoded; charset=utf-8', '', 'form'],
    ['text/plain', 'hello', 'text'],
    [null, ' {"a":1}', 'json'],
    [null, '<a/>', 'xml'],
    [null, '', 'text'],
  ])('of %s with body "%s" is %s', (contentType, body, kind) => {
    expect(bodyKind(body, contentType)).toBe(kind);
  });
});

describe('a body laid out for reading', () => {
  test('has one XML element a line, and text beside its tags', () => {
    const xml = '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Resource/><Empty></Empty></Error>';
    expect(prettyBody(xml, 'application/xml')).toBe(
      [
        '<?xml version="1.0"?>',
        '<Error>',
        '  <Code>AccessDenied</Code>',
        '  <Resource/>',
        '  <Empty></Empty>',
        '</Error>',
      ].join('\n'),
    );
  });

  test('keeps the white space around the text of an XML element', () => {
    expect(prettyBody('<a> b </a>', 'text/xml')).toBe('<a> b </a>');
  });

  test('shows XML that is cut off without losing anything of it', () => {
    expect(prettyBody('<a><b>text', 'text/xml').replaceAll(/\s/g, '')).toBe('<a><b>text');
  });

  test('keeps the digits of JSON numbers that no double can hold', () => {
    expect(prettyBody('{"n":12345678901234567890.10}', 'application/json')).toBe(
      '{\n  "n": 12345678901234567890.10\n}',
    );
  });

  test('leaves what only claims to be JSON alone', () => {
    expect(prettyBody('{"n":', 'application/json')).toBe('{"n":');
  });

  test('has one decoded form parameter a line', () => {
    expect(prettyBody('Action=CreateUser&UserName=a%2Bb+c&Flag', 'application/x-www-form-urlencoded')).toBe(
      'Action = CreateUser\nUserName = a+b c\nFlag',
    );
  });

  test('shows a broken percent escape as it was sent', () => {
    expect(prettyBody('UserName=%zz', 'application/x-www-form-urlencoded')).toBe('UserName = %zz');
  });
});
