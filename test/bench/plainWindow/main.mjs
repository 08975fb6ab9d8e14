// A window of the size of Surd's with a page in it, and nothing else: other viewers are measured in the same Electron.
import { app, BrowserWindow } from 'electron';

// Electron is not ready before this file has ended: nothing may be awaited at its top.
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800 });
  return window.loadURL(process.argv.at(-1));
});
