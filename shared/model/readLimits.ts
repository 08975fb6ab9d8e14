/** What a model may cost to read. A file that would go beyond is refused before the memory is taken. */
export interface ReadLimits {
  /** Of one file, main or beside it. */
  readonly fileBytes: number;
  /** Estimated memory of the file together with its decoded form. */
  readonly decodedBytes: number;
  readonly nodes: number;
  readonly graphs: number;
  /** Messages nested in messages; a subgraph in an attribute takes three levels in ONNX. */
  readonly depth: number;
  readonly milliseconds: number;
}

/** Limits that keep the process below 1 GB, with room for the runtime itself and for estimates that are off. */
export const defaultReadLimits: ReadLimits = {
  fileBytes: 384 * 1024 * 1024,
  decodedBytes: 768 * 1024 * 1024,
  nodes: 150_000,
  graphs: 20_000,
  depth: 100,
  milliseconds: 60_000,
};
