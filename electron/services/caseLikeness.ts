import { descriptorLength, rankByLikeness } from '#shared/evaluation/cropDescriptor.ts';
import type { EvaluationCase } from '#shared/evaluation/caseIndex.ts';
import type { WindowCase } from '#shared/ipc/contract/evaluation.ts';
import { findImageFile } from './findImageFile.ts';
import type { JobReporter } from './jobs.ts';
import type { Workers } from './workers.ts';

/** Descriptors that are kept, at most: some 20 MB. */
const keptDescriptors = 100_000;

type CaseBoxes = Pick<EvaluationCase, 'truth' | 'read' | 'second'>;

/** The box that a case is looked at by: of the truth where there is one. */
function boxOf({ truth, read, second }: CaseBoxes): readonly [number, number, number, number] {
  return (truth ?? read ?? second)?.box ?? [0, 0, 0, 0];
}

const keyOf = (found: WindowCase): string => `${found.sha256} ${boxOf(found).join(' ')}`;

/** Ranks cases by how alike their crops look; what a crop looks like is worked out once. */
export class CaseLikeness {
  readonly #workers: Workers;
  readonly #known = new Map<string, Uint8Array>();

  constructor(workers: Workers) {
    this.#workers = workers;
  }

  /**
   * The ids of cases from the most to the least like one of them. An image that cannot be read is told; its cases come last.
   *
   * @param like - one of the cases
   */
  async rank(
    projectPath: string,
    like: WindowCase,
    cases: readonly WindowCase[],
    reporter: JobReporter,
  ): Promise<readonly number[]> {
    const byImage = new Map<number, WindowCase[]>();
    for (const found of [like, ...cases]) {
      if (this.#known.has(keyOf(found))) continue;
      const others = byImage.get(found.imageId);
      if (others === undefined) byImage.set(found.imageId, [found]);
      else others.push(found);
    }
    reporter.setTotal(byImage.size);
    for (const [imageId, own] of byImage) {
      reporter.signal.throwIfAborted();
      await this.#describe(projectPath, imageId, own, reporter);
    }
    const likeness = this.#known.get(keyOf(like));
    const ids = cases.map(({ id }) => id);
    if (likeness === undefined) return ids;
    const ranked = rankByLikeness(
      likeness,
      cases.map((found) => this.#known.get(keyOf(found)) ?? null),
    ).map((place) => ids[place] ?? like.id);
    for (const oldest of [...this.#known.keys()].slice(0, Math.max(0, this.#known.size - keptDescriptors)))
      this.#known.delete(oldest);
    return [like.id, ...ranked.filter((id) => id !== like.id)];
  }

  async #describe(
    projectPath: string,
    imageId: number,
    cases: readonly WindowCase[],
    reporter: JobReporter,
  ): Promise<void> {
    const { storage, imaging } = this.#workers;
    const name = cases[0]?.imageName ?? null;
    try {
      const [file] = await storage.call('getImageFiles', { imageIds: [imageId] }, reporter.signal);
      if (file === undefined) return;
      const path = await findImageFile(this.#workers, projectPath, file);
      const boxes = cases.map((found) => {
        const [x, y, width, height] = boxOf(found);
        return { x, y, width, height };
      });
      const bytes = await imaging.call('describeCrops', { path, kind: file.kind, boxes }, reporter.signal);
      for (const [i, found] of cases.entries())
        this.#known.set(keyOf(found), bytes.slice(i * descriptorLength, (i + 1) * descriptorLength));
      reporter.step(name);
    } catch (thrown) {
      reporter.signal.throwIfAborted();
      reporter.fail(name ?? '', thrown);
    }
  }
}
