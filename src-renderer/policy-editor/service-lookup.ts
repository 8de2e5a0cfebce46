import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { ActionInfo, ConditionKeyInfo, ServiceInfo } from '../../src-shared/contract/reference.ts';
import { covered, servicePrefix } from './action-patterns.ts';

/** A service as the list of all of them names it. */
export interface ServiceName {
  readonly prefix: string;
  readonly name: string;
  readonly actionCount: number;
}

type ServiceAction = ServiceInfo['actions'][number];

const lookupsOfClients = new WeakMap<Client<GatehouseContract>, ServiceLookup>();

/** AWS's service authorization reference as the editor asks it: what was answered once is kept, since it never changes. */
export class ServiceLookup {
  readonly #client: Client<GatehouseContract>;
  readonly #services = new Map<string, Promise<ServiceInfo | null>>();
  #names: Promise<readonly ServiceName[]> | null = null;
  #globalKeys: Promise<readonly ConditionKeyInfo[]> | null = null;

  private constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  /** The lookup of a client; the same one each time. */
  static of(client: Client<GatehouseContract>): ServiceLookup {
    const lookup = lookupsOfClients.get(client) ?? new ServiceLookup(client);
    lookupsOfClients.set(client, lookup);
    return lookup;
  }

  /** All services, by prefix. */
  names(): Promise<readonly ServiceName[]> {
    return (this.#names ??= this.#client.call('reference.services', {}));
  }

  /** Null where AWS lists no service with that prefix. */
  service(prefix: string): Promise<ServiceInfo | null> {
    const lower = prefix.toLowerCase();
    const known = this.#services.get(lower);
    if (known !== undefined) return known;
    const asked = this.#client.call('reference.service', { prefix: lower });
    this.#services.set(lower, asked);
    // What failed is asked again the next time.
    asked.catch(() => this.#services.delete(lower));
    return asked;
  }

  globalConditionKeys(): Promise<readonly ConditionKeyInfo[]> {
    return (this.#globalKeys ??= this.#client.call('reference.globalConditionKeys', {}));
  }

  /** Actions by the beginning or by words of their names, best first. */
  searchActions(query: string, limit: number): Promise<readonly ActionInfo[]> {
    return this.#client.call('reference.searchActions', { query, limit });
  }

  /** One action; null where AWS lists none of that name. */
  async action(name: string): Promise<ServiceAction | null> {
    const prefix = servicePrefix(name);
    const service = prefix === null ? null : await this.service(prefix);
    return service?.actions.find(({ action }) => action.toLowerCase() === name.toLowerCase()) ?? null;
  }

  /** What the action patterns of a statement cover. Patterns over all services are left out. */
  async actions(patterns: readonly string[]): Promise<readonly ServiceAction[]> {
    const found = new Map<string, ServiceAction>();
    await Promise.all(
      patterns.map(async (pattern) => {
        const prefix = servicePrefix(pattern);
        const service = prefix === null ? null : await this.service(prefix);
        if (service === null) return;
        const names = new Set(covered(pattern, namesOf(service)));
        for (const action of service.actions) if (names.has(action.action)) found.set(action.action, action);
      }),
    );
    return [...found.values()];
  }

  /** The condition keys that fit actions: those that they carry, then those that any action may carry. */
  async conditionKeys(patterns: readonly string[]): Promise<readonly ConditionKeyInfo[]> {
    const carried = new Set((await this.actions(patterns)).flatMap(({ conditionKeys }) => conditionKeys));
    const prefixes = [...new Set(patterns.map(servicePrefix))].filter((prefix) => prefix !== null);
    const services = await Promise.all(prefixes.map((prefix) => this.service(prefix)));
    const own = services.flatMap((service) => service?.conditionKeys.filter(({ key }) => carried.has(key)) ?? []);
    const byKey = new Map(
      [...own, ...(await this.globalConditionKeys())].map((info) => [info.key.toLowerCase(), info]),
    );
    return [...byKey.values()];
  }
}

/** The names of a service's actions. */
export function namesOf(service: ServiceInfo): readonly string[] {
  return service.actions.map(({ action }) => action);
}
