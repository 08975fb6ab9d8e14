import { randomBytes } from 'node:crypto';

/** The one origin that the window loads from. */
export const appOrigin = 'app://bundle';

/** A fresh nonce for the style tags that the components make. */
export function createNonce(): string {
  return randomBytes(16).toString('base64');
}

/**
 * The window's Content-Security-Policy: everything comes from the app itself, no inline script, no inline style tag
 * without the nonce, no eval, no frame, no form.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
