import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { annotationHandlers } from '#electron/main/ipc/handlers/annotation.ts';
import type { AppServices } from '#electron/main/services/appServices.ts';
import { createClient, type Client } from '#renderer/ipc/client.ts';
import { toWireError } from '#shared/base/errors.ts';
import type { Bridge } from '#shared/ipc/bridge.ts';
import type { InputOf } from '#shared/ipc/contract/contract.ts';
import type { EventName, Events } from '#shared/ipc/events.ts';
import { newImage, storageInProcess, type CallStorage } from './storageInProcess.ts';

/** A box that the detector is said to have found. */
export interface FoundBox {
  readonly labelName: string;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly score: number;
}

/** A project on disk and a client that speaks to its storage with no process between. */
export interface DirectProject {
  readonly client: Client;
  readonly storage: CallStorage;
  readonly imageIds: readonly number[];
  /** Puts new detections in the place of an image's, and tells the window. */
  detect(imageId: number, found: readonly FoundBox[]): void;
  /** Tells the window of something, as the main process does. */
  tell<E extends EventName>(event: E, payload: Events[E]): void;
  /** Calls wait from now on until they are let go, one by one or all. */
  hold(): void;
  /** What the window is told waits until it is let go: it may come later than the answer to the call that led to it. */
  holdNews(): void;
  letGo(): void;
  /** The next call of this channel fails so. */
  failNext(channel: string, error: Error): void;
  dispose(): void;
}

const labels = ['x', '2', '+', '\\frac', '\\sqrt'];

/** Creates a project with two images of 400 x 100 pixels. */
export function directProject(): DirectProject {
  const folder = mkdtempSync(join(tmpdir(), 'surd-canvas-'));
  const storage = storageInProcess();
  storage('open', { path: join(folder, 'test.surd'), create: true, seedLabels: labels });
  const imageIds = storage('addImages', {
    images: [newImage(folder, 'first.png'), newImage(folder, 'second.png')],
  }).map(({ imageId }) => imageId);

  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const failures = new Map<string, Error>();
  let waiting: (() => void)[] = [];
  let isHeld = false;
  let news: (() => void)[] = [];
  let areNewsHeld = false;

  const tell = <E extends EventName>(event: E, payload: Events[E]): void => {
    const hear = (): void => {
      for (const listener of listeners.get(event) ?? []) (listener as (payload: Events[E]) => void)(payload);
    };
    if (areNewsHeld) news.push(hear);
    else hear();
  };

  const call = async (...[method, input]: Parameters<CallStorage>): Promise<unknown> => {
    await Promise.resolve();
    return storage(method, input);
  };
  const handlers: Readonly<Record<string, (input: never) => unknown>> = annotationHandlers({
    workers: { storage: { call } },
    emit: tell,
  } as unknown as AppServices);

  const answer = (channel: string, input: unknown): unknown => {
    const handler = handlers[channel];
    if (handler !== undefined) return handler(input as never);
    switch (channel) {
      case 'check.dismissals':
        return storage('dismissals', input as InputOf<'check.dismissals'>);
      case 'check.dismiss':
        storage('dismissCheck', input as InputOf<'check.dismiss'>);
        return {};
      case 'check.restore':
        storage('restoreChecks', input as InputOf<'check.restore'>);
        return {};
      default:
        throw new Error(`No test needs ${channel}`);
    }
  };

  const bridge = {
    invoke: async (channel: string, input: unknown) => {
      // As over a real border: what is changed on one side afterwards does not change the other.
      const sent: unknown = structuredClone(input);
      if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve));
      else await Promise.resolve();
      try {
        const failure = failures.get(channel);
        failures.delete(channel);
        if (failure !== undefined) throw failure;
        return { ok: true, value: structuredClone(await answer(channel, sent)) };
      } catch (thrown) {
        return { ok: false, error: toWireError(thrown) };
      }
    },
    subscribe: (event: EventName, listener: (payload: never) => void) => {
      const all = listeners.get(event) ?? new Set();
      listeners.set(event, all.add(listener));
      return () => all.delete(listener);
    },
    grantDroppedFiles: () => Promise.reject(new Error('No test drops files')),
  } as unknown as Bridge;

  return {
    client: createClient(bridge),
    storage,
    imageIds,
    detect: (imageId, found) => {
      storage('replaceDetections', { modelId: 'test', images: [{ imageId, detections: found }] });
      tell('detections.changed', { imageIds: [imageId] });
    },
    tell,
    hold: () => {
      isHeld = true;
    },
    holdNews: () => {
      areNewsHeld = true;
    },
    letGo: () => {
      isHeld = false;
      areNewsHeld = false;
      for (const hear of news) hear();
      news = [];
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    failNext: (channel, error) => {
      failures.set(channel, error);
    },
    dispose: () => {
      storage('close', {});
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
