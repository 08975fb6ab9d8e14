import type { Client } from '#renderer/ipc/client.ts';
import type { Effort } from '#shared/dataset/effort.ts';

/** A pause longer than this is not work. */
export const longestPauseMs = 30_000;

/** Counts what goes into the open image, and hands it on when another one is opened. */
export interface EffortMeter {
  /** The person has done something: pressed a key, clicked, or moved the pointer. */
  note(what: 'key' | 'click' | 'move', atMs: number): void;
  /** From now on it is about this image; null for none. */
  turnTo(imageId: number | null): void;
  /** Hands on what has been counted; resolves when it is stored, or was reported as refused. */
  flush(): Promise<void>;
  /** Forgets image and counts: they are of a project that is no longer open, and ids of another one mean other images. */
  drop(): void;
}

const nothing: Effort = { activeMs: 0, keyCount: 0, clickCount: 0 };

export function createEffortMeter(
  client: Pick<Client, 'project'>,
  report: (thrown: unknown) => void,
): EffortMeter {
  let imageId: number | null = null;
  let counted = nothing;
  let lastMs: number | null = null;

  const flush = async (): Promise<void> => {
    const effort = counted;
    counted = nothing;
    if (imageId === null || (effort.activeMs === 0 && effort.keyCount + effort.clickCount === 0)) return;
    try {
      await client.project.addEffort({ imageId, ...effort });
    } catch (thrown) {
      report(thrown);
    }
  };

  return {
    note: (what, atMs) => {
      const sinceMs = lastMs === null ? 0 : Math.max(0, atMs - lastMs);
      lastMs = atMs;
      if (imageId === null) return;
      counted = {
        activeMs: counted.activeMs + (sinceMs > longestPauseMs ? 0 : sinceMs),
        keyCount: counted.keyCount + (what === 'key' ? 1 : 0),
        clickCount: counted.clickCount + (what === 'click' ? 1 : 0),
      };
    },
    turnTo: (nextId) => {
      if (nextId === imageId) return;
      void flush();
      imageId = nextId;
      lastMs = null;
    },
    flush,
    drop: () => {
      counted = nothing;
      imageId = null;
      lastMs = null;
    },
  };
}

const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta']);

/**
 * Lets the meter see what is done in the window.
 *
 * @returns ends it
 */
export function bindEffortMeter(meter: EffortMeter, target: Window): () => void {
  const ended = new AbortController();
  const options = { capture: true, passive: true, signal: ended.signal };
  target.addEventListener(
    'keydown',
    ({ key, repeat }) => {
      // A modifier is part of the key that follows; a held key is one.
      if (!repeat && !modifiers.has(key)) meter.note('key', performance.now());
    },
    options,
  );
  target.addEventListener(
    'pointerdown',
    () => {
      meter.note('click', performance.now());
    },
    options,
  );
  target.addEventListener(
    'pointermove',
    () => {
      meter.note('move', performance.now());
    },
    options,
  );
  target.addEventListener(
    'pagehide',
    () => {
      void meter.flush();
    },
    options,
  );
  return () => {
    ended.abort();
    void meter.flush();
  };
}
