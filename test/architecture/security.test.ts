import { sep } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/base/errors.ts';
import { channelNames } from '#shared/ipc/channelNames.ts';
import { contract, type Handlers } from '#shared/ipc/contract/contract.ts';
import { eventNames } from '#shared/ipc/events.ts';
import { dispatch } from '#electron/main/ipc/dispatch.ts';
import { contentSecurityPolicy, createNonce } from '#electron/main/security/csp.ts';
import { isAllowedExternal } from '#electron/main/security/navigation.ts';
import { bundledFile } from '#electron/main/security/protocol.ts';
import { checkSender, type Sender } from '#electron/main/security/senderGuard.ts';
import { webPreferences } from '#electron/main/security/windowOptions.ts';

const electron = vi.hoisted(() => ({
  exposed: new Map<string, Record<string, (...args: unknown[]) => unknown>>(),
  invoked: [] as unknown[][],
  listening: [] as string[],
}));

// Outside of Electron its module is but a path; this records what the preload asks of it.
vi.mock('electron', () => ({
  BrowserWindow: {},
  shell: {},
  contextBridge: {
    exposeInMainWorld: (name: string, value: Record<string, (...args: unknown[]) => unknown>) =>
      electron.exposed.set(name, value),
  },
  ipcRenderer: {
    invoke: (...args: unknown[]) => Promise.resolve(electron.invoked.push(args)),
    on: (name: string) => electron.listening.push(name),
    off: (name: string) => electron.listening.splice(electron.listening.indexOf(name), 1),
  },
  webUtils: { getPathForFile: (file: { path: string }) => file.path },
}));

const ours: Sender = { url: 'app://bundle/', isTopFrame: true, isKnownWindow: true };

