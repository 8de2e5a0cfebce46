import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evaluationJsonSchema } from '../../../src-main/cli/evaluate/json-schema.ts';
import { PROJECT, runGatehouse } from './run-gatehouse.ts';

interface Member {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Member>>;
  readonly items?: Member;
  readonly anyOf?: readonly Member[];
  readonly $ref?: string;
}

const { $schema, $defs } = z
  .object({ $schema: z.string(), $defs: z.record(z.string(), z.custom<Member>()) })
  .parse(evaluationJsonSchema());

/** The members without a description, by their path. The explanation is the evaluator's, and described there. */
function undescribed(member: Member, path: string): string[] {
  const own = Object.entries(member.properties ?? {}).flatMap(([name, child]) => [
    ...(child.description === undefined && child.$ref === undefined ? [`${path}.${name}`] : []),
    ...(name === 'explanation' ? [] : undescribed(child, `${path}.${name}`)),
  ]);
  const inside = [...(member.items === undefined ? [] : [member.items]), ...(member.anyOf ?? [])];
  return [...own, ...inside.flatMap((child) => undescribed(child, path))];
}

describe('the JSON Schema of the batch format', () => {
  it('is of draft 2020-12', () => {
    expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  it.each(['case', 'request', 'policies', 'policy', 'answer', 'error'])('describes every member of %s', (name) => {
    const definition = $defs[name];
    expect(definition?.description).toMatch(/\.$|\?$/);
    expect(definition === undefined ? null : undescribed(definition, name)).toEqual([]);
  });

  it('stands in docs as the command prints it', async () => {
    const { code, out, err } = await runGatehouse(['evaluate', '--schema']);
    const kept: unknown = JSON.parse(readFileSync(join(PROJECT, 'docs', 'evaluate.schema.json'), 'utf8'));
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual(kept);
  });
});
