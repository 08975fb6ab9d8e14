import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { ModelManifest } from '#shared/detection/modelManifest.ts';

const positive = z.number().positive();

/** See {@link ModelManifest}. Fields of later versions are kept out of the way, not refused. */
const manifestSchema = z.object({
  schema: z.literal(1),
  id: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[\w.-]+$/, 'letters, digits, dots, dashes and underscores alone'),
  name: z.string().min(1).max(300),
  architecture: z.string().max(200),
  precision: z.enum(['float16', 'float32', 'uint8']),
  file: z.string().min(1).max(255),
  sizeBytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits'),
  licence: z.string().max(2000),
  parameters: positive.nullable().default(null),
  multiplyAdds: positive.nullable().default(null),
  labels: z.array(z.string().min(1).max(200)).min(1).max(10_000),
  labelOffset: z.number().int().min(0).max(1000),
  input: z.object({
    name: z.string().min(1),
    layout: z.literal('NCHW'),
    channels: z.literal('gray'),
    dtype: z.literal('float32'),
    scale: positive,
    mean: z.number(),
    std: positive,
  }),
  resize: z.object({
    rule: z.literal('inkScale'),
    targetSymbolPx: positive,
    minScale: positive,
    maxScale: positive,
    keepWithin: z.number().min(1),
    multipleOf: z.number().int().positive().max(1024),
    maxPixels: positive.max(100_000_000),
  }),
  outputs: z.object({ boxes: z.string(), scores: z.string(), labels: z.string() }),
  scoreThreshold: z.number().min(0).max(1),
  rawScoreThreshold: z.number().min(0).max(1),
}) satisfies z.ZodType<ModelManifest>;

/** No manifest is near it. */
const maxManifestBytes = 2_000_000;

function invalid(path: string, why: string): AppError {
  return new AppError(
    'model.manifestInvalid',
    `${path} does not describe a model that Surd can run: ${why}`,
    { file: path },
  );
}

/** A manifest with where it and its model stand. */
export interface LocatedManifest {
  readonly manifest: ModelManifest;
  readonly manifestPath: string;
  readonly modelPath: string;
}

/**
 * Reads and checks a manifest. The model's file has to stand beside it: a manifest cannot point elsewhere.
 *
 * @throws AppError `file.*` or `model.manifestInvalid`
 */
export async function readManifest(manifestPath: string): Promise<LocatedManifest> {
  let raw: unknown;
  try {
    const { size } = await stat(manifestPath);
    if (size > maxManifestBytes) throw invalid(manifestPath, `it is ${size} bytes long.`);
    raw = JSON.parse(await readFile(manifestPath, 'utf8'));
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    if (thrown instanceof SyntaxError) throw invalid(manifestPath, `it is not JSON (${thrown.message}).`);
    throw new AppError(
      'file.notFound',
      `${manifestPath} cannot be read.`,
      { file: manifestPath },
      { cause: thrown },
    );
  }
  const parsed = manifestSchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(manifestPath, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong form'}.`);
  }
  const manifest = parsed.data;
  if (manifest.file !== basename(manifest.file) || manifest.file === '..') {
    throw invalid(manifestPath, 'file has to be a name without folders, of a file beside the manifest.');
  }
  return { manifest, manifestPath, modelPath: join(dirname(manifestPath), manifest.file) };
}
