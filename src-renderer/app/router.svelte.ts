import type { Route } from './route.ts';
import { insteadOf, onTo, placeOn, trailFrom, type Trail } from './trail.ts';

/** Where the person is, and the way they came. Nothing of it is in the page's address: the app has no deep links. */
export class Router {
  readonly #accountOf: (route: Route) => string | null;
  #trail: Trail;

  /** @param accountOf the account that a route itself leads into; null for one that leads into none. */
  constructor(trail: Trail, accountOf: (route: Route) => string | null) {
    this.#accountOf = accountOf;
    this.#trail = $state.raw(trail);
  }

  /** The way so far. */
  get trail(): Trail {
    return this.#trail;
  }

  get current(): Route {
    return placeOn(this.#trail).route;
  }

  /** The account that the person went here in; null as long as none was chosen. */
  get accountId(): string | null {
    return placeOn(this.#trail).accountId;
  }

  get canGoBack(): boolean {
    return this.#trail.position > 0;
  }

  get canGoForward(): boolean {
    return this.#trail.position < this.#trail.places.length - 1;
  }

  /**
   * Goes somewhere; what lay forward is forgotten.
   * @param accountId left out for the account that the route leads into, or else the one that the person is in.
   */
  go(route: Route, accountId: string | null = this.#accountOf(route) ?? this.accountId): void {
    this.#trail = onTo(this.#trail, { route, accountId });
  }

  /** Goes somewhere instead of where the person is, as from a page whose subject was deleted. */
  replace(route: Route): void {
    this.#trail = insteadOf(this.#trail, { route, accountId: this.#accountOf(route) ?? this.accountId });
  }

  /** Goes somewhere and forgets the way, as when another workspace is opened. */
  reset(route: Route, accountId: string | null = null): void {
    this.#trail = trailFrom({ route, accountId });
  }

  back(): void {
    if (this.canGoBack) this.#trail = { ...this.#trail, position: this.#trail.position - 1 };
  }

  forward(): void {
    if (this.canGoForward) this.#trail = { ...this.#trail, position: this.#trail.position + 1 };
  }
}
