import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { parseArn } from '../../src-shared/arn.ts';
import type { ImportPreview } from '../../src-shared/contract/contract.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { isRecord } from '../../src-shared/is-record.ts';
import type {
  AccountDocument,
  DocumentOf,
  ModelDocument,
  RoleDocument,
  UserDocument,
} from '../../src-shared/model/documents.ts';
import { slotOf } from '../account/account-details.ts';
import { nameOf } from '../account/document-index.ts';
import { accountArn } from '../account/new-account.ts';
import type { Following } from '../long-work.ts';
import {
  GATEHOUSE_MEMBER,
  GatehouseMember,
  GroupDetail,
  InstanceProfileDetail,
  type ListName,
  LISTS,
  ManagedPolicyDetail,
  plainPolicyText,
  RoleDetail,
  UserDetail,
} from './authorization-details.ts';
import { type JsonPage, readJsonPages } from './json-pages.ts';

/** The largest file that is taken: far above any account, and below what would make the app stop answering. */
export const MAX_IMPORT_BYTES = 64 * 1024 * 1024;

/** What an import would bring, without having brought it yet. */
export interface ReadImport {
  readonly preview: Omit<ImportPreview, 'previewId'>;
  readonly documents: ModelDocument[];
}

/**
 * Refuses a file by its size alone, so that a caller can ask before it reads one.
 * @throws GatehouseError `ImportTooLarge`
 */
export function checkSize(fileName: string, bytes: number): void {
  if (bytes <= MAX_IMPORT_BYTES) return;
  throw new GatehouseError(
    'ImportTooLarge',
    `The file has ${megabytes(bytes)} MB; Gatehouse imports up to ${megabytes(MAX_IMPORT_BYTES)} MB.`,
    {
      place: fileName,
      mend: 'Make several smaller files: `aws iam get-account-authorization-details --filter User Group`, then `--filter Role LocalManagedPolicy`.',
    },
  );
}

/**
 * Reads the output of `aws iam get-account-authorization-details`: whole, filtered, or several pages joined; or
 * Gatehouse's own export, which has the same form and more.
 * @param fileName named in messages; the file itself is not touched.
 * @returns the documents of the account, and what to tell the person before they are taken: what was found, and
 *   remarks on whatever could not be taken or was taken with a change.
 * @throws GatehouseError `ImportTooLarge`, `NotJson`, `NotAuthorizationDetails`, `SeveralAccounts` or `SameName`.
 */
export function previewImport(fileName: string, text: string): ReadImport {
  const { reader, reading } = startReading(fileName, text);
  for (const _ of reading) continue;
  return reader.finish();
}

/** So many entries are read in a row; they take a few milliseconds. */
const ENTRIES_BETWEEN_STEPS = 64;

/**
 * Does the same so that it can be followed and cancelled: progress is told in entries.
 * @throws GatehouseError what `previewImport` throws, and `WorkCancelled`.
 */
export async function previewImportInSteps(fileName: string, text: string, { step }: Following): Promise<ReadImport> {
  const { reader, reading, total } = startReading(fileName, text);
  await step(0, total);
  for (const done of reading) if (done % ENTRIES_BETWEEN_STEPS === 0) await step(done, total);
  await step(total, total);
  return reader.finish();
}

/** @returns what reads the file entry by entry, counting them, and how many there are. */
function startReading(fileName: string, text: string): { reader: Reader; reading: Iterable<number>; total: number } {
  checkSize(fileName, Buffer.byteLength(text));
  const reader = new Reader(fileName);
  const pages = readJsonPages(fileName, text);
  function* reading(): Generator<number> {
    let done = 0;
    for (const page of pages) {
      for (const _ of reader.readPage(page)) yield (done += 1);
    }
  }
  return { reader, reading: reading(), total: pages.reduce((sum, { value }) => sum + entriesIn(value), 0) };
}

function entriesIn(page: unknown): number {
  if (!isRecord(page)) return 0;
  return Object.keys(LISTS).reduce((sum, name) => {
    const list = page[name];
    return sum + (Array.isArray(list) ? list.length : 0);
  }, 0);
}

