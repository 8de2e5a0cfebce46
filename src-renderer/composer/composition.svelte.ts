import type { Arn } from '../../src-shared/arn.ts';
import type { ComposerForm, FormField, ParameterValue } from '../../src-shared/contract/composer-form.ts';
import type {
  ComposedRequest,
  Draft,
  HeldSession,
  SignaturePlace,
  Signer,
} from '../../src-shared/contract/composer.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { SavedComposition, SavedRequest } from '../../src-shared/contract/saved-requests.ts';
import type { DecisionRecord, SigningSteps } from '../../src-shared/decision/record.ts';
import { formatHeaders, parseHeaders, type HeaderFault } from './header-text.ts';
import { givenValue, missingFields } from './parameter-values.ts';
import { overridesOf, suppositionOf } from './supposition.ts';
import type { UnsignedRequest } from './unsigned-request.ts';
import { WhatIf } from './what-if.svelte.ts';

export type Mode = 'action' | 'raw';

const DEFAULT_REGION = 'us-east-1';

/** By tab, or by client where there is no tab. */
const compositions = new WeakMap<object, Composition>();

/** A composition as it was before another one took its place. */
export interface PutAway {
  readonly content: Kept;
  readonly saved: Saved | null;
}

/** What of a composition is saved, with the secrets that saving leaves out. */
export type Kept = Omit<SavedComposition, 'leftBlank'>;

/** The saved request that a composition came from. */
export interface Saved {
  readonly id: string;
  readonly name: string;
  /** The composition as it was saved or opened. */
  readonly fingerprint: string;
  /** What has to be filled in again, since it is secret. */
  readonly leftBlank: readonly string[];
}

/**
 * The request being composed: who signs, what is asked, its preview and its last answer. Each tab has one, so that a
 * draft that was not sent is still there after a look elsewhere. It is kept in memory alone, since a parameter may hold
 * a password.
 */
export class Composition {
  readonly #client: Client<GatehouseContract>;
  /** Counts what was asked, so that a late answer does not replace a newer one. */
  #previews = 0;
  #forms = 0;

  signer = $state<Signer>({ kind: 'anonymous' });
  /** Whether the person, or a request that was taken over, said who signs. */
  signerChosen = $state(false);
  /** The temporary credentials that main holds, newest first. */
  sessions = $state.raw<readonly HeldSession[]>([]);
  /** The request for a role's credentials that was refused when an instance or a function was to sign. */
  refusedCredentials = $state.raw<DecisionRecord | null>(null);
  obtainFailure = $state.raw<unknown>(null);
  /** Whether the signature goes into the query string, as in a presigned URL. */
  presigned = $state(false);
  /** How long a presigned URL is good, in seconds, as it is typed. */
  expires = $state('3600');
  mode = $state<Mode>('action');

  action = $state('');
  region = $state(DEFAULT_REGION);
  /** By parameter name. What was typed for one action is kept for the next that has a parameter of that name. */
  parameters = $state.raw<Readonly<Record<string, ParameterValue>>>({});
  form = $state.raw<ComposerForm | null>(null);
  formFailure = $state.raw<unknown>(null);

  method = $state('GET');
  url = $state('https://s3.us-east-1.amazonaws.com/');
  headers = $state('');
  body = $state('');
  service = $state('s3');
  rawRegion = $state(DEFAULT_REGION);

  preview = $state.raw<{ request: ComposedRequest; signing: SigningSteps | null } | null>(null);
  previewFailure = $state.raw<unknown>(null);
  answer = $state.raw<DecisionRecord | null>(null);
  sendFailure = $state.raw<unknown>(null);
  sending = $state(false);
  /** How long the last answer took to come, in milliseconds. */
  tookMs = $state<number | null>(null);
  /** How many requests were sent, so that each answer's gate is drawn as its own. */
  sent = $state(0);

  saved = $state.raw<Saved | null>(null);
  readonly whatIf: WhatIf;

