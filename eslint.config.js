import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * Oxlint reads the TypeScript; ESLint adds what it does not have: Svelte's rules, and the boundaries between folders
 * that DESIGN asks for.
 */

const NODE = [
  { group: ['node:*'], message: 'This folder is pure: no Node module.' },
  { group: ['electron', 'electron/*', 'electron-store'], message: 'Only src-main/desktop imports Electron.' },
];

/** Forbids imports in one folder. */
function boundary(files, patterns, globalNames = []) {
  return {
    files,
    languageOptions: { parser: ts.parser },
    rules: {
      'no-restricted-imports': ['error', { patterns }],
      'no-restricted-globals': [
        'error',
        ...globalNames.map((name) => ({
          name,
          message: 'This folder is pure: it neither knows the time nor the machine.',
        })),
      ],
    },
  };
}

const IMPURE_GLOBALS = [
  'window',
  'document',
  'navigator',
  'fetch',
  'process',
  'Buffer',
  'setTimeout',
  'setInterval',
  'localStorage',
];

/** A pure function gives the same answer at any time, so it is told the time and never asks for it. */
const NO_CLOCK = {
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'This folder is pure: the time is passed in.' },
    { object: 'Math', property: 'random', message: 'This folder is pure: chance is passed in.' },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: "NewExpression[callee.name='Date'][arguments.length=0]",
      message: 'This folder is pure: the time is passed in.',
    },
  ],
};

export default [
  { ignores: ['out/', 'node_modules/', 'test-results/', 'screenshots/'] },
  ...svelte.configs['flat/recommended'],
  {
    files: ['src-renderer/**/*.svelte', 'src-renderer/**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    rules: { 'svelte/no-at-html-tags': 'error', 'svelte/no-navigation-without-resolve': 'off' },
  },
  boundary(
    ['src-shared/**/*.ts'],
    [
      ...NODE,
      { regex: '^(?!\\.|zod$|node:|electron)', message: 'src-shared imports nothing but its schema library.' },
      { regex: 'src-(main|renderer)', message: 'src-shared knows neither side.' },
    ],
    IMPURE_GLOBALS,
  ),
  boundary(
    ['src-main/authorization/**/*.ts'],
    [
      ...NODE,
      {
        regex: '^(?!\\.|jsonc-parser$|node:|electron)',
        message: 'The evaluator is pure: no package but its JSON parser.',
      },
      {
        regex: '/(storage|credentials|timeline|desktop|browser|endpoint|cli|exchange)/',
        message: 'The evaluator is pure: data in, decision out.',
      },
    ],
    IMPURE_GLOBALS,
  ),
  boundary(['src-main/desktop/**/*.ts'], [{ regex: 'src-renderer', message: 'Main does not know the renderer.' }]),
  { files: ['src-shared/**/*.ts', 'src-main/authorization/**/*.ts'], rules: NO_CLOCK },
  boundary(
    ['src-renderer/**/*.ts', 'src-renderer/**/*.svelte.ts'],
    [...NODE, { regex: 'src-main', message: 'Only the contract crosses between main and renderer.' }],
  ),
  {
    files: ['src-renderer/**/*.svelte'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [...NODE, { regex: 'src-main', message: 'Only the contract crosses between main and renderer.' }] },
      ],
    },
  },
  {
    ...boundary(
      ['src-main/**/*.ts'],
      [
        { group: ['electron', 'electron/*', 'electron-store'], message: 'Only src-main/desktop imports Electron.' },
        { regex: 'src-renderer', message: 'Main does not know the renderer.' },
      ],
    ),
    ignores: ['src-main/desktop/**', 'src-main/authorization/**'],
  },
];
