import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { StoredRun } from '#shared/detection/runFacts.ts';
import { runFactsSchema } from '#shared/ipc/contract/evaluation.ts';
import { writeWhole } from './evaluationFiles.ts';

const storedRunSchema = z.object({
  facts: runFactsSchema.nullable(),
  images: z.number(),
  latenciesMs: z.array(z.number()),
}) satisfies z.ZodType<StoredRun>;

/** Where the facts of a run stand: beside its file, under another ending, so that it is taken for no run itself. */
const factsFile = (runFile: string): string => runFile.replace(/\.json$/, '.facts');

export async function writeRunFacts(runFile: string, run: StoredRun): Promise<void> {
  await writeWhole(factsFile(runFile), `${JSON.stringify(run)}\n`);
}

/** The facts of a run; null where there are none, as beside a prediction file, or where they cannot be read. */
export async function readRunFacts(runFile: string): Promise<StoredRun | null> {
  try {
    const read = storedRunSchema.safeParse(JSON.parse(await readFile(factsFile(runFile), 'utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
