import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { runGatehouse, startGatehouse, ended } from './run-gatehouse.ts';

describe('help', () => {
  it('lists every command on standard output', async () => {
    const { code, out, err } = await runGatehouse(['--help']);
    expect([code, err]).toEqual([0, '']);
    for (const command of ['serve', 'import', 'export', 'evaluate'])
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it.each([
    ['serve', '--port'],
    ['import', '--out'],
    ['export', '--account'],
    ['evaluate', '--explain'],
  ])('of %s names its options', async (command, option) => {
    const { code, out } = await runGatehouse([command, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: npm run -s gatehouse -- ${command}`);
    expect(out).toContain(option);
  });

  it('wins over what is wrong beside it', async () => {
    expect((await runGatehouse(['import', '--nonsense', '-h'])).code).toBe(0);
  });
});

describe('the version', () => {
  it('is that of package.json', async () => {
    expect((await runGatehouse(['--version'])).out).toBe(`${packageJson.version}\n`);
  });
});

describe('a command line that is not understood ends with 2 and a line on standard error', () => {
  it.each([
    ['nothing at all', [], 'a command is missing'],
    ['an unknown command, with the nearest', ['sevre'], 'unknown command sevre. Did you mean serve?'],
    ['an unknown command that is near to none', ['frobnicate'], 'unknown command frobnicate. See '],
    ['an unknown option before the command', ['--prot', 'serve'], 'unknown option --prot.'],
    ['an unknown option, with the nearest', ['serve', '--prot', '1'], 'Unknown option --prot. Did you mean --port?'],
    ['an option without its value', ['serve', '--port'], '--port'],
    ['a port that is none', ['serve', '--port', '65536'], '--port takes a number from 0 to 65535, not 65536.'],
    ['a port that is no number', ['serve', '--port', '1e3'], '--port takes a number from 0 to 65535, not 1e3.'],
    ['a value for a switch', ['evaluate', '--explain=yes'], '--explain'],
    ['a missing operand', ['export'], 'WORKSPACE is missing.'],
    ['a missing option', ['import', 'a.json'], '--out WORKSPACE is missing.'],
    ['an operand too many', ['export', 'a', 'b'], 'There is an argument too many: b'],
  ])('%s', async (_what, args, sentence) => {
    const { code, out, err } = await runGatehouse(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(err.trimEnd()).not.toContain('\n');
  });
});

describe('a pipe that is closed by its reader', () => {
  it('ends the command without a complaint', async () => {
    const child = startGatehouse(['evaluate']);
    child.stdout.destroy();
    const end = ended(child);
    child.stdin.on('error', () => {});
    child.stdin.end('{"id":"1"}\n'.repeat(10_000));
    expect(await end).toMatchObject({ code: 0, err: '' });
  });
});

describe('a signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends a command that waits, with %i', async (signal, code) => {
    const child = startGatehouse(['evaluate']);
    const end = ended(child);
    child.stdout.once('data', () => child.kill(signal));
    child.stdin.write('{"id":"1"}\n');
    expect((await end).code).toBe(code);
  });
});
