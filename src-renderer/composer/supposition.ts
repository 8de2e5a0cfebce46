import { Arn } from '../../src-shared/arn.ts';
import type { WhatIfOverrides } from '../../src-shared/contract/what-if.ts';
import { readTagLines } from '../ui/tag-lines.ts';

/** What a person supposes of a request, as it is typed. Null is what nothing is supposed of. */
export interface Supposition {
  readonly at: string | null;
  readonly sourceIp: string | null;
  readonly region: string | null;
  readonly mfa: { readonly present: boolean; readonly ageSeconds: string } | null;
  /** One a line, as `Key=Value`. */
  readonly principalTags: string | null;
  readonly vpcEndpoint: { readonly arn: string; readonly vpcArn: string; readonly sourceIp: string } | null;
  readonly secureTransport: boolean | null;
  /** Any condition keys; several values are separated by commas. */
  readonly keys: readonly { readonly key: string; readonly values: string }[];
}

/** What can be supposed by itself, beside single condition keys. */
export type SupposedPart = Exclude<keyof Supposition, 'keys'>;

export const NOTHING_SUPPOSED: Supposition = {
  at: null,
  sourceIp: null,
  region: null,
  mfa: null,
  principalTags: null,
  vpcEndpoint: null,
  secureTransport: null,
  keys: [],
};

/** What a supposition begins with once a person asks for it. */
export function beginPart(supposition: Supposition, part: SupposedPart, now: Date): Supposition {
  switch (part) {
    case 'at':
      return { ...supposition, at: `${now.toISOString().slice(0, 19)}Z` };
    case 'sourceIp':
      return { ...supposition, sourceIp: '203.0.113.7' };
    case 'region':
      return { ...supposition, region: 'eu-west-1' };
    case 'mfa':
      return { ...supposition, mfa: { present: true, ageSeconds: '0' } };
    case 'principalTags':
      return { ...supposition, principalTags: '' };
    case 'vpcEndpoint':
      return { ...supposition, vpcEndpoint: { arn: '', vpcArn: '', sourceIp: '10.0.0.5' } };
    case 'secureTransport':
      return { ...supposition, secureTransport: false };
  }
}

/** How many things are supposed. */
export function countSupposed({ keys, ...parts }: Supposition): number {
  return keys.length + Object.values(parts).filter((part) => part !== null).length;
}

/** What is wrong in a supposition, by part; a single key's fault stands under `keys.0`, `keys.1`, …. */
export type SuppositionFaults = Readonly<Record<string, string>>;

/** A supposition as main takes it, and what is wrong with it; it can be asked for only where nothing is. */
export function overridesOf(supposition: Supposition): { overrides: WhatIfOverrides; faults: SuppositionFaults } {
  const faults: Record<string, string> = {};
  const { at, sourceIp, region, mfa, vpcEndpoint, secureTransport } = supposition;
  const time = at === null ? null : Date.parse(at);
  if (time !== null && Number.isNaN(time)) faults['at'] = 'Give a time, such as 2026-03-01T12:00:00Z.';
  if (sourceIp !== null && !isAddress(sourceIp)) faults['sourceIp'] = 'Give an IP address, such as 203.0.113.7.';
  if (region !== null && !/^[a-z0-9-]{1,32}$/.test(region)) faults['region'] = 'Give a region, such as eu-west-1.';
  if (mfa !== null && (!/^\d{1,6}$/.test(mfa.ageSeconds) || Number(mfa.ageSeconds) > 129_600)) {
    faults['mfa'] = 'Give 0 to 129,600 seconds (36 hours).';
  }
  const tags = supposition.principalTags === null ? null : readTagLines(supposition.principalTags);
  if (tags?.fault) faults['principalTags'] = tags.fault;
  const endpoint = vpcEndpoint === null ? null : readEndpoint(vpcEndpoint);
  if (vpcEndpoint !== null && endpoint === null) {
    faults['vpcEndpoint'] = 'Give both ARNs, and the caller’s address in the VPC.';
  }
  for (const [index, { key }] of supposition.keys.entries()) {
    if (key.trim() === '') faults[`keys.${index}`] = 'Give the name of a condition key.';
  }
  return {
    overrides: {
      at: time === null || Number.isNaN(time) ? null : new Date(time).toISOString(),
      sourceIp,
      region,
      vpcEndpoint: endpoint,
      principalTags: tags === null ? null : [...tags.tags],
      mfa: mfa === null ? null : { present: mfa.present, ageSeconds: mfa.present ? Number(mfa.ageSeconds) : 0 },
      secureTransport,
      context: supposition.keys.map(({ key, values }) => ({ key: key.trim(), values: readValues(values) })),
    },
    faults,
  };
}

/** A supposition as it was typed for such overrides. */
export function suppositionOf(overrides: WhatIfOverrides): Supposition {
  const { at, sourceIp, region, vpcEndpoint, principalTags, mfa, secureTransport, context } = overrides;
  return {
    at,
    sourceIp,
    region,
    vpcEndpoint,
    secureTransport,
    mfa: mfa === null ? null : { present: mfa.present, ageSeconds: String(mfa.ageSeconds) },
    principalTags: principalTags?.map(({ Key, Value }) => `${Key}=${Value}`).join('\n') ?? null,
    keys: context.map(({ key, values }) => ({ key, values: values.join(', ') })),
  };
}

function readValues(text: string): string[] {
  return text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function readEndpoint({
  arn,
  vpcArn,
  sourceIp,
}: NonNullable<Supposition['vpcEndpoint']>): { arn: Arn; vpcArn: Arn; sourceIp: string } | null {
  const [endpoint, vpc] = [Arn.safeParse(arn).data, Arn.safeParse(vpcArn).data];
  return endpoint !== undefined && vpc !== undefined && isAddress(sourceIp)
    ? { arn: endpoint, vpcArn: vpc, sourceIp }
    : null;
}

/** Near enough to say something while a person types; main reads it strictly. */
function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || (/^[0-9a-f:.]+$/i.test(text) && text.includes(':'));
}