describe('the window', () => {
  it('has no rights of Node', () => {
    expect(webPreferences('/preload.cjs')).toEqual({
      preload: '/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  });

  it('loads from the app alone, with styles by nonce', () => {
    expect(contentSecurityPolicy('NONCE').split('; ').sort()).toEqual(
      [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'nonce-NONCE'",
        "img-src 'self' blob:",
        "font-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].sort(),
    );
    expect(createNonce()).not.toBe(createNonce());
    expect(Buffer.from(createNonce(), 'base64').length).toBeGreaterThanOrEqual(16);
  });
});

describe('files of the window by URL', () => {
  const folder = ['', 'app', 'out', 'renderer'].join(sep);

  it.each([
    ['/', 'index.html'],
    ['/index.html', 'index.html'],
    ['/assets/main.js', `assets${sep}main.js`],
    ['/assets/../index.html', 'index.html'],
    ['/a%20b.js', 'a b.js'],
  ])('%s is in the folder', (pathname, file) => {
    expect(bundledFile(folder, pathname)).toBe(`${folder}${sep}${file}`);
  });

  it.each([
    '/../package.json',
    '/../../package.json',
    '/%2e%2e/package.json',
    '/%2e%2e%2fpackage.json',
    '/..%2f..%2fpackage.json',
    '/assets/../../package.json',
    '/..%5c..%5cpackage.json',
    '/..\\package.json',
    // The folder's own name with something behind it is another folder.
    '/../renderer-other/secret.js',
    '/index.html%00.png',
    '/%',
    '/%c0%ae%c0%ae/package.json',
    '/..',
    '/.',
  ])('%s is not', (pathname) => {
    expect(bundledFile(folder, pathname)).toBeNull();
  });
});

describe('who may call', () => {
  const refusal = expect.objectContaining({ code: 'ipc.badSender' }) as Error;

  it('is our page in the top frame of our window', () => {
    expect(() => {
      checkSender(ours);
      checkSender({ ...ours, url: 'app://bundle/index.html#x' });
    }).not.toThrow();
  });

  it.each<[string, Partial<Sender>]>([
    ['another origin', { url: 'https://example.com/' }],
    ['another host of the scheme', { url: 'app://other/' }],
    ['a host that begins alike', { url: 'app://bundle.example.com/' }],
    ['a host in the place of a user', { url: 'app://bundle@example.com/' }],
    ['a port', { url: 'app://bundle:8080/' }],
    ['a host that only stands in the path', { url: 'https://example.com/app://bundle/' }],
    ['a file', { url: 'file:///app/out/renderer/index.html' }],
    ['about:blank', { url: 'about:blank' }],
    ['a data URL', { url: 'data:text/html,app://bundle' }],
    ['a blob', { url: 'blob:app://bundle/1' }],
    ['an empty URL', { url: '' }],
    ['a frame that is gone', { url: null }],
    ['a sub frame', { isTopFrame: false }],
    ['an unknown window', { isKnownWindow: false }],
  ])('is not %s', (_what, change) => {
    expect(() => {
      checkSender({ ...ours, ...change });
    }).toThrow(refusal);
  });
});

describe('what the system browser may be sent to', () => {
  it.each([
    'https://onnx.ai/',
    'https://onnxruntime.ai/docs/x?y#z',
    'https://creativecommons.org/licenses/by/4.0/',
  ])('%s', (url) => {
    expect(isAllowedExternal(url)).toBe(true);
  });

  it.each([
    'http://onnx.ai/',
    'https://onnx.ai.example.com/',
    'https://evil-onnx.ai/',
    'https://onnx.ai@example.com/',
    'https://user:word@onnx.ai/',
    'https://onnx.ai:8443/',
    'https://example.com/?https://onnx.ai/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://onnx.ai/share',
    'onnx.ai',
    '',
  ])('not %s', (url) => {
    expect(isAllowedExternal(url)).toBe(false);
  });
});

describe('a call', () => {
  /** Handlers that note that they were reached. */
  function handlersThat(answer: (channel: string, input: unknown) => Promise<unknown>): Handlers {
    return Object.fromEntries(
      channelNames.map((name) => [name, (input: unknown) => answer(name, input)]),
    ) as unknown as Handlers;
  }

  async function call(channel: string, raw: unknown, sender = ours) {
    const reached: unknown[] = [];
    const bugs: unknown[] = [];
    const handlers = handlersThat((name, input) => {
      reached.push([name, input]);
      return Promise.resolve({});
    });
    const result = await dispatch(handlers, sender, channel, raw, (error) => bugs.push(error));
    return { reached, bugs, code: result.ok ? null : result.error.code };
  }

  it('reaches its handler with what the schema lets through', async () => {
    expect(await call('image.get', { imageId: 7 })).toEqual({
      reached: [['image.get', { imageId: 7 }]],
      bugs: [],
      code: null,
    });
  });

  it.each([
    'image.destroy',
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'image.get.input',
    'IMAGE.GET',
  ])('of the channel "%s" is refused', async (channel) => {
    expect(await call(channel, {})).toEqual({ reached: [], bugs: [], code: 'ipc.unknownChannel' });
  });

  it.each<[string, string, unknown]>([
    ['a field too many', 'image.get', { imageId: 1, path: '/etc/passwd' }],
    ['a missing field', 'image.get', {}],
    ['a text for a number', 'image.get', { imageId: '1' }],
    ['a fraction for an id', 'image.get', { imageId: 1.5 }],
    ['a negative id', 'image.get', { imageId: -1 }],
    ['NaN', 'image.get', { imageId: Number.NaN }],
    ['no payload', 'image.get', undefined],
    ['null', 'image.get', null],
    ['a list', 'image.get', [1]],
    ['a text', 'image.get', 'x'],
    ['a field of the prototype', 'project.current', JSON.parse('{"__proto__": {"x": 1}}')],
    ['a path for a grant', 'image.import', { paths: ['/etc/passwd'] }],
    ['a path to open', 'project.open', { path: '/etc/passwd' }],
    ['an unknown choice', 'import.pick', { what: 'everything' }],
    [
      'a limit too high',
      'image.list',
      { query: { sort: 'added', descending: false }, offset: 0, limit: 501 },
    ],
    ['a text too long', 'image.import', { grantId: 'x'.repeat(101) }],
  ])('with %s is refused', async (_what, channel, raw) => {
    expect(await call(channel, raw)).toEqual({ reached: [], bugs: [], code: 'ipc.badPayload' });
  });

  it('from somewhere else is refused before anything is read', async () => {
    const raw = {
      get imageId(): number {
        throw new Error('The payload was read.');
      },
    };
    expect(await call('image.get', raw, { ...ours, isTopFrame: false })).toEqual({
      reached: [],
      bugs: [],
      code: 'ipc.badSender',
    });
  });

  it('does not repeat what was sent', async () => {
    const result = await dispatch(
      handlersThat(() => Promise.resolve({})),
      ours,
      'image.get',
      { imageId: 'secret-value' },
      () => undefined,
    );
    expect(JSON.stringify(result)).not.toContain('secret-value');
  });

  it.each<[string, () => never | Promise<never>, string, number]>([
    ['an expected failure', () => Promise.reject(new AppError('image.missing', 'Gone.')), 'image.missing', 0],
    ['a bug', () => Promise.reject(new TypeError('x is undefined')), 'internal.bug', 1],
    [
      'a throw before the promise',
      () => {
        throw new RangeError('at once');
      },
      'internal.bug',
      1,
    ],
    // What is thrown is not always an Error: libraries throw texts, too.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    ['a thrown text', () => Promise.reject('text'), 'internal.bug', 1],
  ])('answers, and never throws, when the handler fails by %s', async (_what, fail, code, bugCount) => {
    const bugs: unknown[] = [];
    const result = await dispatch(handlersThat(fail), ours, 'image.get', { imageId: 1 }, (error) =>
      bugs.push(error),
    );
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(bugs).toHaveLength(bugCount);
    expect(JSON.stringify(result)).not.toContain('.ts:');
  });

  it('has the same names in the preload as in the contract', () => {
    expect([...channelNames].sort()).toEqual(Object.keys(contract).sort());
  });
});

describe('the preload', () => {
  it('gives the window three functions, and passes on known names alone', async () => {
    await import('#electron/preload/preload.ts');
    expect([...electron.exposed.keys()]).toEqual(['surd']);
    const surd = electron.exposed.get('surd') ?? {};
    expect(Object.keys(surd).sort()).toEqual(['grantDroppedFiles', 'invoke', 'subscribe']);

    for (const name of ['image.destroy', '__proto__', 'constructor'])
      await expect(surd['invoke']?.(name, {})).rejects.toThrow('There is no channel');
    expect(electron.invoked).toEqual([]);
    await surd['invoke']?.('image.get', { imageId: 1 });
    expect(electron.invoked).toEqual([['surd', 'image.get', { imageId: 1 }]]);

    for (const name of ['secret', '__proto__', 'constructor'])
      expect(() => surd['subscribe']?.(name, () => undefined)).toThrow('There is no event');
    expect(electron.listening).toEqual([]);
    const ends = eventNames.map((name) => surd['subscribe']?.(name, () => undefined) as () => void);
    expect(electron.listening).toEqual(eventNames.map((name) => `surd:${name}`));
    for (const end of ends) end();
    expect(electron.listening).toEqual([]);
  });
});
