import type { ParseKeys } from 'i18next';
import { createStore } from 'zustand/vanilla';
import { toWireError, type WireError } from '#shared/base/errors.ts';
import type { Store } from './store.ts';

/** How much a notice asks for attention. Errors stay until they are closed. */
export type NoticeTone = 'info' | 'success' | 'warning' | 'error';

/** What is said: a text of the translations with its values, or an error that is translated by its code. */
export type NoticeText =
  | { readonly key: ParseKeys; readonly values?: Readonly<Record<string, string | number>> }
  | { readonly error: WireError };

/** Something to tell the person once. */
export interface Notice {
  readonly id: number;
  readonly tone: NoticeTone;
  readonly text: NoticeText;
  readonly action: NoticeAction | null;
}

/** What a notice offers to do. */
export interface NoticeAction {
  readonly labelKey: ParseKeys;
  run(): void;
}

export interface NoticeState {
  readonly notices: readonly Notice[];
  /** The last error, for the status bar; null when it was read. */
  readonly lastError: WireError | null;
}

interface NoticeActions {
  tell(tone: NoticeTone, text: NoticeText, action?: NoticeAction): void;
  /** Tells of something thrown. What a person has cancelled is not told. */
  readonly report: (thrown: unknown) => void;
  close(id: number): void;
}

export type NoticeStore = Store<NoticeState, NoticeActions>;

/** What is said again takes the place of what was said. */
function saysTheSame(a: NoticeText, b: NoticeText): boolean {
  return 'key' in a && 'key' in b && a.key === b.key;
}

export function createNoticeStore(): NoticeStore {
  const store = createStore<NoticeState>(() => ({ notices: [], lastError: null }));
  let nextId = 1;

  const tell: NoticeActions['tell'] = (tone, text, action) => {
    const notice: Notice = { id: nextId++, tone, text, action: action ?? null };
    store.setState((state) => ({
      notices: [...state.notices.filter((open) => !saysTheSame(open.text, text)), notice],
      lastError: 'error' in text ? text.error : state.lastError,
    }));
  };

  return Object.assign(store, {
    tell,
    report: (thrown: unknown) => {
      const error = toWireError(thrown);
      if (error.code === 'job.cancelled') return;
      // Said already and not read yet: saying it again would only bury the screen.
      const isSaid = store
        .getState()
        .notices.some(
          ({ text }) =>
            'error' in text && text.error.code === error.code && text.error.message === error.message,
        );
      if (!isSaid) tell('error', { error });
    },
    close: (id: number) => {
      store.setState((state) => {
        const closed = state.notices.find((notice) => notice.id === id);
        const wasLast =
          closed !== undefined && 'error' in closed.text && closed.text.error === state.lastError;
        return {
          notices: state.notices.filter((notice) => notice.id !== id),
          lastError: wasLast ? null : state.lastError,
        };
      });
    },
  });
}
