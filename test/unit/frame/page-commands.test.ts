import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src-shared/commands.ts';
import { composerCommands } from '../../../src-renderer/composer/composer-commands.ts';
import { timelineCommands } from '../../../src-renderer/timeline/timeline-commands.ts';

const nothing = (): void => undefined;
const TIMELINE = {
  togglePause: nothing,
  togglePinned: nothing,
  compare: nothing,
  reevaluate: nothing,
  export: nothing,
};
const COMPOSER = {
  send: nothing,
  evaluate: nothing,
  save: nothing,
  saveAs: nothing,
  begin: nothing,
  toggleList: nothing,
};

describe('The timeline offers', () => {
  test.each([
    [{ isPaused: false, matching: 0, selected: 0, pinned: null }, ['Pause the timeline']],
    [
      { isPaused: true, matching: 7, selected: 0, pinned: false },
      ['Resume the timeline', 'Pin the request', 'Re-evaluate the requests', 'Export the requests…'],
    ],
    [
      { isPaused: false, matching: 7, selected: 2, pinned: true },
      [
        'Pause the timeline',
        'Unpin the selected requests',
        'Compare the two selected requests',
        'Re-evaluate the selected requests',
        'Export the selected requests…',
      ],
    ],
  ])('with %o: %o', (state, labels) => {
    expect(timelineCommands(state, TIMELINE).map(({ label }) => label)).toEqual(labels);
  });
});

describe('The composer offers', () => {
  test.each([
    [
      { isSendable: false, isStated: false, isSaved: false, listShown: false },
      ['Save the request', 'New request', 'Show the saved requests'],
    ],
    [
      { isSendable: true, isStated: true, isSaved: true, listShown: true },
      [
        'Send the request',
        'What if the request were sent',
        'Save the request',
        'Save the request as…',
        'New request',
        'Hide the saved requests',
      ],
    ],
  ])('with %o: %o', (state, labels) => {
    expect(composerCommands(state, COMPOSER).map(({ label }) => label)).toEqual(labels);
  });
});

test('The keys of a page take none away from the app', () => {
  const ofApp = new Set(COMMANDS.flatMap(({ keys = [] }) => keys.map((one) => one.keys)));
  const ofPages = [
    ...timelineCommands({ isPaused: false, matching: 1, selected: 2, pinned: false }, TIMELINE),
    ...composerCommands({ isSendable: true, isStated: true, isSaved: true, listShown: false }, COMPOSER),
  ].flatMap(({ shortcut }) => (shortcut === undefined ? [] : [shortcut]));
  expect(ofPages.filter((shortcut) => ofApp.has(shortcut))).toEqual([]);
});
