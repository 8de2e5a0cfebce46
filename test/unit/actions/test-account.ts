import { createHash } from 'node:crypto';
import { AwsError } from '../../../src-shared/errors.ts';
import type { ModelDocument } from '../../../src-shared/model/documents.ts';
import { operations } from '../../../src-shared/operations/registry.ts';
import { accountDocument } from '../../../src-main/account/new-account.ts';
import { createModel, type Model } from '../../../src-main/account/in-memory-model.ts';
import { createObjectDesk } from '../../../src-main/account/object-desk.ts';
import { createSecretDesk } from '../../../src-main/account/secret-desk.ts';
import { openAwsManagedPolicies } from '../../../src-main/account/shipped-managed-policies.ts';
import type { ActionScene, Actor, NeededPart, Proof } from '../../../src-main/actions/handler.ts';
import { inputFaults } from '../../../src-main/actions/input-faults.ts';
import {
  isDeclared,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from '../../../src-main/actions/operations.ts';
import { parseInput } from '../../../src-main/actions/parse-input.ts';
import { handlerOf } from '../../../src-main/actions/registry.ts';
import { openSessionSeals, type SessionSeals } from '../../../src-main/authentication/session-seals.ts';
import type { TemporarySession } from '../../../src-main/authentication/session-token.ts';
import { createMemoryVault } from '../../../src-main/credentials/memory-vault.ts';
import type { Vault } from '../../../src-main/credentials/vault.ts';
import type { Random } from '../../../src-main/random.ts';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';
import type { ModelledOperation } from '../../../src-main/request/service-model.ts';
import { createWorkspace } from '../../../src-main/storage/sqlite-workspace.ts';
import type { WorkspaceStore } from '../../../src-main/storage/workspace-store.ts';

export const ACCOUNT_ID = '123456789012';
export const OTHER_ACCOUNT_ID = '210987654321';
export const NOW = '2026-01-02T03:04:05Z';
export const READ_ONLY_ACCESS = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** A policy that every kind of identity may have. */
export const ALLOW_ALL_S3 = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
export const TRUST_EC2 =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';

const WORKSPACE_ID = 'test-workspace';
const managedPolicies = openAwsManagedPolicies('out/data');
const reference = openServiceReference('out/data');

/** Parameters as a caller gives them: parsed by the operation itself, so they may be wrong. */
type Parameters = Readonly<Record<string, unknown>>;

interface Circumstances {
  readonly as?: Actor;
  readonly region?: string;
  readonly accountId?: string;
  /** The temporary credentials that the request comes with. */
  readonly session?: TemporarySession;
  /** For `authorize`, which proves nothing itself. */
  readonly proof?: Proof;
  /** Set where the account was imported with IDs that AWS would not give out: the answer then holds them too. */
  readonly imported?: true;
}

/** Two empty accounts of one workspace, in which operations are performed as the designer or by a principal. */
export class TestAccount {
  readonly model: Model = createModel([account(ACCOUNT_ID), account(OTHER_ACCOUNT_ID)]);
  readonly store: WorkspaceStore = createWorkspace(null, {
    name: 'Test',
    clock: () => new Date(NOW),
    random: seededRandom('store'),
  });
  readonly vault: Vault = createMemoryVault();
  readonly random: Random = seededRandom('actions');
  now = new Date(NOW);

  /** Performs an operation; what it changed is kept only if it succeeds. Its answer must be of the declared shape. */
  async perform<Name extends OperationName>(
    name: Name,
    parameters: Parameters = {},
    circumstances: Circumstances = {},
  ): Promise<OperationOutput<Name>> {
    const input = parseInput(name, parameters, modelledOperation(name)?.input);
    const secrets = createSecretDesk(this.vault, WORKSPACE_ID);
    const proving = this.model.draft();
    const proof = await handlerOf(name).prove?.(
      input,
      this.#scene(circumstances, proving, createObjectDesk(this.store.objects), secrets),
    );
    this.model.apply(proving.edits());
    const model = this.model.draft();
    const objects = createObjectDesk(this.store.objects);
    const scene = this.#scene({ ...circumstances, ...(proof && { proof }) }, model, objects, secrets);
    const output = await handlerOf(name).perform(input, scene);
    await secrets.flush();
    this.store.commit(null, objects.writes() ?? undefined);
    this.model.apply(model.edits());
    const misshapen = circumstances.imported === true ? null : faultsOfOutput(name, output);
    if (misshapen !== null) throw new Error(`The answer of ${name} is not of its shape: ${misshapen}`);
    return output;
  }

  /** The AWS error that an operation is refused with. */
  async refusal<Name extends OperationName>(
    name: Name,
    parameters: Parameters = {},
    circumstances: Circumstances = {},
  ): Promise<{ code: string; status: number; message: string }> {
    try {
      await this.perform(name, parameters, circumstances);
    } catch (thrown) {
      if (thrown instanceof AwsError) {
        return { code: thrown.code, status: thrown.httpStatus, message: thrown.message };
      }
      throw thrown;
    }
    throw new Error(`${name} was not refused.`);
  }

  /** The actions and resources that an operation asks to be allowed. */
  authorize<Name extends OperationName>(
    name: Name,
    parameters: Parameters = {},
    circumstances: Circumstances = {},
  ): readonly NeededPart[] {
    const input: OperationInput<Name> = parseInput(name, parameters, modelledOperation(name)?.input);
    return handlerOf(name).authorize(input, {
      ...this.#place(circumstances),
      model: this.model,
      objects: this.store.objects,
    });
  }

  /** What an operation is called in the history; null when it only reads. */
  label<Name extends OperationName>(name: Name, parameters: Parameters = {}): string | null {
    return handlerOf(name).label?.(parseInput(name, parameters, modelledOperation(name)?.input)) ?? null;
  }

  secret(kind: 'access-key' | 'password' | 'mfa-seed', id: string): Promise<string | null> {
    return this.vault.get(`${WORKSPACE_ID}/${kind}/${id}`);
  }

  /** What sealed the session tokens that the operations gave out. */
  seals(): Promise<SessionSeals> {
    return openSessionSeals(this.vault, WORKSPACE_ID, this.random);
  }

  #scene(
    circumstances: Circumstances,
    model: ActionScene['model'],
    objects: ActionScene['objects'],
    secrets: ActionScene['secrets'],
  ): ActionScene {
    return {
      ...this.#place(circumstances),
      model,
      objects,
      secrets,
      refusedEntries: new Map(),
      seals: () => this.seals(),
      managedPolicies,
      reference,
      lastAccess: this.store.lastAccess,
      clock: () => this.now,
      random: this.random,
      passwordCost: { ln: 4, r: 8, p: 1 },
    };
  }

  #place({ as = { kind: 'designer' }, region = 'us-east-1', accountId = ACCOUNT_ID, session, proof }: Circumstances) {
    return { actor: as, region, accountId, ...(session && { session }), ...(proof && { proof }) };
  }
}