  private constructor(client: Client<GatehouseContract>) {
    this.#client = client;
    this.whatIf = new WhatIf(client);
    client.on('workspace.changed', () => this.#reset());
    client.on('composer.sessionsChanged', ({ sessions }) => (this.sessions = sessions));
    void this.#loadSessions();
  }

  /** The composition of a tab, or of a client where there is none; the same one each time. */
  static of(client: Client<GatehouseContract>, tab: object | null = null): Composition {
    const composition = compositions.get(tab ?? client) ?? new Composition(client);
    compositions.set(tab ?? client, composition);
    return composition;
  }

  // Not $derived: what is derived belongs to the component that happened to come first, and ends with it.
  /** The lines of the raw headers that are none. */
  get headerFaults(): readonly HeaderFault[] {
    return parseHeaders(this.headers).faults;
  }

  /** The required parameters that are still empty. */
  get missing(): readonly FormField[] {
    return this.mode === 'raw' ? [] : missingFields(this.form?.parameters ?? [], this.parameters);
  }

  /** What would be sent; null while there is nothing that could be. */
  get draft(): Draft | null {
    const isReady = this.form !== null && this.form.action === this.action && this.missing.length === 0;
    return this.mode === 'raw' || isReady ? this.#drafted() : null;
  }

  /** What there is of a request, also where it is not complete. */
  #drafted(): Draft {
    const { mode, method, url, body, service, rawRegion, action, region } = this;
    if (mode === 'raw') {
      return {
        kind: 'raw',
        method,
        url,
        headers: parseHeaders(this.headers).headers,
        body,
        service,
        region: rawRegion,
      };
    }
    return { kind: 'action', action, region, parameters: this.#given(true) };
  }

  #given(withSecrets: boolean): Record<string, ParameterValue> {
    const { form } = this;
    if (form === null || form.action !== this.action) return { ...this.parameters };
    return Object.fromEntries(
      form.parameters.flatMap(({ name, shape, secret }): [string, ParameterValue][] => {
        const given = secret && !withSecrets ? null : givenValue(shape, this.parameters[name]);
        return given === null ? [] : [[name, given]];
      }),
    );
  }

  /** The composition as it can be saved. */
  get content(): Kept {
    return {
      draft: this.#drafted(),
      signer: $state.snapshot(this.signer),
      signature: this.signature ?? { place: 'header' },
      overrides: overridesOf(this.whatIf.supposed).overrides,
    };
  }

  /** Whether it differs from what was saved. Secrets are left out: they are not saved in the first place. */
  get isChanged(): boolean {
    return this.saved !== null && this.saved.fingerprint !== this.#fingerprint();
  }

  #fingerprint(): string {
    const { content } = this;
    const { draft } = content;
    return JSON.stringify(
      draft.kind === 'raw' ? content : { ...content, draft: { ...draft, parameters: this.#given(false) } },
    );
  }

  /** Says that it is saved as it now is. */
  markSaved(saved: Omit<Saved, 'fingerprint'>): void {
    this.saved = { ...saved, fingerprint: this.#fingerprint() };
  }

  /** Makes room for a new request. @returns what was there. */
  begin(): PutAway {
    const before = this.#putAway();
    this.saved = null;
    this.parameters = {};
    this.action = '';
    this.form = null;
    this.formFailure = null;
    this.#forget();
    return before;
  }

  /** Opens a saved request. @returns what was there. */
  async open({ id, name, leftBlank, ...content }: SavedRequest): Promise<PutAway> {
    const before = this.#putAway();
    await this.#take(content);
    this.markSaved({ id, name, leftBlank });
    return before;
  }

  /** Takes back what another request took the place of. */
  async takeBack({ content, saved }: PutAway): Promise<void> {
    await this.#take(content);
    this.saved = saved;
  }

  #putAway(): PutAway {
    return { content: this.content, saved: this.saved };
  }

  async #take({ draft, signer, signature, overrides }: Kept): Promise<void> {
    this.#forget();
    if (signer !== null) this.chooseSigner(signer);
    this.presigned = signature.place === 'query';
    if (signature.place === 'query') this.expires = String(signature.expiresInSeconds);
    this.whatIf.supposed = suppositionOf(overrides);
    if (draft.kind === 'raw') {
      this.takeAsRaw(draft);
      return;
    }
    this.mode = 'action';
    this.region = draft.region;
    this.parameters = draft.parameters;
    if (draft.action === '') [this.action, this.form] = ['', null];
    else await this.chooseAction(draft.action);
  }

