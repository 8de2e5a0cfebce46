import { OPERATOR_NAMES, parseOperator } from '../conditions/operator.ts';
import { nearestName } from '../nearest-name.ts';
import type {
  ConditionEntry,
  ElementValues,
  PolicyDocument,
  PolicyKind,
  PolicyStatement,
  PolicyVersion,
  PrincipalElement,
  PrincipalType,
  PrincipalValue,
} from './document.ts';
import { ORGANIZATIONS_REFUSAL, type PolicyFault, type PolicyPath, replaceFix, SYNTAX_ERRORS } from './fault.ts';
import { conditionValueFault } from './condition-values.ts';
import { type JsonObject, isObject, show } from './json-value.ts';
import { principalProblem } from './principal-value.ts';
import { variableProblem } from './variable-problems.ts';

/** What reading a document gave: `document` is null when a fault is an error. */
export interface GrammarReading {
  readonly document: PolicyDocument | null;
  readonly faults: readonly PolicyFault[];
}

/**
 * Reads a JSON value as a policy document by AWS's grammar.
 * @param value what JSON.parse gave.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicyDocument(value: unknown, kind: PolicyKind): GrammarReading {
  const reader = new DocumentReader(kind);
  const document = reader.document(value);
  const refused = reader.faults.some((fault) => fault.severity === 'error');
  return { document: refused ? null : document, faults: reader.faults };
}

const DOCUMENT_ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
const PRINCIPAL_TYPES: readonly PrincipalType[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

const KIND_NAMES: Readonly<Record<PolicyKind, string>> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  trust: 'trust policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
};

/**
 * A resource type with a wildcard in it, such as `u*`; `*` alone stands for every type.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
const WILDCARD_TYPE = /^(?!\*$)[a-z-]*[*?]/;

const NO_VENDOR = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';

/** Walks one document, keeping every fault on the way: a person wants to see them all at once. */
class DocumentReader {
  readonly faults: PolicyFault[] = [];
  readonly #kind: PolicyKind;
  #version: PolicyVersion | null = null;
  #fullAccess = false;

  constructor(kind: PolicyKind) {
    this.#kind = kind;
  }

  document(value: unknown): PolicyDocument {
    if (!isObject(value)) {
      this.#fault([], 'A policy is a JSON object.', 'Begin with { "Version": "2012-10-17", "Statement": [ … ] }.');
      return { version: null, id: null, statements: [] };
    }
    this.#unknownElements(value, DOCUMENT_ELEMENTS, [], 'a policy');
    this.#version = this.#readVersion(value['Version']);
    this.#fullAccess = isFullAccess(value);
    const id = this.#id(value['Id']);
    return { version: this.#version, id, statements: this.#statements(value['Statement'], value) };
  }

  #readVersion(value: unknown): PolicyVersion | null {
    if (this.#kind === 'scp' || this.#kind === 'rcp') return this.#organizationsVersion(value);
    if (value === undefined) return null;
    if (value === '2012-10-17' || value === '2008-10-17') return value;
    this.#fault(
      ['Version'],
      `Version is "2012-10-17" or "2008-10-17", not ${show(value)}: it names the policy language, not the day.`,
      'Write "Version": "2012-10-17".',
      SYNTAX_ERRORS,
      'value',
      replaceFix(['Version'], 'value', '2012-10-17'),
    );
    return null;
  }

