import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot, startSurd, temporaryFolder, type SurdApp } from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;

beforeAll(async () => {
  folder = await temporaryFolder();
  app = await startSurd(join(folder.path, 'user'), ['--project', join(folder.path, 'none.surd')]);
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

/** Runs text in the page as the page's own script could, past the wall that the policy puts before eval. */
function inPage<T>(text: string): Promise<T> {
  return app.page.evaluate<T>(text);
}

/** What a call of the bridge comes to: the error's code, "ok", or the text of what was thrown. */
function invoke(channel: string, payload: unknown): Promise<string> {
  return inPage(`window.surd.invoke(${JSON.stringify(channel)}, ${JSON.stringify(payload)})
    .then((answer) => answer.ok ? 'ok' : answer.error.code, (error) => 'thrown: ' + error.message)`);
}

/** What fetching a URL gives: the status, or null when it was refused. */
function fetchStatus(url: string): Promise<number | null> {
  return inPage(`fetch(${JSON.stringify(url)}).then((response) => response.status, () => null)`);
}

describe('the page', () => {
  it('has nothing of Node or Electron', async () => {
    const kinds = await inPage<string[]>(
      '[typeof require, typeof process, typeof Buffer, typeof module, typeof global, typeof window.electron, typeof window.ipcRenderer]',
    );
    expect(new Set(kinds)).toEqual(new Set(['undefined']));
  });

  it('has three functions for the world outside, and cannot replace them', async () => {
    expect(await inPage('Object.keys(window.surd).sort()')).toEqual([
      'grantDroppedFiles',
      'invoke',
      'subscribe',
    ]);
    expect(
      await inPage(`(() => { const before = window.surd; try { window.surd = 1 } catch {} try { window.surd.invoke = 1 } catch {}
        return window.surd === before && typeof window.surd.invoke })()`),
    ).toBe('function');
  });

  it('is served with the policy and without what gives away or guesses', async () => {
    const headers = await inPage<Record<string, string>>(
      "fetch('app://bundle/index.html').then((response) => Object.fromEntries(response.headers))",
    );
    const policy = headers['content-security-policy'] ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy.split('; ')).toContain(rule);
    }
    expect(policy).not.toMatch(/unsafe|http|data:|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it('broke no rule of the policy by itself', async () => {
    const told: string[] = [];
    app.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) told.push(message.text());
    });
    await app.page.reload();
    await app.page.getByRole('navigation', { name: 'Workspaces' }).waitFor();
    expect(told).toEqual([]);
  });
});

describe('the policy refuses', () => {
  it('the net', async () => {
    const told = inPage<string>(`new Promise((done) => document.addEventListener('securitypolicyviolation',
      ({ violatedDirective }) => done(violatedDirective), { once: true }))`);
    expect(await fetchStatus('https://example.com/')).toBeNull();
    expect(await told).toBe('connect-src');
    expect(
      await inPage(`new Promise((done) => { const image = new Image(); image.onload = () => done('loaded');
      image.onerror = () => done('refused'); image.src = 'https://example.com/x.png' })`),
    ).toBe('refused');
    expect(
      await inPage(`new Promise((done) => { try { const socket = new WebSocket('wss://example.com');
      socket.onopen = () => done('open'); socket.onerror = () => done('refused') } catch { done('refused') } })`),
    ).toBe('refused');
  });

  it('script in the page, by URL or from text', async () => {
    await inPage(`(() => {
      for (const add of [
        (script) => { script.textContent = 'window.planted = true' },
        (script) => { script.src = 'data:text/javascript,window.planted=true' },
        (script) => { script.src = 'https://example.com/x.js' },
      ]) { const script = document.createElement('script'); add(script); document.body.append(script) }
      const button = document.createElement('div'); button.setAttribute('onclick', 'window.planted = true');
      document.body.append(button); button.click();
      return null })()`);
    // From a task of its own: what the debugger itself evaluates is not under the policy.
    const fromText = await inPage<string[]>(`new Promise((done) => setTimeout(() => {
      const outcomes = [];
      try { (0, eval)('window.planted = true'); outcomes.push('run') } catch (error) { outcomes.push(error.name) }
      try { new Function('window.planted = true')(); outcomes.push('run') } catch (error) { outcomes.push(error.name) }
      done(outcomes) }, 50))`);
    expect(fromText).toEqual(['EvalError', 'EvalError']);
    expect(await inPage('typeof window.planted')).toBe('undefined');
  });

  it('frames and a worker from elsewhere', async () => {
    const before = app.page.frames().length;
    await inPage(`(() => { for (const url of ['https://example.com', 'app://bundle/index.html', 'data:text/html,x']) {
      const frame = document.createElement('iframe'); frame.src = url; document.body.append(frame) } return null })()`);
    await expect
      .poll(() =>
        app.page
          .frames()
          .slice(before)
          .map((frame) => frame.url())
          .filter((url) => /example|index|data:/.test(url)),
      )
      .toEqual([]);
    await inPage("document.querySelectorAll('iframe').forEach((frame) => frame.remove())");
    expect(
      await inPage(`new Promise((done) => { try { const worker = new Worker('data:text/javascript,postMessage(1)');
      worker.onmessage = () => done('run'); worker.onerror = () => done('refused') } catch { done('refused') } })`),
    ).toBe('refused');
  });
});

