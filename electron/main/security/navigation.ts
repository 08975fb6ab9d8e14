import type { App, WebContents } from 'electron';
import { shell } from 'electron';

/** Pages that a person may be led to, in the system's browser. Compared as parsed URLs, never by prefix. */
const externalHosts: ReadonlySet<string> = new Set([
  'onnx.ai',
  'onnxruntime.ai',
  'www.tensorflow.org',
  'creativecommons.org',
]);

/** Whether the system's browser may be sent there. */
export function isAllowedExternal(url: string): boolean {
  try {
    const parsed = new URL(url);
    return (
      parsed.protocol === 'https:' &&
      externalHosts.has(parsed.hostname) &&
      parsed.port === '' &&
      parsed.username === '' &&
      parsed.password === ''
    );
  } catch {
    return false;
  }
}

function lock(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (isAllowedExternal(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

/** No page of the app goes anywhere, opens a window or embeds another page. */
export function lockNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    lock(contents);
  });
}
