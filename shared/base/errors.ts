/**
 * Every expected failure has one of these codes, `area.reason`. They cross process borders and are what code and
 * translations branch on; message texts are for people and may change.
 */
export type ErrorCode =
  | 'ipc.badSender'
  | 'ipc.badPayload'
  | 'ipc.unknownChannel'
  | 'ipc.unknownGrant'
  | 'worker.crashed'
  | 'worker.timeout'
  | 'job.cancelled'
  | 'job.unknown'
  | 'project.none'
  | 'project.notFound'
  | 'project.damaged'
  | 'project.notAProject'
  | 'project.newerVersion'
  | 'project.locked'
  | 'project.readOnly'
  | 'storage.full'
  | 'storage.failed'
  | 'storage.staleRevision'
  | 'storage.unknownRecord'
  | 'storage.duplicateName'
  | 'file.notFound'
  | 'file.notReadable'
  | 'file.empty'
  | 'file.notWritable'
  | 'file.notRegular'
  | 'file.tooLarge'
  | 'image.unknownFormat'
  | 'image.truncated'
  | 'image.damaged'
  | 'image.tooLarge'
  | 'image.changed'
  | 'image.missing'
  | 'ink.malformed'
  | 'ink.empty'
  | 'ink.tooLarge'
  | 'format.malformed'
  | 'format.unknown'
  | 'model.none'
  | 'model.manifestInvalid'
  | 'model.hashMismatch'
  | 'model.notLoadable'
  | 'model.runFailed'
  | 'model.badOutput'
  | 'model.unknownFormat'
  | 'model.otherFormat'
  | 'model.htmlPage'
  | 'model.gitLfsPointer'
  | 'model.notAGraph'
  | 'model.truncated'
  | 'model.malformed'
  | 'model.unsupportedVersion'
  | 'model.tensorSize'
  | 'model.cyclic'
  | 'model.missingFile'
  | 'model.outsideFolder'
  | 'model.tooLarge'
  | 'model.tooManyNodes'
  | 'model.tooDeep'
  | 'model.tooSlow'
  | 'graph.badQuery'
  | 'graph.closed'
  | 'export.mismatch'
  | 'export.targetExists'
  | 'export.nothingToWrite'
  | 'export.cannotHold'
  | 'export.labelLock'
  | 'evaluation.none'
  | 'evaluation.noTruth'
  | 'evaluation.noRun'
  | 'internal.bug';

/** Facts a message is made of: `file`, `place` (line, byte, field), `limit` and the like. JSON-safe. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** An {@link AppError} as it crosses a process border: no stack, no prototype. */
export interface WireError {
  readonly code: ErrorCode;
  /** What failed, in which file, what to do; English, for logs and scripts. The window translates by `code`. */
  readonly message: string;
  readonly details: ErrorDetails;
}

/** An expected failure. Bugs stay ordinary errors and reach one reporter. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  /** The form that may be sent to another process. */
  toWire(): WireError {
    return { code: this.code, message: this.message, details: this.details };
  }

  /** Rebuilds an error that was received from another process. */
  static fromWire(wire: WireError): AppError {
    return new AppError(wire.code, wire.message, wire.details);
  }
}

/** Turns whatever was thrown into a {@link WireError}; what is no {@link AppError} is a bug and says so. */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof AppError) return thrown.toWire();
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal.bug', message: `Something went wrong inside Surd: ${message}`, details: {} };
}
