import { sameRoute, type Route } from './route.ts';

/** Where the person is, and the way they came. Nothing of it is in the page's address: the app has no deep links. */
export class Router {
  #trail = $state.raw<readonly Route[]>([]);
  #position = $state(0);

  readonly current: Route;
  readonly canGoBack = $derived(this.#position > 0);
  readonly canGoForward = $derived(this.#position < this.#trail.length - 1);

  constructor(start: Route) {
    this.#trail = [start];
    this.current = $derived(this.#trail[this.#position] ?? start);
  }

  /** Goes somewhere; what lay forward is forgotten. */
  go(route: Route): void {
    if (sameRoute(route, this.current)) return;
    this.#trail = [...this.#trail.slice(0, this.#position + 1), route];
    this.#position += 1;
  }

  /** Goes somewhere instead of where the person is, as from a page whose subject was deleted. */
  replace(route: Route): void {
    this.#trail = this.#trail.with(this.#position, route);
  }

  /** Goes somewhere and forgets the way, as when another workspace is opened. */
  reset(route: Route): void {
    this.#trail = [route];
    this.#position = 0;
  }

  back(): void {
    if (this.canGoBack) this.#position -= 1;
  }

  forward(): void {
    if (this.canGoForward) this.#position += 1;
  }
}
