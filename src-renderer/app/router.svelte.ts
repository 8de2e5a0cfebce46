import type { Route } from './route.ts';
import { insteadOf, onTo, placeOn, trailFrom, type Place, type Trail } from './trail.ts';

/** Where the person is, and the way they came. Nothing of it is in the page's address: the app has no deep links. */
export class Router {
  readonly #accountOf: (route: Route) => string | null;
  #trail = $state.raw<Trail>(trailFrom({ route: { screen: 'welcome', section: 'start' }, accountId: null }));
  readonly #place: Place = $derived(placeOn(this.#trail));

  readonly current: Route = $derived(this.#place.route);
  /** The account that the person went here in; null as long as none was chosen. */
  readonly accountId: string | null = $derived(this.#place.accountId);
  readonly canGoBack = $derived(this.#trail.position > 0);
  readonly canGoForward = $derived(this.#trail.position < this.#trail.places.length - 1);

  /** @param accountOf the account that a route itself leads into; null for one that leads into none. */
  constructor(start: Route, accountOf: (route: Route) => string | null) {
    this.#accountOf = accountOf;
    this.reset(start);
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
