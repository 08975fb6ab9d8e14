import { BrowserWindow, nativeTheme } from 'electron';
import type { CommandLine } from './commandLine.ts';
import { appOrigin } from './security/csp.ts';
import { webPreferences } from './security/windowOptions.ts';

const paper = { light: '#ffffff', dark: '#1b1c1f' } as const;

/** Opens the window. It is shown when it has something to show. */
export function createMainWindow(preload: string, { size }: CommandLine): BrowserWindow {
  const window = new BrowserWindow({
    width: size?.width ?? 1280,
    height: size?.height ?? 800,
    minWidth: 900,
    minHeight: 600,
    useContentSize: size !== null,
    show: false,
    title: 'Surd',
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    webPreferences: webPreferences(preload),
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}
