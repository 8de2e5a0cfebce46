import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Preferences } from '../preferences.ts';
import { START_URL } from './app-protocol.ts';
import { MIN_SIZE, restoreWindowState, type WindowState } from './window-state.ts';

const WINDOW_STATE_KEY = 'windowState';

/** What is seen before the page is drawn; the page's own background, so that nothing flashes. */
const BACKGROUND = { light: '#f6f7f9', dark: '#14161b' } as const;

/**
 * Opens the app's window where it last was, and remembers where it goes. It is shown once there is something to see.
 * @param preload the file of the built preload script.
 * @param development allows the developer tools.
 */
export function openWindow(preferences: Preferences, preload: string, development: boolean): BrowserWindow {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const { bounds, maximised } = restoreWindowState(
    preferences.get(WINDOW_STATE_KEY),
    [primary, ...others].map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Gatehouse',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: development,
    },
  });
  if (maximised) window.maximize();
  window.once('ready-to-show', () => window.show());

  const remember = (): void => {
    const state: WindowState = { bounds: window.getNormalBounds(), maximised: window.isMaximized() };
    preferences.set(WINDOW_STATE_KEY, state);
  };
  window.on('resized', remember);
  window.on('moved', remember);
  window.on('close', remember);

  void window.loadURL(START_URL);
  return window;
}