type Remark = ImportPreview['remarks'][number];

class Reader {
  readonly #fileName: string;
  readonly #remarks: Remark[] = [];
  readonly #taken = new Map<string, { document: ModelDocument; place: string }>();
  /** Where each name was first seen, so that a second one can be reported with both places. */
  readonly #names = new Map<string, string>();
  /** Members of entries that were met and have no place in the model; one remark each is enough. */
  readonly #unknownMembers = new Set<string>();
  #pages = 0;
  #member: { value: GatehouseMember; place: string } | null = null;

  constructor(fileName: string) {
    this.#fileName = fileName;
  }

  /** Reads a page; stops after each of its entries. */
  *readPage({ place, value }: JsonPage): Generator<void> {
    if (!isRecord(value)) return;
    const known = Object.keys(LISTS).filter((name) => name in value);
    if (known.length === 0 && !(GATEHOUSE_MEMBER in value)) return;
    this.#pages += 1;
    yield* this.#readList(place, value, 'UserDetailList', UserDetail, (entry, at) => this.#user(entry, at));
    yield* this.#readList(place, value, 'GroupDetailList', GroupDetail, (entry, at) => this.#group(entry, at));
    yield* this.#readList(place, value, 'RoleDetailList', RoleDetail, (entry, at) => this.#role(entry, at));
    yield* this.#readList(place, value, 'Policies', ManagedPolicyDetail, (entry, at) => this.#policy(entry, at));
    if (GATEHOUSE_MEMBER in value) this.#readMember(join(place, GATEHOUSE_MEMBER), value[GATEHOUSE_MEMBER]);
    if (value.IsTruncated === true && typeof value.Marker !== 'string') {
      this.#remark(join(place, 'IsTruncated'), 'The output was cut off here; what follows is missing.', true);
    }
    for (const name of Object.keys(value)) {
      if (!known.includes(name) && !['IsTruncated', 'Marker', 'ResponseMetadata', GATEHOUSE_MEMBER].includes(name)) {
        this.#remark(join(place, name), `Gatehouse does not know what ${name} is.`, false);
      }
    }
  }

