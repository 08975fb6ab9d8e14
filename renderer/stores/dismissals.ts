import type { Client } from '#renderer/ipc/client.ts';
import { isSameSubject, type CheckSubject, type Dismissal } from '#shared/checks/dismissal.ts';

/** What was put aside on one image: shown at once, kept in the project. */
export interface Dismissals {
  /** Whether it is known what was put aside; until then nothing should be shown that may have been. */
  readonly isKnown: boolean;
  has(subject: CheckSubject): boolean;
  /** Rejects when it could not be stored; it is then as before. */
  add(subject: CheckSubject): Promise<void>;
  /** Lets these be found again, or all. Rejects as {@link add} does. */
  remove(which: readonly CheckSubject[] | 'all'): Promise<void>;
}

/**
 * What was put aside on the image.
 *
 * @param onChange - told of each change, the first time when it is known what there is
 * @param onError - told when that cannot be found out; then nothing counts as put aside
 */
export function followDismissals(
  client: Pick<Client, 'check'>,
  imageId: number,
  onChange: () => void,
  onError: (thrown: unknown) => void,
): Dismissals {
  let all: readonly Dismissal[] | null = null;

  const set = (next: readonly Dismissal[]): void => {
    all = next;
    onChange();
  };

  client.check.dismissals({ imageId }).then(set, (thrown: unknown) => {
    all = [];
    onError(thrown);
  });

  return {
    get isKnown() {
      return all !== null;
    },
    has: (subject) => all?.some((each) => isSameSubject(each, subject)) ?? false,
    add: async ({ kind, parts, place }) => {
      const dismissal = { id: crypto.randomUUID(), kind, parts: [...parts], place };
      set([...(all ?? []), dismissal]);
      try {
        await client.check.dismiss({ imageId, dismissal });
      } catch (thrown) {
        set((all ?? []).filter((each) => each !== dismissal));
        throw thrown;
      }
    },
    remove: async (which) => {
      const before = all ?? [];
      const gone = before.filter(
        (each) => which === 'all' || which.some((subject) => isSameSubject(subject, each)),
      );
      set(before.filter((each) => !gone.includes(each)));
      try {
        await client.check.restore({ ids: gone.map(({ id }) => id) });
      } catch (thrown) {
        set([...(all ?? []), ...gone]);
        throw thrown;
      }
    },
  };
}
