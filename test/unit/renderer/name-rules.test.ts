import { describe, expect, test } from 'vitest';
import { GROUP_NAME, POLICY_NAME, ROLE_NAME, USER_NAME } from '../../../src-renderer/identities/identity.ts';
import { nameFault, pathFault } from '../../../src-renderer/identities/name-rules.ts';

describe('a name, as it is typed', () => {
  test.each(['lucy', 'lucy@example.com', 'a+b=c,d.e@f_g-h', 'x'.repeat(64)])('%s is taken', (name) => {
    expect(nameFault(USER_NAME, name, [])).toBeNull();
  });

  test.each([
    ['', 'Give the user a name.'],
    ['x'.repeat(65), 'A user name has at most 64 characters; this has 65.'],
    ['anna maria', 'A user name has letters, digits and + = , . @ _ -, but no space.'],
    ['anna/maria', 'A user name has letters, digits and + = , . @ _ -, but no “/”.'],
    ['annä', 'A user name has letters, digits and + = , . @ _ -, but no “ä”.'],
  ])('%s is refused with a sentence that says why', (name, fault) => {
    expect(nameFault(USER_NAME, name, [])).toBe(fault);
  });

  test('is refused when another differs from it by case alone', () => {
    expect(nameFault(USER_NAME, 'lucy', ['bruce', 'Lucy'])).toBe('There is a user named Lucy already.');
  });

  test.each([
    [USER_NAME, 64],
    [GROUP_NAME, 128],
    [ROLE_NAME, 64],
    [POLICY_NAME, 128],
  ])('of a $what is as long as the API takes it, and no longer', (rule, longest) => {
    expect(rule.schema.safeParse('x'.repeat(longest)).success).toBe(true);
    expect(rule.schema.safeParse('x'.repeat(longest + 1)).success).toBe(false);
    expect(nameFault(rule, 'x'.repeat(longest), [])).toBeNull();
    expect(nameFault(rule, 'x'.repeat(longest + 1), [])).not.toBeNull();
  });
});

describe('a path', () => {
  test.each(['', '/', '/division/', '/division/team/'])('%j is taken', (path) => {
    expect(pathFault(path)).toBeNull();
  });
  test.each(['division', '/division', 'division/', '/a b/'])('%j is refused', (path) => {
    expect(pathFault(path)).toContain('begins and ends with /');
  });
});
