declare global {
  /** Where style tags of libraries take their nonce from: `get-nonce`, which the dialogs lock scrolling with. */
  var __webpack_nonce__: string | undefined;
}

/** The nonce that the content policy of this page allows style tags by; the main process writes it into the page. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/** Gives the nonce to the libraries that ask no provider for it. */
export function shareStyleNonce(): void {
  globalThis.__webpack_nonce__ = styleNonce();
}
