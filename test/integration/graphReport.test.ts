import { expect, it } from 'vitest';
import { GraphQueries } from '#electron/workers/modelParse/graphQueries.ts';
import { parseModel } from '#shared/formats/model/registry.ts';
import type { GraphDiagnosis } from '#shared/graphView/diagnosis.ts';
import { paragraphOf, textOf } from '#shared/model/messages/message.ts';
import { tensorflowHead } from '../../samples/graphs/tensorflowHead.ts';

function queries(): GraphQueries {
  const bytes = tensorflowHead();
  const parsed = parseModel({
    fileName: 'saved_model.pb',
    bytes,
    folder: { sizeOf: () => null, read: () => new Uint8Array(0) },
  });
  return new GraphQueries(parsed, 'saved_model.pb', bytes.length);
}

/** The groups with their texts, as a report gives them. */
function inEnglish({ groups }: GraphDiagnosis) {
  return groups.map(({ code, message, fix }) => ({
    code,
    message: textOf(message, 'en'),
    fix: paragraphOf(fix, 'en'),
  }));
}

it('gives each finding in English, as Markdown and as JSON', () => {
  const asked = queries();
  const groups = inEnglish(asked.diagnose(null));
  expect(groups.length).toBeGreaterThan(3);
  const markdown = asked.report(null, 'markdown');
  const data = JSON.parse(asked.report(null, 'json')) as {
    readonly diagnosis: {
      readonly groups: readonly {
        readonly code: string;
        readonly message: string;
        readonly fix: string;
        readonly sketch: {
          readonly after: readonly { readonly nodes: readonly { readonly words: string }[] }[];
        } | null;
      }[];
    };
  };
  expect(data.diagnosis.groups.map(({ code, message, fix }) => ({ code, message, fix }))).toEqual(groups);
  for (const { code } of groups) expect(markdown).toContain(`\`${code}\``);
  expect(markdown).toContain('CropAndResize becomes Loop over boxes (Slice → Resize) → Concat');
  const steps = data.diagnosis.groups
    .flatMap(({ sketch }) => sketch?.after ?? [])
    .flatMap((way) => way.nodes.map(({ words }) => words));
  expect(steps).toContain('RoiAlign');
  for (const step of steps) expect(typeof step).toBe('string');
});

it('explains an error of the runtime, and places it at its node', () => {
  const explained = queries().explainError(
    "Non-zero status code returned while running Relu node. Name:'SecondStage/head/Relu' Status Message: no",
  );
  expect(explained.place?.label).toBe('SecondStage/head/Relu');
  expect(explained.fix).toEqual({ id: 'error.running', facts: null });
  expect(queries().explainError('nothing that is known')).toMatchObject({ place: null, fix: null });
});