  /** Forgets what came of the request before. */
  #forget(): void {
    this.answer = null;
    this.sendFailure = null;
    this.tookMs = null;
    this.whatIf.reset();
    this.clearPreview();
  }

  get sendable(): boolean {
    return (
      this.draft !== null &&
      this.whatIf.caller === null &&
      this.signature !== null &&
      this.headerFaults.length === 0 &&
      !this.sending
    );
  }

  /** Where the signature goes; null while the typed time is none. */
  get signature(): SignaturePlace | null {
    if (!this.presigned) return { place: 'header' };
    const expiresInSeconds = Number(this.expires);
    const good = /^\d{1,6}$/.test(this.expires) && expiresInSeconds >= 1 && expiresInSeconds <= 604_800;
    return good ? { place: 'query', expiresInSeconds } : null;
  }

  /** Says who signs. */
  chooseSigner(signer: Signer): void {
    this.signer = signer;
    this.signerChosen = true;
    this.whatIf.caller = null;
    this.refusedCredentials = null;
    this.obtainFailure = null;
  }

  /**
   * Obtains the credentials of an instance's or a function's role and lets them sign. Where the role is refused, the
   * signer stays who it was, and `refusedCredentials` or `obtainFailure` says why.
   * @returns the session that signs; null where there is none.
   */
  async obtainRoleCredentials(resourceArn: Arn, metadataVersion: 1 | 2 = 2): Promise<HeldSession | null> {
    this.refusedCredentials = null;
    this.obtainFailure = null;
    try {
      const asked = { resourceArn, metadataVersion };
      const { record, session } = await this.#client.call('composer.obtainRoleCredentials', asked);
      if (session === null) this.refusedCredentials = record;
      else this.chooseSigner({ kind: 'session', sessionId: session.sessionId });
      return session;
    } catch (thrown) {
      this.obtainFailure = thrown;
      return null;
    }
  }

  /** Takes an action and loads the form that asks for its parameters. */
  async chooseAction(action: string): Promise<void> {
    this.action = action;
    this.form = null;
    this.formFailure = null;
    this.#forms += 1;
    const asked = this.#forms;
    try {
      const form = await this.#client.call('composer.form', { action });
      if (asked !== this.#forms) return;
      this.action = form.action;
      this.form = form;
    } catch (thrown) {
      if (asked === this.#forms) this.formFailure = thrown;
    }
  }

  /** Fills the raw form with a request: the one that the action form makes, or one of the timeline. */
  takeAsRaw(request: UnsignedRequest): void {
    this.mode = 'raw';
    this.method = request.method;
    this.url = request.url;
    this.headers = formatHeaders(request.headers);
    this.body = request.body;
    this.service = request.service;
    this.rawRegion = request.region;
  }

  /** Builds and signs the draft without sending it. */
  async refreshPreview(signer: Signer, draft: Draft, signature: SignaturePlace): Promise<void> {
    this.#previews += 1;
    const asked = this.#previews;
    try {
      const preview = await this.#client.call('composer.preview', { signer, draft, signature });
      if (asked !== this.#previews) return;
      this.preview = preview;
      this.previewFailure = null;
    } catch (thrown) {
      if (asked !== this.#previews) return;
      this.preview = null;
      this.previewFailure = thrown;
    }
  }

  /** Forgets the preview, as there is no draft to show one of. */
  clearPreview(): void {
    this.#previews += 1;
    this.preview = null;
    this.previewFailure = null;
  }

  /** Sends the draft; the answer is then in `answer`, or the reason why there is none in `sendFailure`. */
  async send(): Promise<void> {
    const { draft, signature } = this;
    if (draft === null || signature === null || !this.sendable) return;
    this.sending = true;
    this.sendFailure = null;
    const start = performance.now();
    try {
      const { record } = await this.#client.call('composer.send', {
        signer: $state.snapshot(this.signer),
        draft,
        signature,
      });
      this.answer = record;
      this.tookMs = performance.now() - start;
      this.sent += 1;
    } catch (thrown) {
      this.answer = null;
      this.sendFailure = thrown;
    } finally {
      this.sending = false;
    }
  }

  async #loadSessions(): Promise<void> {
    this.sessions = await this.#client.call('composer.sessions', {}).catch(() => []);
  }

  #reset(): void {
    this.sessions = [];
    this.signer = { kind: 'anonymous' };
    this.signerChosen = false;
    this.refusedCredentials = null;
    this.obtainFailure = null;
    this.saved = null;
    this.parameters = {};
    this.#forget();
  }
}