describe('the way out', () => {
  it.each([
    'https://example.com/',
    'file:///etc/passwd',
    'data:text/html,planted',
    'app://other/index.html',
    'javascript:document.title="planted"',
  ])('does not lead to %s', async (url) => {
    const before = app.page.url();
    await inPage(`(() => { location.href = ${JSON.stringify(url)}; return null })()`);
    await inPage(
      `(() => { const link = document.createElement('a'); link.href = ${JSON.stringify(url)}; document.body.append(link); link.click(); link.remove(); return null })()`,
    );
    await app.page.waitForTimeout(300);
    expect(app.page.url()).toBe(before);
    // Asked in the page itself: Playwright's own waits hang on a navigation that was begun and prevented.
    expect(await inPage('document.title')).not.toBe('planted');
    expect(await inPage("document.querySelector('nav') !== null")).toBe(true);
  });

  it('opens no window, and no browser for an unknown page', async () => {
    await app.electron.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = (url) => Promise.resolve(void opened.push(url));
    });
    for (const url of [
      'https://example.com/',
      'file:///etc/passwd',
      'app://bundle/index.html',
      'about:blank',
      'https://onnx.ai/',
    ]) {
      expect(await inPage(`window.open(${JSON.stringify(url)}) === null`)).toBe(true);
    }
    expect(app.electron.windows()).toHaveLength(1);
    expect(await app.electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual(
      ['https://onnx.ai/'],
    );
  });

  it('attaches no webview', async () => {
    expect(
      await inPage(`(() => { const view = document.createElement('webview'); view.src = 'https://example.com'; document.body.append(view);
      const kind = view.constructor.name; view.remove(); return kind })()`),
    ).toBe('HTMLElement');
  });
});

describe('permissions', () => {
  it('are denied when looked up', async () => {
    const states = await inPage<
      Record<string, string>
    >(`Promise.all(['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'persistent-storage']
      .map((name) => navigator.permissions.query({ name }).then(({ state }) => [name, state], () => [name, 'denied']))).then(Object.fromEntries)`);
    expect(new Set(Object.values(states)), JSON.stringify(states)).toEqual(new Set(['denied']));
  });

  it('are denied when asked for', async () => {
    expect(await inPage('Notification.requestPermission()')).toBe('denied');
    expect(
      await inPage(
        "new Promise((done) => navigator.geolocation.getCurrentPosition(() => done('given'), ({ code }) => done(code)))",
      ),
    ).toBe(1);
    expect(
      await inPage(
        "navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => 'given', ({ name }) => name)",
      ),
    ).toMatch(/NotAllowedError|NotFoundError/);
    expect(await inPage("navigator.mediaDevices.getDisplayMedia().then(() => 'given', () => 'denied')")).toBe(
      'denied',
    );
    expect(await inPage("navigator.clipboard.readText().then(() => 'given', () => 'denied')")).toBe('denied');
  });
});

describe('the scheme', () => {
  it('serves the window', async () => {
    expect(await fetchStatus('app://bundle/index.html')).toBe(200);
  });

  it.each([
    'app://bundle/../../package.json',
    'app://bundle/%2e%2e/%2e%2e/package.json',
    'app://bundle/..%2f..%2fpackage.json',
    'app://bundle/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://bundle/..%5c..%5cpackage.json',
    'app://bundle/assets/..%2f..%2f..%2fpackage.json',
    'app://bundle/%2fetc%2fpasswd',
    'app://bundle//etc/passwd',
    'app://bundle/package.json',
    'app://bundle/index.html%00',
    'app://bundle/%',
    'app://bundle/image/1',
    'app://bundle/image/999999999999',
    'app://bundle/image/-1',
    'app://bundle/image/..%2f1',
    'app://bundle/thumb/1e3',
  ])('answers 404 to %s', async (url) => {
    expect(await fetchStatus(url)).toBe(404);
  });

  it('takes no other verb, host or scheme', async () => {
    expect(
      await inPage(
        "fetch('app://bundle/index.html', { method: 'POST', body: 'x' }).then(({ status }) => status)",
      ),
    ).toBe(404);
    expect(await fetchStatus('app://other/index.html')).toBeNull();
    expect(await fetchStatus('file:///etc/passwd')).toBeNull();
  });
});

describe('calls', () => {
  it('are answered when they are right', async () => {
    expect(await invoke('project.listRecent', {})).toBe('ok');
  });

  it.each<[string, unknown]>([
    ['image.get', { imageId: 'x' }],
    ['image.get', { imageId: 1, more: 1 }],
    ['image.get', null],
    ['project.open', { path: '/etc/passwd' }],
    ['image.import', { paths: ['/etc/passwd'] }],
    ['app.changeSettings', { theme: 'pink' }],
    ['model.add', { path: '/etc/passwd' }],
  ])('of %s with %j are refused', async (channel, payload) => {
    expect(await invoke(channel, payload)).toBe('ipc.badPayload');
  });

  it.each(['image.destroy', '__proto__', 'constructor'])(
    'of the unknown channel %s are refused',
    async (channel) => {
      expect(await invoke(channel, {})).toMatch(/^thrown: There is no channel/);
    },
  );

  it('bring in nothing that a person has not chosen', async () => {
    expect(await invoke('image.import', { grantId: '/etc/passwd' })).toBe('ipc.unknownGrant');
    // A file that the page makes up has no path, so its grant holds none.
    const grant = await inPage<{ ok: boolean; value: { grantId: string } }>(
      "window.surd.grantDroppedFiles([new File(['x'], '/etc/passwd')])",
    );
    expect(grant.ok).toBe(true);
    expect(await invoke('image.import', { grantId: grant.value.grantId })).not.toBe('ipc.badPayload');
    await app.page.waitForTimeout(300);
    expect(await inPage("window.surd.invoke('project.current', {}).then(({ value }) => value)")).toBeNull();
  });

  it('give no grant for a path that the page names', async () => {
    const answer = await invoke('image.grantDropped', { paths: [join(projectRoot, 'samples', 'images')] });
    expect(answer).not.toBe('ok');
  });
});
