import type { Inspection } from '../../model/inspectModel.ts';
import type { ModelDescription } from '../../model/modelDescription.ts';
import type { ModelGraph } from '../../model/modelGraph.ts';

/**
 * What the modelParse process answers. It alone reads untrusted model files; nothing outside a model's folder is
 * opened. Errors: `file.*`, `model.*`.
 */
export interface ModelParseMethods {
  /**
   * A model in short.
   *
   * `path` is absolute: a file, or the folder of a SavedModel or tfjs model.
   */
  describe(input: { readonly path: string }): Promise<ModelDescription>;
  /**
   * A model with what runtimes make of it, as `surd inspect --json` prints it.
   *
   * `runtimes` are ids of `RuntimeId`; null asks every runtime that fits the format. An id that is not known is
   * `ipc.badPayload`.
   */
  inspect(input: { readonly path: string; readonly runtimes: readonly string[] | null }): Promise<Inspection>;
  /** A model with all its graphs. Constants are named and measured, their bytes stay in the process. */
  open(input: { readonly path: string }): Promise<ModelGraph>;
  /** The content of one constant of a model, little-endian, from `offset`, at most `length` bytes of it. */
  readConstant(input: {
    readonly path: string;
    readonly constant: number;
    readonly offset: number;
    readonly length: number;
  }): Promise<{ readonly totalBytes: number; readonly bytes: Uint8Array }>;
}
