import { paragraphOf, textOf } from './messages/message.ts';
import { describeModel } from './modelDescription.ts';
import type { ModelFormatId, ModelGraph } from './modelGraph.ts';
import { type Diagnostic, diagnoseModel, type ModelVerdict } from './operators/diagnoseModel.ts';
import type { Runtime, RuntimeId } from './operators/runtimes.ts';
import type { Shape } from './valueType.ts';

/** An input or output as scripts read it. */
export interface InspectedPort {
  readonly name: string;
  /** `float32[1,3,?,?]` and the like; `?` when the file does not tell. */
  readonly type: string;
  readonly dtype: string | null;
  readonly shape: Shape;
}

/** A finding in English, as scripts read it. */
export interface InspectedDiagnostic extends Omit<Diagnostic, 'message' | 'fix'> {
  readonly message: string;
  readonly fix: string;
}

/** The form of `surd inspect --json`. */
export interface Inspection {
  readonly format: ModelFormatId;
  readonly formatVersion: string;
  readonly producer: string | null;
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  readonly graphs: readonly {
    readonly name: string;
    readonly kind: string;
    readonly nodes: number;
    readonly inputs: readonly InspectedPort[];
    readonly outputs: readonly InspectedPort[];
  }[];
  /** Nodes by operator, over all graphs. */
  readonly opTypes: Readonly<Record<string, number>>;
  readonly parameters: number;
  readonly fileBytes: number;
  readonly constantBytes: number;
  readonly diagnostics: readonly InspectedDiagnostic[];
  readonly verdicts: Readonly<Partial<Record<RuntimeId, ModelVerdict>>>;
}

/**
 * A model with what the runtimes make of it.
 *
 * @param asked - null for every runtime that fits the format
 */
export function inspectModel(
  model: ModelGraph,
  fileBytes: number,
  asked: readonly Runtime[] | null,
): Inspection {
  const description = describeModel(model, fileBytes);
  const diagnosis = asked === null ? diagnoseModel(model) : diagnoseModel(model, asked);
  const port = ({
    name,
    type,
    typeText,
  }: (typeof description.graphs)[number]['inputs'][number]): InspectedPort => ({
    name,
    type: typeText,
    dtype: type?.kind === 'tensor' ? type.dtype : null,
    shape: type?.kind === 'tensor' ? type.shape : null,
  });
  return {
    format: description.format,
    formatVersion: description.formatVersion,
    producer: description.producer,
    opsets: description.opsets,
    graphs: description.graphs.map(({ name, kind, nodeCount, inputs, outputs }) => ({
      name,
      kind,
      nodes: nodeCount,
      inputs: inputs.map(port),
      outputs: outputs.map(port),
    })),
    opTypes: Object.fromEntries(description.opTypes.map(({ opType, count }) => [opType, count])),
    parameters: description.parameterCount,
    fileBytes,
    constantBytes: description.constantBytes,
    diagnostics: diagnosis.diagnostics.map((each) => ({
      ...each,
      message: textOf(each.message, 'en'),
      fix: paragraphOf(each.fix, 'en'),
    })),
    verdicts: diagnosis.verdicts,
  };
}
