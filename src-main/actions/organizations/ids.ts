import type { Random } from '../../random.ts';

const LETTERS_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** How many characters the IDs have behind their prefix. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Types.html */
const LENGTHS = { o: 10, r: 4, p: 10, h: 10, rp: 10, car: 32 } as const;

/** Makes an ID of AWS Organizations, such as `o-a1b2c3d4e5`. */
export function newOrganizationsId<Prefix extends keyof typeof LENGTHS>(
  prefix: Prefix,
  random: Random,
): `${Prefix}-${string}` {
  return `${prefix}-${lettersAndDigits(LENGTHS[prefix], random)}`;
}

/**
 * Makes the ID of an organizational unit, which holds that of its root: `ou-ab12-11111111` is under `r-ab12`.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
 */
export function newUnitId(rootId: `r-${string}`, random: Random): `ou-${string}` {
  return `ou-${rootId.slice('r-'.length)}-${lettersAndDigits(8, random)}`;
}

function lettersAndDigits(length: number, random: Random): string {
  return Array.from(random(length), (byte) => LETTERS_AND_DIGITS.charAt(byte % LETTERS_AND_DIGITS.length)).join('');
}
