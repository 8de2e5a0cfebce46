import { Router } from './router.svelte.ts';
import type { Route } from './route.ts';
import type { OpenPlaces } from './stored-places.ts';
import { shownAfterClosing, tabBeside, withTabAfter, withTabAt } from './tab-order.ts';
import { placeOn, trailFrom, type Trail } from './trail.ts';

/** So many closed tabs can be opened again. */
const REMEMBERED = 20;

/** One of the places that a person has open side by side, with a way of its own. */
export class Tab {
  readonly id: number;
  readonly router: Router;
  /** Whether it was ever shown; until then its screen is not made. */
  seen = $state(false);
  /** What on its page had the focus last. */
  focused: Element | null = null;

  constructor(id: number, router: Router) {
    this.id = id;
    this.router = router;
  }
}

/** The tabs of the window, of which one is shown. There is always one at least. */
export class Tabs {
  readonly #accountOf: (route: Route) => string | null;
  #nextId = 1;
  #list: readonly Tab[];
  #active: Tab;
  /** The ways of closed tabs, the last one closed at the end, and where they stood. */
  #closed = $state.raw<readonly { readonly trail: Trail; readonly place: number }[]>([]);

  /**
   * @param start where the first tab is.
   * @param accountOf the account that a route itself leads into; null for one that leads into none.
   */
  constructor(start: Route, accountOf: (route: Route) => string | null) {
    this.#accountOf = accountOf;
    const first = this.#make(trailFrom({ route: start, accountId: null }));
    first.seen = true;
    this.#active = $state.raw(first);
    this.#list = $state.raw([first]);
  }

  /** From left to right. */
  get list(): readonly Tab[] {
    return this.#list;
  }

  /** The one that is shown. */
  get active(): Tab {
    return this.#active;
  }

  get canClose(): boolean {
    return this.#list.length > 1;
  }

  get canReopen(): boolean {
    return this.#closed.length > 0;
  }

  /**
   * Opens a tab to the right of the one that is shown.
   * @param route where it is; left out for where the shown one is.
   * @param options `background` leaves the shown tab as it is.
   */
  open(route: Route = this.active.router.current, options: { readonly background?: boolean } = {}): Tab {
    const accountId = this.#accountOf(route) ?? this.active.router.accountId;
    const tab = this.#make(trailFrom({ route, accountId }));
    this.#list = withTabAfter(this.#list, this.#active.id, tab);
    if (options.background !== true) this.#show(tab);
    return tab;
  }

  /** Shows a tab; does nothing when there is no such one. */
  show(id: number): void {
    const tab = this.#list.find((other) => other.id === id);
    if (tab !== undefined) this.#show(tab);
  }

  /** Closes a tab: the shown one, when no other is named. The last tab stays. */
  close(id: number = this.#active.id): void {
    const place = this.#list.findIndex((tab) => tab.id === id);
    const closed = this.#list[place];
    if (closed === undefined || !this.canClose) return;
    const shown = shownAfterClosing(this.#list, this.#active.id, id);
    this.#closed = [...this.#closed, { trail: closed.router.trail, place }].slice(-REMEMBERED);
    this.show(shown);
    this.#list = this.#list.filter((tab) => tab !== closed);
  }

  /** Closes all tabs but one: the shown one, when no other is named. */
  closeOthers(id: number = this.#active.id): void {
    this.show(id);
    for (const tab of this.#list) if (tab.id !== id) this.close(tab.id);
  }

  /** Opens the tab again that was closed last, where it stood and with the way that it had come. */
  reopen(): void {
    const last = this.#closed.at(-1);
    if (last === undefined) return;
    this.#closed = this.#closed.slice(0, -1);
    const tab = this.#make(last.trail);
    this.#list = this.#list.toSpliced(last.place, 0, tab);
    this.#show(tab);
  }

  /** Shows the tab to the right; after the last one comes the first. */
  next(): void {
    this.#step(1);
  }

  /** Shows the tab to the left; before the first one comes the last. */
  previous(): void {
    this.#step(-1);
  }

  /** Puts a tab at another place, from 0; a place beyond the ends is the end. */
  move(id: number, place: number): void {
    this.#list = withTabAt(this.#list, id, place);
  }

  /** One tab alone, which has come no way yet; what was closed is forgotten too, as when another workspace is opened. */
  reset(route: Route): void {
    this.restore({ places: [{ route, accountId: null }], shown: 0 });
  }

  /** Tabs in place of all that there are; what was closed is forgotten. Does nothing when there is no place in them. */
  restore({ places, shown }: OpenPlaces): void {
    const list = places.map((place) => this.#make(trailFrom(place)));
    const active = list[shown] ?? list[0];
    if (active === undefined) return;
    this.#closed = [];
    this.#list = list;
    this.#show(active);
  }

  /** Where each tab is now. */
  get openPlaces(): OpenPlaces {
    return {
      places: this.#list.map((tab) => placeOn(tab.router.trail)),
      shown: this.#list.findIndex((tab) => tab.id === this.#active.id),
    };
  }

  #make(trail: Trail): Tab {
    const router = new Router(trail, this.#accountOf);
    return new Tab(this.#nextId++, router);
  }

  #show(tab: Tab): void {
    tab.seen = true;
    this.#active = tab;
  }

  #step(steps: number): void {
    const tab = tabBeside(this.#list, this.#active.id, steps);
    if (tab !== null) this.#show(tab);
  }
}
