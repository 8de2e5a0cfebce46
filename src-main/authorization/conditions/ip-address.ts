import type { ValueTest } from './value-test.ts';

/** An address range. IPv4 is one 32-bit number; IPv6 is eight 16-bit groups. */
export type Cidr =
  | { readonly version: 4; readonly address: number; readonly mask: number }
  | { readonly version: 6; readonly groups: readonly number[]; readonly bits: number };

/**
 * Reads an address or a range in CIDR notation (RFC 4632, RFC 4291); an address alone is a range of one. (AWS writes that
 * the default prefix is /32, which it can mean of IPv4 only.)
 * @returns null when it is neither.
 */
export function parseCidr(text: string): Cidr | null {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const length = slash < 0 ? null : text.slice(slash + 1);
  if (length !== null && !/^\d{1,3}$/.test(length)) return null;
  const ipv4 = parseIpv4(address);
  if (ipv4 >= 0) {
    const bits = length === null ? 32 : Number(length);
    if (bits > 32) return null;
    // Shifting by 32 shifts by nothing, so that the empty mask is made by hand.
    const mask = bits === 0 ? 0 : (-1 << (32 - bits)) >>> 0;
    return { version: 4, address: (ipv4 & mask) >>> 0, mask };
  }
  const groups = parseIpv6(address);
  const bits = length === null ? 128 : Number(length);
  return groups === null || bits > 128 ? null : { version: 6, groups, bits };
}

/** @returns the address as an unsigned 32-bit number, or -1. */
function parseIpv4(text: string): number {
  let address = 0;
  let octet = -1;
  let octets = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 46) {
      if (octet < 0) return -1;
      address = address * 256 + octet;
      octet = -1;
      octets += 1;
    } else if (code >= 48 && code <= 57) {
      // A leading zero is read as octal by some, so that it names no one address.
      if (octet === 0) return -1;
      octet = (octet < 0 ? 0 : octet * 10) + code - 48;
      if (octet > 255) return -1;
    } else {
      return -1;
    }
  }
  return octets === 4 && octet >= 0 ? address * 256 + octet : -1;
}

/** @returns eight groups, or null. */
function parseIpv6(text: string): number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = parseGroups(halves[0] ?? '');
  const tail = parseGroups(halves[1] ?? '');
  if (head === null || tail === null) return null;
  if (halves.length === 1) return head.length === 8 ? head : null;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? null : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function parseGroups(text: string): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const ipv4 = index === parts.length - 1 && part.includes('.') ? parseIpv4(part) : -1;
    if (ipv4 >= 0) groups.push(Math.floor(ipv4 / 65_536), ipv4 % 65_536);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

function sharesPrefix(left: readonly number[], right: readonly number[], bits: number): boolean {
  let rest = bits;
  for (let index = 0; rest > 0; index += 1, rest -= 16) {
    const shift = rest >= 16 ? 0 : 16 - rest;
    if ((left[index] ?? 0) >> shift !== (right[index] ?? 0) >> shift) return false;
  }
  return true;
}

/**
 * IpAddress: the address lies in one of the ranges. What is no address matches nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function ipAddressTest(wanted: readonly string[]): ValueTest {
  const ranges = wanted.map(parseCidr);
  return (actual) => {
    const ipv4 = parseIpv4(actual);
    if (ipv4 >= 0) {
      for (let index = 0; index < ranges.length; index += 1) {
        const range = ranges[index];
        if (range?.version === 4 && (ipv4 & range.mask) >>> 0 === range.address) return index;
      }
      return -1;
    }
    const groups = parseIpv6(actual);
    if (groups === null) return -1;
    for (let index = 0; index < ranges.length; index += 1) {
      const range = ranges[index];
      if (range?.version === 6 && sharesPrefix(groups, range.groups, range.bits)) return index;
    }
    return -1;
  };
}
