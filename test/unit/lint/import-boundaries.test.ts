import { ESLint } from 'eslint';
import { beforeAll, describe, expect, test } from 'vitest';

describe('The boundaries between folders', () => {
  let eslint: ESLint;

  beforeAll(() => {
    eslint = new ESLint();
  });

  /** The messages that a file with that text would get at that place. */
  async function lint(filePath: string, code: string): Promise<string[]> {
    const results = await eslint.lintText(`${code}\n`, { filePath });
    return results.flatMap(({ messages }) => messages.map(({ message }) => message));
  }

  test.each([
    ['src-shared/x.ts', "import 'ws';", /nothing but its schema library/],
    ['src-shared/x.ts', "import 'node:fs';", /no Node module/],
    ['src-shared/x.ts', "import '../src-main/clock.ts';", /knows neither side/],
    ['src-shared/x.ts', 'export const title = document.title;', /neither knows the time nor the machine/],
    ['src-shared/x.ts', 'export const now = Date.now();', /the time is passed in/],
    ['src-main/authorization/x.ts', "import 'node:crypto';", /no Node module/],
    ['src-main/authorization/x.ts', "import '../storage/schema.ts';", /data in, decision out/],
    ['src-main/authorization/x.ts', 'export const id = process.pid;', /neither knows the time nor the machine/],
    ['src-main/authorization/x.ts', 'export const now = new Date();', /the time is passed in/],
    ['src-main/authorization/x.ts', "import 'electron';", /Only src-main\/desktop imports Electron/],
    ['src-main/storage/x.ts', "import 'electron';", /Only src-main\/desktop imports Electron/],
    ['src-main/storage/x.ts', "import '../../src-renderer/main.ts';", /does not know the renderer/],
    ['src-renderer/x.ts', "import '../src-main/gatehouse.ts';", /Only the contract crosses/],
    ['src-renderer/x.svelte', "<script>import '../src-main/gatehouse.ts';</script>", /Only the contract crosses/],
  ])('refuse in %s: %s', async (file, code, message) => {
    expect(await lint(file, code)).toContainEqual(expect.stringMatching(message));
  });

  test.each([
    ['src-shared/x.ts', "import { z } from 'zod';\nexport const Name = z.string();"],
    ['src-main/authorization/x.ts', "import { parseTree } from 'jsonc-parser';\nexport default parseTree;"],
    ['src-main/desktop/x.ts', "import { app } from 'electron';\nexport default app;"],
    ['src-renderer/x.ts', "import { contract } from '../src-shared/contract/contract.ts';\nexport default contract;"],
  ])('allow in %s: %s', async (file, code) => {
    expect(await lint(file, code)).toEqual([]);
  });
});