  finish(): ReadImport {
    if (this.#pages === 0) {
      throw new GatehouseError('NotAuthorizationDetails', 'The file is JSON, but it holds no account.', {
        place: this.#fileName,
        mend: 'Import what `aws iam get-account-authorization-details --output json` prints: an object with UserDetailList, GroupDetailList, RoleDetailList and Policies.',
      });
    }
    const account = this.#account();
    if (this.#member !== null) this.#applyMember(this.#member);
    this.#remarkOnMissing();
    const documents = [account, ...[...this.#taken.values()].map(({ document }) => document)];
    return {
      documents,
      preview: {
        fileName: this.#fileName,
        accountId: account.accountId,
        found: countOf(documents),
        remarks: this.#remarks,
      },
    };
  }

  *#readList<T extends z.ZodType>(
    place: string,
    page: Record<string, unknown>,
    name: ListName,
    schema: T,
    take: (entry: z.output<T>, place: string) => void,
  ): Generator<void> {
    const list = page[name];
    if (list === undefined || list === null) return;
    if (!Array.isArray(list)) {
      this.#remark(join(place, name), `${name} is not a list.`, false);
      return;
    }
    for (const [index, entry] of list.entries()) {
      const at = join(place, `${name}[${index}]`);
      this.#parse(schema, entry, at, (parsed) => take(parsed, at));
      this.#remarkOnMembers(name, entry, at);
      yield;
    }
  }

  #parse<T extends z.ZodType>(schema: T, value: unknown, place: string, take: (parsed: z.output<T>) => void): void {
    const parsed = schema.safeParse(value);
    if (parsed.success) {
      take(parsed.data);
      return;
    }
    const issue = parsed.error.issues[0];
    this.#remark(place + memberPath(issue?.path ?? []), issue?.message ?? 'This is not as it should be.', false);
  }

  #remarkOnMembers(name: ListName, entry: unknown, place: string): void {
    if (!isRecord(entry)) return;
    const known = [...Object.keys(LISTS[name].entry.shape), ...LISTS[name].passedOver];
    for (const member of Object.keys(entry)) {
      if (known.includes(member) || this.#unknownMembers.has(`${name}.${member}`)) continue;
      this.#unknownMembers.add(`${name}.${member}`);
      this.#remark(`${place}.${member}`, `The model has no place for ${member}, here and in other entries.`, false);
    }
  }

  #user(entry: z.output<typeof UserDetail>, place: string): void {
    this.#take(place, 'user', {
      type: 'user',
      arn: entry.Arn,
      accountId: accountOf(entry.Arn),
      userName: entry.UserName,
      userId: entry.UserId,
      path: entry.Path,
      createDate: entry.CreateDate,
      groups: entry.GroupList,
      attachedPolicies: entry.AttachedManagedPolicies.map((policy) => policy.PolicyArn),
      inlinePolicies: this.#inlinePolicies(entry.UserPolicyList, `${place}.UserPolicyList`),
      permissionsBoundary: entry.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
      tags: entry.Tags,
      loginProfile: null,
      passwordLastUsed: null,
      accessKeys: [],
      mfaDevices: [],
      signingCertificates: [],
      sshPublicKeys: [],
      serviceSpecificCredentials: [],
    });
  }

  #group(entry: z.output<typeof GroupDetail>, place: string): void {
    this.#take(place, 'group', {
      type: 'group',
      arn: entry.Arn,
      accountId: accountOf(entry.Arn),
      groupName: entry.GroupName,
      groupId: entry.GroupId,
      path: entry.Path,
      createDate: entry.CreateDate,
      attachedPolicies: entry.AttachedManagedPolicies.map((policy) => policy.PolicyArn),
      inlinePolicies: this.#inlinePolicies(entry.GroupPolicyList, `${place}.GroupPolicyList`),
    });
  }

  #role(entry: z.output<typeof RoleDetail>, place: string): void {
    const trust = this.#policyText(entry.AssumeRolePolicyDocument, `${place}.AssumeRolePolicyDocument`);
    if (trust === null) return;
    this.#take(place, 'role', {
      type: 'role',
      arn: entry.Arn,
      accountId: accountOf(entry.Arn),
      roleName: entry.RoleName,
      roleId: entry.RoleId,
      path: entry.Path,
      createDate: entry.CreateDate,
      description: '',
      // The form does not tell; this is what roles are made with. @see API_CreateRole
      maxSessionDuration: 3600,
      assumeRolePolicyDocument: trust,
      attachedPolicies: entry.AttachedManagedPolicies.map((policy) => policy.PolicyArn),
      inlinePolicies: this.#inlinePolicies(entry.RolePolicyList, `${place}.RolePolicyList`),
      permissionsBoundary: entry.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
      tags: entry.Tags,
      lastUsed: lastUsed(entry.RoleLastUsed),
    });
    entry.InstanceProfileList.forEach((profile, index) => {
      const at = `${place}.InstanceProfileList[${index}]`;
      this.#parse(InstanceProfileDetail, profile, at, (parsed) => this.#instanceProfile(parsed, entry.RoleName, at));
    });
  }

  #instanceProfile(entry: z.output<typeof InstanceProfileDetail>, roleName: string, place: string): void {
    const roles = entry.Roles.map((role) => role.RoleName);
    this.#take(place, 'instance-profile', {
      type: 'instanceProfile',
      arn: entry.Arn,
      accountId: accountOf(entry.Arn),
      instanceProfileName: entry.InstanceProfileName,
      instanceProfileId: entry.InstanceProfileId,
      path: entry.Path,
      createDate: entry.CreateDate,
      roles: roles.length === 0 ? [roleName] : roles,
      tags: entry.Tags,
    });
  }

  #policy(entry: z.output<typeof ManagedPolicyDetail>, place: string): void {
    const versions = entry.PolicyVersionList.flatMap((version, index) => {
      const document = this.#policyText(version.Document, `${place}.PolicyVersionList[${index}].Document`);
      return document === null ? [] : [{ versionId: version.VersionId, document, createDate: version.CreateDate }];
    }).toSorted((a, b) => versionNumber(b.versionId) - versionNumber(a.versionId));
    if (!versions.some((version) => version.versionId === entry.DefaultVersionId)) {
      const message = `The policy lacks its default version, ${entry.DefaultVersionId}.`;
      this.#remark(`${place}.PolicyVersionList`, message, false);
      return;
    }
    this.#take(place, 'policy', {
      type: 'policy',
      arn: entry.Arn,
      accountId: parseArn(entry.Arn)?.accountId === 'aws' ? 'aws' : accountOf(entry.Arn),
      policyName: entry.PolicyName,
      policyId: entry.PolicyId,
      path: entry.Path,
      description: entry.Description,
      createDate: entry.CreateDate,
      updateDate: entry.UpdateDate,
      defaultVersionId: entry.DefaultVersionId,
      versions,
      lastVersionNumber: versionNumber(versions[0]?.versionId ?? ''),
      tags: [],
    });
  }

  /** Takes a document unless its ARN belies its name, or a file repeats it. */
  #take(place: string, resource: string, document: ModelDocument & { path: string }): void {
    const name = nameOf(document);
    const arn = parseArn(document.arn);
    if (arn?.service !== 'iam' || arn.resource !== `${resource}${document.path}${name}`) {
      const message = `The ARN ${document.arn} is not that of ${resource}${document.path}${name}.`;
      this.#remark(`${place}.Arn`, message, false);
      return;
    }
    if (document.accountId !== 'aws' && !/^\d{12}$/.test(document.accountId)) {
      this.#remark(`${place}.Arn`, `The ARN ${document.arn} names no account of 12 digits.`, false);
      return;
    }
    const unique = `${document.accountId}/${document.type}/${name.toLowerCase()}`;
    const earlier = this.#names.get(unique);
    if (earlier === undefined) {
      this.#names.set(unique, place);
      this.#taken.set(document.arn, { document, place });
    } else if (isDeepStrictEqual(this.#taken.get(document.arn)?.document, document)) {
      // The same instance profile stands with its role, and overlapping pages repeat entries.
      if (document.type !== 'instanceProfile') {
        this.#remark(place, `${name} is in the file twice, alike; the first is at ${earlier}.`, false);
      }
    } else {
      throw new GatehouseError(
        'SameName',
        `Two ${PLURAL[document.type]} are named ${name}: at ${earlier} and at ${place}. IAM allows a name once, whatever its case.`,
        {
          place: `${this.#fileName}: ${place}`,
          mend: `Remove or rename one of the two in the file, then import it again.`,
        },
      );
    }
  }

  #inlinePolicies(
    list: readonly { PolicyName: string; PolicyDocument?: unknown }[],
    place: string,
  ): Record<string, string> {
    const policies = new Map<string, string>();
    list.forEach(({ PolicyName, PolicyDocument }, index) => {
      const text = this.#policyText(PolicyDocument, `${place}[${index}].PolicyDocument`);
      if (text === null) return;
      if (policies.has(PolicyName)) {
        this.#remark(`${place}[${index}]`, `A policy named ${PolicyName} came before it.`, false);
      } else policies.set(PolicyName, text);
    });
    return Object.fromEntries(policies);
  }

  /** The text of a policy that is a JSON value, JSON text, or percent-encoded JSON text; null where it is none. */
  #policyText(value: unknown, place: string): string | null {
    if (isRecord(value)) return plainPolicyText(value);
    const text = typeof value === 'string' ? percentDecoded(value) : null;
    if (text !== null && isRecord(tryParse(text))) return text;
    this.#remark(place, 'This is not a policy document: not a JSON object, nor the text of one.', false);
    return null;
  }

  /** The one account that the file is of. */
  #account(): AccountDocument {
    const accounts = new Map<string, string>();
    for (const { document, place } of this.#taken.values()) {
      if (document.accountId !== 'aws' && !accounts.has(document.accountId)) accounts.set(document.accountId, place);
    }
    const own = this.#member;
    if (own !== null && !accounts.has(own.value.account.accountId)) {
      accounts.set(own.value.account.accountId, own.place);
    }
    const [first, second] = accounts;
    if (first === undefined) {
      throw new GatehouseError('NotAuthorizationDetails', 'No user, group, role or policy of an account was found.', {
        place: this.#remarks[0] === undefined ? this.#fileName : `${this.#fileName}: ${this.#remarks[0].place}`,
        mend: this.#remarks[0]?.message ?? 'The lists are empty. Export the account again, without a filter.',
      });
    }
    if (second !== undefined) {
      throw new GatehouseError(
        'SeveralAccounts',
        `The file mixes accounts: ${first[0]} at ${first[1]}, ${second[0]} at ${second[1]}.`,
        { place: `${this.#fileName}: ${second[1]}`, mend: 'Import each account from a file of its own.' },
      );
    }
    if (own !== null) {
      const passkeys = passkeysOf(own.value);
      const rootMfaDevices = own.value.account.rootMfaDevices.filter((serial) => passkeys.has(serial));
      const notKept = { rootLoginProfile: null, rootMfaDevices, credentialReport: null };
      return { type: 'account', ...own.value.account, ...notKept };
    }
    const dates = [...this.#taken.values()]
      .map(({ document }) => document)
      .filter((document) => document.accountId === first[0]);
    const partition = parseArn(dates[0]?.arn ?? '')?.partition ?? 'aws';
    return {
      type: 'account',
      arn: accountArn(first[0], partition),
      accountId: first[0],
      name: first[0],
      alias: null,
      rootEmail: null,
      passwordPolicy: null,
      rootLoginProfile: null,
      rootPasswordLastUsed: null,
      rootMfaDevices: [],
      credentialReport: null,
      // The form does not tell when the account was made: no later than its oldest part.
      createDate:
        dates.flatMap((document) => ('createDate' in document ? [document.createDate] : [])).toSorted()[0] ??
        new Date(0).toISOString(),
    };
  }

  #readMember(place: string, value: unknown): void {
    this.#parse(GatehouseMember, value, place, (parsed) => {
      if (this.#member === null) this.#member = { value: parsed, place };
      else this.#remark(place, `Gatehouse's part is in the file twice; the first is at ${this.#member.place}.`, false);
    });
  }

  /** Gives back to the documents what only Gatehouse's own export keeps. */
  #applyMember({ value, place }: { value: GatehouseMember; place: string }): void {
    const { rootLoginProfile, rootMfaDevices } = value.account;
    const passkeys = passkeysOf(value);
    const ofRoot = [
      ...(rootLoginProfile === null ? [] : [[`${place}.account.rootLoginProfile`, "root user's password"]]),
      ...withoutPasskeys(rootMfaDevices, passkeys).map(([at, serial]) => [
        `${place}.account.rootMfaDevices[${at}]`,
        `MFA device ${serial}`,
      ]),
    ];
    for (const [where = place, what = ''] of ofRoot) {
      this.#remark(where, `The ${what} has no secret in the file. Make a new one.`, false);
    }
    value.users.forEach((own, index) => {
      const at = `${place}.users[${index}]`;
      // Of these no secret is kept anywhere, so they come back whole.
      const { passwordLastUsed, signingCertificates, sshPublicKeys, serviceSpecificCredentials } = own;
      const mfaDevices = own.mfaDevices.filter((serial) => passkeys.has(serial));
      const kept = { passwordLastUsed, mfaDevices, signingCertificates, sshPublicKeys, serviceSpecificCredentials };
      this.#amend(own.arn, 'user', at, (user): UserDocument => ({ ...user, ...kept }));
      const credentials = [
        ...own.accessKeys.map((key, position) => [`${at}.accessKeys[${position}]`, `access key ${key.accessKeyId}`]),
        ...(own.loginProfile === null ? [] : [[`${at}.loginProfile`, 'password']]),
        ...withoutPasskeys(own.mfaDevices, passkeys).map(([position, serial]) => [
          `${at}.mfaDevices[${position}]`,
          `MFA device ${serial}`,
        ]),
      ];
      for (const [where = at, what = ''] of credentials) {
        this.#remark(where, `The ${what} has no secret in the file. Make a new one.`, false);
      }
    });
    value.roles.forEach(({ arn, description, maxSessionDuration }, index) => {
      const more = { description, maxSessionDuration };
      this.#amend(arn, 'role', `${place}.roles[${index}]`, (role): RoleDocument => ({ ...role, ...more }));
    });
    value.policies.forEach(({ arn, tags, lastVersionNumber }, index) => {
      this.#amend(arn, 'policy', `${place}.policies[${index}]`, (policy) => ({
        ...policy,
        tags,
        lastVersionNumber: Math.max(lastVersionNumber, policy.lastVersionNumber),
      }));
    });
    value.instanceProfiles.forEach((profile, index) => {
      this.#take(`${place}.instanceProfiles[${index}]`, 'instance-profile', profile);
    });
    value.mfaDevices.forEach((device, index) => {
      const where = `${place}.mfaDevices[${index}]`;
      if (passkeys.has(device.arn)) {
        const document = { ...device, seedId: null, lastAcceptedStep: null, driftSteps: 0 };
        this.#taken.set(device.arn, { document, place: where });
        return;
      }
      if (device.userName !== null) return;
      const message = `The MFA device ${device.arn} has no secret in the file. Make a new one.`;
      this.#remark(where, message, false);
    });
    for (const document of value.identityProviders) {
      this.#taken.set(document.arn, { document, place: `${place}.identityProviders` });
    }
    for (const document of value.serverCertificates) {
      this.#taken.set(document.arn, { document, place: `${place}.serverCertificates` });
    }
    for (const document of value.resources) this.#taken.set(document.arn, { document, place: `${place}.resources` });
    value.policyLayouts.forEach((layout, index) => this.#applyLayout(layout, `${place}.policyLayouts[${index}]`));
    if (value.resources.length > 0) {
      this.#remark(`${place}.resources`, `Found ${value.resources.length} resources besides.`, true);
    }
  }

  #amend<T extends 'user' | 'role' | 'policy'>(
    arn: string,
    type: T,
    place: string,
    change: (document: DocumentOf<T>) => DocumentOf<T>,
  ): void {
    const taken = this.#taken.get(arn);
    if (taken !== undefined && isOf(type, taken.document)) {
      this.#taken.set(arn, { ...taken, document: change(taken.document) });
    } else this.#remark(place, `There is no ${type} ${arn} in the file.`, false);
  }

  /** Lays a policy's text out as its author did, unless somebody has changed the policy in the file. */
  #applyLayout({ arn, slot, text }: GatehouseMember['policyLayouts'][number], place: string): void {
    const taken = this.#taken.get(arn);
    const laidOut = taken === undefined ? null : withPolicyText(taken.document, slot, text);
    if (taken === undefined || laidOut === null) {
      this.#remark(place, 'The policy differs from this layout of it, and is taken as the file has it.', false);
    } else this.#taken.set(arn, { ...taken, document: laidOut });
  }

  /** Filtered outputs name groups and policies that they do not hold. */
  #remarkOnMissing(): void {
    const missing = new Map<string, { place: string; message: string }>();
    for (const { document, place } of this.#taken.values()) {
      if (document.type === 'user') {
        for (const group of document.groups) {
          if (this.#names.has(`${document.accountId}/group/${group.toLowerCase()}`)) continue;
          const message = `The group ${group} is not in the file. Its members stay in it, and it grants them nothing.`;
          missing.set(`group ${group}`, missing.get(`group ${group}`) ?? { place: `${place}.GroupList`, message });
        }
      }
      if (document.type !== 'user' && document.type !== 'group' && document.type !== 'role') continue;
      for (const arn of document.attachedPolicies) {
        if (this.#taken.has(arn) || parseArn(arn)?.accountId === 'aws') continue;
        const message = `The policy ${arn} is not in the file. It stays attached, and grants nothing.`;
        missing.set(arn, missing.get(arn) ?? { place: `${place}.AttachedManagedPolicies`, message });
      }
    }
    for (const { place, message } of missing.values()) this.#remark(place, message, true);
  }

  #remark(place: string, message: string, taken: boolean): void {
    this.#remarks.push({ place, message, taken });
  }
}