  #organizationsVersion(value: unknown): PolicyVersion | null {
    if (value === '2012-10-17') return value;
    this.#fault(
      value === undefined ? [] : ['Version'],
      `Every ${KIND_NAMES[this.#kind]} has the Version "2012-10-17".`,
      'Write "Version": "2012-10-17".',
    );
    return null;
  }

  /**
   * A warning only: the grammar's notes say that an identity-based policy must not have an Id, but AWS documents no error
   * for one that does.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes
   */
  #id(value: unknown): string | null {
    const id = this.#optionalText(value, ['Id']);
    if (id !== null && this.#kind !== 'resource' && this.#kind !== 'trust') {
      this.#warn(['Id'], `Id is for resource-based policies, not for ${indefinite(this.#kind)}.`, 'Remove it.', 'name');
    }
    return id;
  }

  #statements(value: unknown, document: JsonObject): PolicyStatement[] {
    if (!Object.hasOwn(document, 'Statement')) {
      this.#fault([], 'The policy has no Statement.', 'Add a Statement: an object, or a list of objects.');
      return [];
    }
    if (Array.isArray(value)) {
      if (value.length === 0) {
        this.#fault(['Statement'], 'The Statement list is empty.', 'Add at least one statement.');
      }
      const statements = value.map((entry: unknown, index) => this.#statement(entry, ['Statement', index]));
      this.#duplicateSids(statements);
      return statements;
    }
    return [this.#statement(value, ['Statement'])];
  }

  #duplicateSids(statements: readonly PolicyStatement[]): void {
    const first = new Map<string, number>();
    for (const [index, { sid }] of statements.entries()) {
      if (sid === null || sid === '') continue;
      const earlier = first.get(sid);
      if (earlier === undefined) {
        first.set(sid, index);
        continue;
      }
      this.#fault(
        ['Statement', index, 'Sid'],
        `The Sid "${sid}" is already that of statement ${earlier + 1}.`,
        'Give each statement a Sid of its own, or none.',
        'Statement IDs (SID) in a single policy must be unique.',
      );
    }
  }

  #statement(value: unknown, path: PolicyPath): PolicyStatement {
    if (!isObject(value)) {
      this.#fault(path, `A statement is an object, not ${show(value)}.`, 'Write { "Effect": …, "Action": …, … }.');
      return {
        sid: null,
        effect: 'Deny',
        principal: null,
        action: NOTHING,
        resource: null,
        conditions: [],
        position: null,
      };
    }
    this.#unknownElements(value, STATEMENT_ELEMENTS, path, 'a statement');
    return {
      sid: this.#sid(value['Sid'], [...path, 'Sid']),
      effect: this.#effect(value, path),
      principal: this.#principal(value, path),
      action: this.#action(value, path),
      resource: this.#resource(value, path),
      conditions: this.#conditions(value['Condition'], [...path, 'Condition']),
      position: null,
    };
  }

  #sid(value: unknown, path: PolicyPath): string | null {
    const sid = this.#optionalText(value, path);
    if (sid !== null && this.#kind !== 'resource' && !/^[A-Za-z0-9]*$/.test(sid)) {
      this.#fault(
        path,
        `The Sid "${sid}" has characters that IAM does not allow.`,
        'Use the letters A to Z and a to z and digits only.',
      );
    }
    return sid;
  }

  #effect(statement: JsonObject, path: PolicyPath): 'Allow' | 'Deny' {
    const effect = statement['Effect'];
    if (effect === 'Allow' && this.#kind === 'rcp' && !this.#fullAccess) {
      this.#fault(
        [...path, 'Effect'],
        'A resource control policy only denies; the one that allows is RCPFullAWSAccess, which AWS attaches itself.',
        'Write "Effect": "Deny".',
      );
    }
    if (effect === 'Allow' || effect === 'Deny') return effect;
    if (effect === undefined) {
      this.#fault(path, 'The statement has no Effect.', 'Add "Effect": "Allow" or "Effect": "Deny".');
    } else {
      this.#fault(
        [...path, 'Effect'],
        `Effect is "Allow" or "Deny", not ${show(effect)}; capitals count.`,
        'Write "Allow" or "Deny".',
        SYNTAX_ERRORS,
        'value',
        effectMeant(effect, [...path, 'Effect']),
      );
    }
    return 'Deny';
  }

  #action(statement: JsonObject, path: PolicyPath): ElementValues {
    const found = this.#pair(statement, 'Action', 'NotAction', path);
    if (found === null) {
      this.#fault(
        path,
        'The statement has neither Action nor NotAction.',
        'Add "Action", such as "s3:GetObject".',
        'Policy statement must contain actions.',
      );
      return NOTHING;
    }
    const actions = this.#texts(found.value, found.path, 'Policy statement must contain actions.');
    for (const { text, path: place } of actions) this.#actionValue(text, place);
    if (this.#kind === 'rcp' && found.negated) {
      this.#fault(
        found.path,
        'A resource control policy has no NotAction.',
        'Name the actions that it denies in Action.',
        undefined,
        'name',
      );
    }
    if (this.#kind === 'trust' && found.negated) {
      this.#fault(
        found.path,
        'A trust policy names the STS actions that it allows; NotAction is not for it.',
        'Write "Action": "sts:AssumeRole".',
        'AssumeRole policy may only specify STS AssumeRole actions.',
        'name',
      );
    }
    return { negated: found.negated, values: actions.map(({ text }) => text) };
  }

  #actionValue(action: string, path: PolicyPath): void {
    if (this.#kind === 'trust' && !/^sts:/i.test(action)) {
      this.#fault(
        path,
        `A trust policy allows actions of sts only, not ${show(action)}.`,
        'Write "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity" or "sts:TagSession".',
        'AssumeRole policy may only specify STS AssumeRole actions.',
      );
      return;
    }
    if (action === '*' || action === '*:*') {
      if (this.#kind !== 'rcp' || this.#fullAccess) return;
      this.#fault(
        path,
        `A resource control policy cannot name every action with ${show(action)}.`,
        'Name the services, such as "s3:*".',
      );
      return;
    }
    if (action.includes('${')) {
      this.#warn(
        path,
        `${show(action)}: an action takes no policy variables, so that it matches nothing.`,
        'Write the name of the action, with "*" for a part of it.',
      );
    }
    const colon = action.indexOf(':');
    if (colon < 0) {
      this.#fault(
        path,
        `The action ${show(action)} has no service prefix.`,
        'Write it as service:action, such as "s3:GetObject".',
        NO_VENDOR,
      );
      return;
    }
    const vendor = action.slice(0, colon);
    if (!/^[A-Za-z0-9-]+$/.test(vendor)) {
      this.#fault(
        path,
        `${show(vendor)} is not a service prefix; wildcards may stand only behind the colon.`,
        'Write the service prefix in full, such as "s3:Get*".',
        `Vendor ${vendor} is not valid`,
      );
    } else if (action.includes(':', colon + 1)) {
      this.#fault(
        path,
        `The action ${show(action)} has more than one colon.`,
        'Write it as service:action, such as "s3:GetObject".',
        'Actions/Condition can contain only one colon.',
      );
    } else if (colon + 1 === action.length || /\s/.test(action)) {
      this.#fault(path, `${show(action)} names no action.`, 'Write it as service:action, such as "s3:GetObject".');
    }
  }

  #resource(statement: JsonObject, path: PolicyPath): ElementValues | null {
    if (this.#kind === 'trust') {
      for (const element of ['Resource', 'NotResource']) {
        if (!Object.hasOwn(statement, element)) continue;
        this.#fault(
          [...path, element],
          `A trust policy has no ${element}: the resource is the role itself.`,
          `Remove ${element}.`,
          `Has prohibited field ${element}`,
          'name',
        );
      }
      return null;
    }
    const found = this.#pair(statement, 'Resource', 'NotResource', path);
    if (found === null) {
      this.#fault(
        path,
        'The statement has neither Resource nor NotResource.',
        'Add "Resource": an ARN, or "*".',
        'Policy statement must contain resources.',
      );
      return null;
    }
    const resources = this.#texts(found.value, found.path, 'Policy statement must contain resources.');
    for (const { text, path: place } of resources) this.#resourceValue(text, place);
    return { negated: found.negated, values: resources.map(({ text }) => text) };
  }

  #resourceValue(resource: string, path: PolicyPath): void {
    if (resource === '*') return;
    if (!resource.startsWith('arn:')) {
      this.#fault(
        path,
        `The resource ${show(resource)} is neither an ARN nor "*".`,
        'Write an ARN, such as "arn:aws:s3:::bucket/*", or "*".',
        `Resource ${resource} must be in ARN format or "*".`,
      );
      return;
    }
    const parts = resource.split(':');
    // A wildcard that ends a segment reaches beyond the colon, so that it may stand for the segments that follow.
    if (parts.length < 6 && !resource.endsWith('*')) {
      this.#fault(
        path,
        `The ARN ${show(resource)} has ${parts.length} parts of 6.`,
        'Write arn:partition:service:region:account:resource; region and account may be empty.',
        'The policy failed legacy parsing',
      );
    }
    const problem = variableProblem(resource, this.#version);
    if (problem !== null) this.#warn(path, problem.message, problem.mend);
    if (parts[2] === 'iam' && WILDCARD_TYPE.test(parts.slice(5).join(':'))) {
      this.#warn(
        path,
        `${show(resource)}: AWS does not allow a wildcard in the resource type of an ARN.`,
        'Write the type in full, such as "user/*".',
      );
    }
  }

  #principal(statement: JsonObject, path: PolicyPath): PrincipalElement | null {
    const found = this.#pair(statement, 'Principal', 'NotPrincipal', path);
    if (this.#kind === 'identity' || this.#kind === 'scp') {
      if (found !== null) {
        this.#fault(
          found.path,
          `${capitalized(indefinite(this.#kind))} has no Principal: it is whoever the policy is attached to.`,
          'Remove it, or use the policy on a resource.',
          'Policy document should not specify a principal.',
          'name',
        );
      }
      return null;
    }
    if (found === null) {
      this.#fault(
        path,
        'The statement has no Principal: a policy on a resource says whom it is for.',
        'Add "Principal", such as { "AWS": "arn:aws:iam::123456789012:user/lucy" }, or "*" for everybody.',
        'Missing required field Principal',
      );
      return null;
    }
    if (found.negated) this.#notPrincipal(statement, found.path);
    const values = this.#principalValues(found.value, found.path);
    if (this.#kind === 'rcp' && values.some(({ type, value }) => type !== 'AWS' || value !== '*')) {
      this.#fault(
        found.path,
        'The Principal of a resource control policy is "*" and nothing else.',
        'Write "Principal": "*", and narrow it down in a Condition, such as on aws:PrincipalArn.',
      );
    }
    return { negated: found.negated, values };
  }

  /** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html */
  #notPrincipal(statement: JsonObject, path: PolicyPath): void {
    if (this.#kind === 'trust') {
      this.#fault(
        path,
        'A trust policy cannot use NotPrincipal.',
        'Name who may assume the role in Principal.',
        'Has prohibited field NotPrincipal',
        'name',
      );
    } else if (this.#kind === 'rcp') {
      this.#fault(
        path,
        'A resource control policy has no NotPrincipal.',
        'Write "Principal": "*", and exempt somebody in a Condition on aws:PrincipalArn.',
        undefined,
        'name',
      );
    } else if (statement['Effect'] === 'Allow') {
      this.#fault(
        path,
        'NotPrincipal with Allow would let in everybody else; AWS supports it with Deny only.',
        'Use Principal, or a Condition on aws:PrincipalArn.',
        SYNTAX_ERRORS,
        'name',
      );
    }
  }

  #principalValues(value: unknown, path: PolicyPath): PrincipalValue[] {
    if (value === '*') return [{ type: 'AWS', value: '*' }];
    if (!isObject(value)) {
      this.#fault(
        path,
        `A principal is "*" or an object, not ${show(value)}.`,
        'Write { "AWS": … }, { "Service": … } or { "Federated": … }.',
        typeof value === 'string' ? `Invalid principal in policy: ${JSON.stringify(value)}` : SYNTAX_ERRORS,
      );
      return [];
    }
    const entries = Object.entries(value);
    if (entries.length === 0) {
      this.#fault(path, 'The principal is empty.', 'Name at least one, such as { "AWS": "123456789012" }.');
    }
    return entries.flatMap(([type, entry]) => {
      const known = PRINCIPAL_TYPES.find((candidate) => candidate === type);
      if (known === undefined) {
        this.#fault(
          [...path, type],
          `${show(type)} is not a type of principal.`,
          `Use ${PRINCIPAL_TYPES.join(', ')}.`,
          `Invalid principal in policy: ${JSON.stringify(type)}:${JSON.stringify(entry)}`,
          'name',
        );
        return [];
      }
      return this.#texts(entry, [...path, type], SYNTAX_ERRORS).map(({ text, path: place }) => {
        this.#principalValue(known, text, place);
        return { type: known, value: text };
      });
    });
  }

  #principalValue(type: PrincipalType, value: string, path: PolicyPath): void {
    const problem = principalProblem(type, value);
    if (problem === null) return;
    this.#fault(path, problem.message, problem.mend, `Invalid principal in policy: ${JSON.stringify(type)}:"${value}"`);
  }

  #conditions(value: unknown, path: PolicyPath): ConditionEntry[] {
    if (value === undefined) return [];
    if (!isObject(value)) {
      this.#fault(
        path,
        `A Condition is an object, not ${show(value)}.`,
        'Write { "StringEquals": { "key": "value" } }.',
      );
      return [];
    }
    return Object.entries(value).flatMap(([name, block]) => this.#conditionBlock(name, block, [...path, name]));
  }

  #conditionBlock(name: string, block: unknown, path: PolicyPath): ConditionEntry[] {
    const operator = parseOperator(name);
    if (operator === null) {
      const bare = name.replace(/^For(?:AllValues|AnyValue):/, '').replace(/IfExists$/, '');
      const nearest = nearestName(bare, OPERATOR_NAMES);
      this.#fault(
        path,
        `There is no condition operator ${show(name)}.`,
        nearest === null
          ? 'Use an operator of the policy language, such as StringEquals.'
          : `Did you mean ${show(name.replace(bare, nearest))}?`,
        `Invalid Condition type : ${name}`,
        'name',
        nearest === null ? undefined : replaceFix(path, 'name', name.replace(bare, nearest)),
      );
      return [];
    }
    if (!isObject(block)) {
      this.#fault(path, `${name} takes an object of keys and values, not ${show(block)}.`, 'Write { "key": "value" }.');
      return [];
    }
    const seen = new Set<string>();
    return Object.entries(block).map(([key, wanted]) => {
      const place = [...path, key];
      this.#conditionKey(key, place, seen);
      const values = this.#conditionValues(wanted, place);
      for (const { text, path: valuePlace } of values) {
        const fault = conditionValueFault(operator, text, valuePlace);
        if (fault !== null) this.faults.push(fault);
        const problem = fault === null ? variableProblem(text, this.#version) : null;
        if (problem !== null) this.#warn(valuePlace, problem.message, problem.mend);
      }
      return { operator, key, values: values.map(({ text }) => text) };
    });
  }

  /** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
  #conditionKey(key: string, path: PolicyPath, seen: Set<string>): void {
    if (!/^[^:]+:./.test(key)) {
      this.#fault(
        path,
        `The condition key ${show(key)} has no service prefix.`,
        'Write it as prefix:key, such as "aws:SourceIp".',
        NO_VENDOR,
        'name',
      );
    } else if (/[*?]/.test(key)) {
      this.#warn(
        path,
        `No key is called ${show(key)}: a wildcard cannot stand in it.`,
        'Name the key in full.',
        'name',
      );
    } else if (/^aws:(?:Principal|Request|Resource)Tag\/?$/i.test(key)) {
      this.#warn(path, `${show(key)} does not say which tag.`, `Write it as "${key.replace('/', '')}/key".`, 'name');
    }
    const lower = key.toLowerCase();
    if (seen.has(lower)) {
      this.#fault(
        path,
        `The condition key ${show(key)} stands here twice: capitals do not count in its name.`,
        'Join the two into one; a list takes several values.',
        SYNTAX_ERRORS,
        'name',
      );
    }
    seen.add(lower);
  }

  #conditionValues(value: unknown, path: PolicyPath): { text: string; path: PolicyPath }[] {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    if (list.length === 0) {
      this.#fault(path, 'The list of values is empty, so that the condition compares with nothing.', 'Add a value.');
    }
    return list.flatMap((entry, index) => {
      const place = Array.isArray(value) ? [...path, index] : path;
      if (typeof entry === 'string') return [{ text: entry, path: place }];
      if (typeof entry === 'number' || typeof entry === 'boolean') return [{ text: String(entry), path: place }];
      this.#fault(place, `A condition value is text, a number or a boolean, not ${show(entry)}.`, 'Write it as text.');
      return [];
    });
  }

  /** Finds which of an element and its Not form a statement has; both together are a fault. */
  #pair(
    statement: JsonObject,
    element: string,
    notElement: string,
    path: PolicyPath,
  ): { negated: boolean; value: unknown; path: PolicyPath } | null {
    const has = Object.hasOwn(statement, element);
    const hasNot = Object.hasOwn(statement, notElement);
    if (has && hasNot) {
      this.#fault(
        [...path, notElement],
        `A statement has ${element} or ${notElement}, not both.`,
        'Remove one of them.',
        SYNTAX_ERRORS,
        'name',
      );
    }
    if (has) return { negated: false, value: statement[element], path: [...path, element] };
    if (hasNot) return { negated: true, value: statement[notElement], path: [...path, notElement] };
    return null;
  }

  /** Reads a string or a list of strings that is not empty. */
  #texts(value: unknown, path: PolicyPath, awsWhenEmpty: string): { text: string; path: PolicyPath }[] {
    if (typeof value === 'string') return [{ text: value, path }];
    if (!Array.isArray(value)) {
      this.#fault(path, `Text or a list of texts is wanted here, not ${show(value)}.`, 'Write "…" or ["…", "…"].');
      return [];
    }
    if (value.length === 0) this.#fault(path, 'The list is empty.', 'Add at least one value.', awsWhenEmpty);
    return value.flatMap((entry: unknown, index) => {
      if (typeof entry === 'string') return [{ text: entry, path: [...path, index] }];
      this.#fault([...path, index], `Text is wanted here, not ${show(entry)}.`, 'Write it between quotes.');
      return [];
    });
  }

  #optionalText(value: unknown, path: PolicyPath): string | null {
    if (value === undefined) return null;
    if (typeof value === 'string') return value;
    this.#fault(path, `Text is wanted here, not ${show(value)}.`, 'Write it between quotes.');
    return null;
  }

  #unknownElements(value: JsonObject, known: readonly string[], path: PolicyPath, where: string): void {
    for (const name of Object.keys(value)) {
      if (known.includes(name)) continue;
      const nearest = nearestName(name, known);
      this.#fault(
        [...path, name],
        `${show(name)} is not an element of ${where}.`,
        nearest === null ? `Remove it; the elements are ${known.join(', ')}.` : `Did you mean "${nearest}"?`,
        SYNTAX_ERRORS,
        'name',
        nearest === null || Object.hasOwn(value, nearest) ? undefined : replaceFix([...path, name], 'name', nearest),
      );
    }
  }

  #fault(
    path: PolicyPath,
    message: string,
    mend: string,
    awsMessage: string = SYNTAX_ERRORS,
    at: PolicyFault['at'] = 'value',
    fix?: PolicyFault['fix'],
  ): void {
    const answer = this.#kind === 'scp' || this.#kind === 'rcp' ? ORGANIZATIONS_REFUSAL : awsMessage;
    const fault: PolicyFault = { severity: 'error', path, at, message, mend, awsMessage: answer };
    this.faults.push(fix === undefined ? fault : { ...fault, fix });
  }

  #warn(path: PolicyPath, message: string, mend: string, at: PolicyFault['at'] = 'value'): void {
    this.faults.push({ severity: 'warning', path, at, message, mend, awsMessage: SYNTAX_ERRORS });
  }
}

/** The mend of an effect in other capitals; none where it is another word. */
function effectMeant(effect: unknown, path: PolicyPath): PolicyFault['fix'] {
  const meant = ['Allow', 'Deny'].find((name) => name.toLowerCase() === String(effect).trim().toLowerCase());
  return meant === undefined ? undefined : replaceFix(path, 'value', meant);
}

function indefinite(kind: PolicyKind): string {
  return `${kind === 'identity' ? 'an' : 'a'} ${KIND_NAMES[kind]}`;
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const NOTHING: ElementValues = { negated: false, values: [] };

/**
 * Whether this is RCPFullAWSAccess, which AWS attaches itself: the only resource control policy that may allow, and name
 * every action.
 */
function isFullAccess({ Statement: statement }: JsonObject): boolean {
  const list: unknown[] = Array.isArray(statement) ? statement : [statement];
  const [only] = list;
  if (list.length !== 1 || !isObject(only) || only['Effect'] !== 'Allow') return false;
  const { Sid: _sid, Effect: _effect, ...rest } = only;
  const wanted = ['Action', 'Principal', 'Resource'];
  return Object.keys(rest).toSorted().join() === wanted.join() && wanted.every((element) => rest[element] === '*');
}
