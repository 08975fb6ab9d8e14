import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Protocol } from 'electron';
import { toWireError } from '#shared/base/errors.ts';
import { contentSecurityPolicy, createNonce } from './csp.ts';

/** What the protocol serves besides the window's own files. */
export interface ImageSource {
  /** The upright image, in a form that Chromium shows. */
  display(imageId: number): Promise<{ readonly bytes: Uint8Array; readonly contentType: string }>;
  thumbnail(imageId: number): Promise<Uint8Array>;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.map': 'application/json',
};

/** Privileges that the scheme needs before the app is ready. */
export const appScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
} as const;

/**
 * The file of the window's folder that a URL's path names, or null when it points outside of it.
 *
 * @param folder - absolute
 * @param pathname - of the URL, still percent-encoded
 */
export function bundledFile(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const file = normalize(join(folder, decoded === '/' ? 'index.html' : decoded));
  return file.startsWith(folder + sep) ? file : null;
}

const hardening = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

function refuse(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...hardening },
  });
}

/** A typed array's bytes as a body; Electron's `Response` wants a plain view. */
function body(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}

async function serveImage(images: ImageSource, kind: string, id: number): Promise<Response> {
  try {
    const { bytes, contentType } =
      kind === 'image'
        ? await images.display(id)
        : { bytes: await images.thumbnail(id), contentType: 'image/webp' };
    return new Response(body(bytes), {
      // The URL carries the file's hash, so what it names never changes.
      headers: { 'Content-Type': contentType, 'Cache-Control': 'max-age=31536000, immutable', ...hardening },
    });
  } catch (error) {
    return refuse(404, toWireError(error).message);
  }
}

/**
 * Serves `app://bundle`: the window's files from one folder, and images by their database id, so that no path ever
 * comes from a URL.
 */
export function serveApp(protocol: Protocol, folder: string, images: ImageSource): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'bundle' || request.method !== 'GET') return refuse(404, 'Not found');
    const image = /^\/(image|thumb)\/(\d{1,12})$/.exec(url.pathname);
    if (image !== null) return serveImage(images, image[1] ?? '', Number(image[2]));
    const file = bundledFile(folder, url.pathname);
    if (file === null) return refuse(404, 'Not found');
    try {
      const bytes = await readFile(file);
      const type = contentTypes[extname(file)] ?? 'application/octet-stream';
      if (!type.startsWith('text/html'))
        return new Response(body(bytes), { headers: { 'Content-Type': type, ...hardening } });
      const nonce = createNonce();
      const page = bytes
        .toString('utf8')
        .replace('</head>', `<meta name="csp-nonce" content="${nonce}" /></head>`);
      return new Response(page, {
        headers: {
          'Content-Type': type,
          'Content-Security-Policy': contentSecurityPolicy(nonce),
          ...hardening,
        },
      });
    } catch {
      return refuse(404, 'Not found');
    }
  });
}