const PLURAL: Readonly<Record<ModelDocument['type'], string>> = {
  account: 'accounts',
  user: 'users',
  group: 'groups',
  role: 'roles',
  instanceProfile: 'instance profiles',
  policy: 'policies',
  mfaDevice: 'MFA devices',
  openIdConnectProvider: 'OpenID Connect providers',
  samlProvider: 'SAML providers',
  serverCertificate: 'server certificates',
  resource: 'resources',
  organization: 'organizations',
  organizationRoot: 'organization roots',
  organizationalUnit: 'organizational units',
  organizationAccount: 'accounts of the organization',
  organizationPolicy: 'organization policies',
  organizationResourcePolicy: 'resource policies of the organization',
  organizationHandshake: 'handshakes of the organization',
};

/** The passkeys of the file: all that is kept of one is its public half, so they come back whole. */
function passkeysOf({ mfaDevices }: GatehouseMember): ReadonlySet<string> {
  return new Set(mfaDevices.filter(({ passkey }) => passkey !== null).map(({ arn }) => arn));
}

/** The other MFA devices, each with its place among the serial numbers. */
function withoutPasskeys(serials: readonly string[], passkeys: ReadonlySet<string>): [at: number, serial: string][] {
  return [...serials.entries()].filter(([, serial]) => !passkeys.has(serial));
}

