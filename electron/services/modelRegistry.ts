import { copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, toWireError } from '#shared/base/errors.ts';
import { readManifest, type LocatedManifest } from './readManifest.ts';

/** A model that the app knows, usable or not. */
export type KnownModel =
  | (LocatedManifest & { readonly shipped: boolean; readonly problem: null })
  | {
      readonly manifest: null;
      readonly manifestPath: string;
      readonly shipped: boolean;
      /** Why it cannot be used. */
      readonly problem: string;
    };

/** Lighter architectures are shipped to compare with, not to work with. */
const DEFAULT_ARCHITECTURE = 'mobilenet-fpn-faster-rcnn';

/** The models that come with the app and those that a person has added. */
export class ModelRegistry {
  readonly #shippedFolder: string;
  readonly #userFolder: string;

  /**
   * @param shippedFolder - comes with the app, only read
   * @param userFolder - the person's own models; made when the first is added
   */
  constructor(shippedFolder: string, userFolder: string) {
    this.#shippedFolder = shippedFolder;
    this.#userFolder = userFolder;
  }

  /** The shipped ones first, and of these the architecture that is meant for use. */
  async list(): Promise<readonly KnownModel[]> {
    const isForUse = ({ manifest }: KnownModel): boolean => manifest?.architecture === DEFAULT_ARCHITECTURE;
    const [shipped, own] = await Promise.all([
      this.#readFolder(this.#shippedFolder, true),
      this.#readFolder(this.#userFolder, false),
    ]);
    return [...shipped.filter(isForUse), ...shipped.filter((model) => !isForUse(model)), ...own];
  }

  /** The model to use when none is chosen: the most accurate architecture in float16, and if it is missing, any. */
  async defaultModel(): Promise<LocatedManifest> {
    const usable = (await this.list()).flatMap((model) => (model.manifest === null ? [] : [model]));
    const half = usable.filter(({ manifest }) => manifest.precision === 'float16');
    const model =
      half.find(({ manifest }) => manifest.architecture === DEFAULT_ARCHITECTURE) ?? half[0] ?? usable[0];
    if (model === undefined) {
      throw new AppError('model.none', 'No model is installed. Add one in the Models workspace.');
    }
    return model;
  }

  /** @throws AppError `model.none` */
  async get(modelId: string): Promise<LocatedManifest> {
    for (const model of await this.list()) {
      if (model.manifest !== null && model.manifest.id === modelId) return model;
    }
    throw new AppError(
      'model.none',
      `There is no model ${modelId}. It was removed; choose another in the Models workspace.`,
      { model: modelId },
    );
  }

  /**
   * Copies a model into the person's folder, manifest last, so that a half-copied one is never listed.
   *
   * @throws AppError `file.*`, `model.manifestInvalid` or `storage.duplicateName`
   */
  async add(manifestPath: string): Promise<LocatedManifest> {
    const located = await readManifest(manifestPath);
    const { id, file } = located.manifest;
    const taken = (await this.list()).some(({ manifest }) => manifest?.id === id);
    if (taken) {
      throw new AppError(
        'storage.duplicateName',
        `There is a model ${id} already. Give the new one another id in its manifest.`,
        { name: id },
      );
    }
    await mkdir(this.#userFolder, { recursive: true });
    const modelPath = join(this.#userFolder, file);
    try {
      await copyFile(located.modelPath, `${modelPath}.new`);
    } catch (cause) {
      throw new AppError(
        'file.notFound',
        `The model file ${located.modelPath} cannot be copied.`,
        { file: located.modelPath },
        { cause },
      );
    }
    await rename(`${modelPath}.new`, modelPath);
    const target = join(this.#userFolder, `${id}.json`);
    await copyFile(manifestPath, target);
    return readManifest(target);
  }

  async #readFolder(folder: string, shipped: boolean): Promise<readonly KnownModel[]> {
    let names: string[];
    try {
      names = await readdir(folder);
    } catch {
      return [];
    }
    const manifests = names.filter((name) => name.endsWith('.json')).sort();
    return Promise.all(
      manifests.map(async (name): Promise<KnownModel> => {
        const manifestPath = join(folder, name);
        try {
          return { ...(await readManifest(manifestPath)), shipped, problem: null };
        } catch (error) {
          return { manifest: null, manifestPath, shipped, problem: toWireError(error).message };
        }
      }),
    );
  }
}