/** How an operation's answer is not of its shape; null when it is. */
function faultsOfOutput(name: OperationName, output: unknown): string | null {
  if (isDeclared(name)) return operations[name].output.safeParse(output).error?.message ?? null;
  const shape = modelledOperation(name)?.output;
  // What AWS answers there is not what its model lists.
  const faults = (shape === undefined ? [] : inputFaults(shape, output)).filter(
    ({ path, constraint }) =>
      path.at(-1) !== 'SourcePolicyType' &&
      // The length of a policy is ruled as it is sent in. Percent-encoded it may be longer.
      !(String(path.at(-1)).endsWith('Document') && constraint.includes('have length')),
  );
  return faults.length === 0 ? null : JSON.stringify(faults);
}

function modelledOperation(name: OperationName): ModelledOperation | null {
  const [prefix = '', operation = ''] = name.split(':');
  return reference.model(prefix)?.operation(operation) ?? null;
}

/** A user who signs requests. */
export function userActor(userName: string): Actor {
  return {
    kind: 'user',
    arn: `arn:aws:iam::${ACCOUNT_ID}:user/${userName}`,
    accountId: ACCOUNT_ID,
    userName,
    userId: 'AIDAIOSFODNN7EXAMPLE2',
    tags: [],
  };
}

export const ROOT: Actor = { kind: 'root', arn: `arn:aws:iam::${ACCOUNT_ID}:root`, accountId: ACCOUNT_ID };

export const ROLE_SESSION: Actor = {
  kind: 'roleSession',
  serviceLinked: false,
  arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/deployer/build-7`,
  accountId: ACCOUNT_ID,
  roleArn: `arn:aws:iam::${ACCOUNT_ID}:role/deployer`,
  roleId: 'AROAIOSFODNN7EXAMPLE2',
  sessionName: 'build-7',
  tags: [],
};

function account(accountId: string): ModelDocument {
  const createDate = '2025-12-31T00:00:00Z';
  const named = { accountId, name: `account ${accountId}`, rootEmail: null };
  return { ...accountDocument(named, () => new Date(createDate)), createDate };
}

/** Bytes that look random and are the same in every run. */
function seededRandom(seed: string): Random {
  let drawn = 0;
  return (length) => {
    drawn += 1;
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) =>
      createHash('sha256').update(`${seed} ${drawn} ${block}`).digest(),
    );
    return Buffer.concat(blocks).subarray(0, length);
  };
}