function countOf(documents: readonly ModelDocument[]): ImportPreview['found'] {
  const count = (type: ModelDocument['type']): number => documents.filter((document) => document.type === type).length;
  const awsPolicies = documents.filter((document) => document.type === 'policy' && document.accountId === 'aws').length;
  return {
    users: count('user'),
    groups: count('group'),
    roles: count('role'),
    instanceProfiles: count('instanceProfile'),
    customerPolicies: count('policy') - awsPolicies,
    awsPolicies,
    inlinePolicies: documents
      .map((document) => ('inlinePolicies' in document ? Object.keys(document.inlinePolicies).length : 0))
      .reduce((sum, own) => sum + own, 0),
  };
}

/** The document with another layout of a policy's text; null where the two policies differ. */
function withPolicyText(document: ModelDocument, slot: string, text: string): ModelDocument | null {
  const same = (current: string | undefined): boolean =>
    current !== undefined && isDeepStrictEqual(tryParse(current), tryParse(text));
  if (document.type === 'role' && slot === slotOf.trust) {
    return same(document.assumeRolePolicyDocument) ? { ...document, assumeRolePolicyDocument: text } : null;
  }
  if (document.type === 'user' || document.type === 'group' || document.type === 'role') {
    const name = Object.keys(document.inlinePolicies).find((candidate) => slotOf.inline(candidate) === slot);
    if (name === undefined || !same(document.inlinePolicies[name])) return null;
    return { ...document, inlinePolicies: { ...document.inlinePolicies, [name]: text } };
  }
  if (document.type !== 'policy') return null;
  const version = document.versions.find((candidate) => slotOf.version(candidate.versionId) === slot);
  if (!same(version?.document)) return null;
  return {
    ...document,
    versions: document.versions.map((candidate) =>
      candidate === version ? { ...candidate, document: text } : candidate,
    ),
  };
}

function lastUsed(used: z.output<typeof RoleDetail>['RoleLastUsed']): RoleDocument['lastUsed'] {
  return used?.LastUsedDate === undefined ? null : { date: used.LastUsedDate, region: used.Region };
}

function isOf<T extends ModelDocument['type']>(type: T, document: ModelDocument): document is DocumentOf<T> {
  return document.type === type;
}

function accountOf(arn: string): string {
  return parseArn(arn)?.accountId ?? '';
}

/** `v12` is 12. */
function versionNumber(versionId: string): number {
  return Number(versionId.slice(1)) || 0;
}

function percentDecoded(text: string): string | null {
  if (!text.startsWith('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function join(place: string, member: string): string {
  return place === '' ? member : `${place}.${member}`;
}

function memberPath(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
