import type { IpcMainInvokeEvent } from 'electron';
import { BrowserWindow } from 'electron';
import { AppError } from '#shared/base/errors.ts';
import { appOrigin } from './csp.ts';

/** What is looked at of a sender; a part of Electron's event, so that it can be tested without a window. */
export interface Sender {
  /** The frame's URL; null when the frame is gone. */
  readonly url: string | null;
  readonly isTopFrame: boolean;
  readonly isKnownWindow: boolean;
}

/**
 * Refuses calls that do not come from the top frame of a window of ours that shows a page of ours.
 *
 * @throws AppError `ipc.badSender`
 */
export function checkSender(sender: Sender): void {
  let origin: string | null = null;
  try {
    if (sender.url !== null) {
      const parsed = new URL(sender.url);
      // `origin` is "null" for schemes that the URL parser does not know.
      origin = `${parsed.protocol}//${parsed.host}`;
    }
  } catch {
    origin = null;
  }
  if (origin !== appOrigin || !sender.isTopFrame || !sender.isKnownWindow) {
    throw new AppError(
      'ipc.badSender',
      'A call came from a page that is not part of Surd. It has been refused.',
    );
  }
}

/** What Electron knows of who sent the call. */
export function senderOf(event: IpcMainInvokeEvent): Sender {
  const frame = event.senderFrame;
  return {
    url: frame?.url ?? null,
    isTopFrame: frame !== null && frame.parent === null,
    isKnownWindow: BrowserWindow.fromWebContents(event.sender) !== null,
  };
}
