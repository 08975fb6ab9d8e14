import { type Message, paragraphOf, textOf } from '../model/messages/message.ts';
import type { SketchGraph } from '../model/operators/rewriteSketches.ts';
import type { GraphDiagnosis } from './diagnosis.ts';
import type { ModelOverview } from './overview.ts';
import { topologicalRanks } from './topologicalOrder.ts';

/** The form of a report for scripts. */
export interface ReportData {
  readonly file: string;
  readonly overview: ModelOverview;
  readonly diagnosis: GraphDiagnosis;
}

/** The report as JSON, its texts in English. */
export function modelReportJson({ file, overview, diagnosis }: ReportData): string {
  const inEnglish = <T extends { readonly message: Message; readonly fix: readonly Message[] }>(each: T) => ({
    ...each,
    message: textOf(each.message, 'en'),
    fix: paragraphOf(each.fix, 'en'),
  });
  const { description } = overview;
  const data = {
    file,
    overview: {
      ...overview,
      description: { ...description, findings: description.findings.map(inEnglish) },
    },
    diagnosis: {
      ...diagnosis,
      groups: diagnosis.groups.map((group) => ({
        ...inEnglish(group),
        sketch: group.sketch && {
          before: plainSketch(group.sketch.before),
          after: group.sketch.after.map(({ where, graph }) => ({
            where: textOf(where, 'en'),
            ...plainSketch(graph),
          })),
        },
      })),
    },
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** A drawn rewrite as data: its parts by their words, what leads where, and what stands in its frame. */
function plainSketch({ nodes, edges, frame }: SketchGraph) {
  return {
    nodes: nodes.map(({ kind, words }) => ({ kind, words: textOf(words, 'en') })),
    edges: edges.map(({ source, target }) => [source, target] as const),
    frame: frame === null ? null : { words: textOf(frame.words, 'en'), nodes: frame.nodes },
  };
}

/** A drawn rewrite in words: its operators in the order of the flow, those of the frame in parentheses. */
function chain({ nodes, edges, frame }: SketchGraph): string {
  const ranks = topologicalRanks(
    nodes.map((_node, index) =>
      edges.filter(({ target, isBack }) => target === index && !isBack).map(({ source }) => source),
    ),
  );
  const order = [...nodes.keys()].sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
  const named = (places: readonly number[]): readonly string[] =>
    places.flatMap((place) => {
      const node = nodes[place];
      return node === undefined || node.kind === 'value' ? [] : [textOf(node.words, 'en')];
    });
  if (frame === null) return named(order).join(' → ');
  const isFramed = (place: number): boolean => frame.nodes.includes(place);
  const start = order.findIndex(isFramed);
  return [
    ...named(order.slice(0, start)),
    `${textOf(frame.words, 'en')} (${named(order.filter(isFramed)).join(' → ')})`,
    ...named(order.slice(start).filter((place) => !isFramed(place))),
  ].join(' → ');
}

const verdictWords = { runs: 'runs', partly: 'runs in part', 'does-not-run': 'does not run' } as const;

/** Places that a finding lists in the report. */
const listedPlaces = 20;

/** A model's report as Markdown: what it is, what it weighs, what runs it, and what to do. */
export function modelReportMarkdown({ file, overview, diagnosis }: ReportData): string {
  const { description, ledger } = overview;
  const [main] = description.graphs;
  const lines: string[] = [
    `# ${text(file)}`,
    '',
    `${description.format} ${description.formatVersion}${description.producer === null ? '' : `, by ${text(description.producer)}`}`,
    '',
    '| | |',
    '|---|---|',
    row(
      'Operator sets',
      description.opsets
        .map(({ domain, version }) => `${domain === '' ? 'ai.onnx' : domain} ${version}`)
        .join(', '),
    ),
    row('Graphs', String(description.graphs.length)),
    row('Nodes', String(description.nodeCount)),
    row('Parameters', String(description.parameterCount)),
    row('Bytes of constants', String(description.constantBytes)),
    row('Bytes of the file', String(description.fileBytes)),
    row(
      'Multiply-adds',
      `${ledger.multiplyAdds}${ledger.unknownNodes > 0 ? ` (${ledger.unknownNodes} nodes of unknown shape not counted)` : ''}`,
    ),
    ...(main?.inputs ?? []).map(({ name, typeText }) => portRow('Input', name, typeText)),
    ...(main?.outputs ?? []).map(({ name, typeText }) => portRow('Output', name, typeText)),
    '',
    '## Verdicts',
    '',
    '| runtime | version of the facts | verdict | stopped | conditional | nodes |',
    '|---|---|---|--:|--:|--:|',
    ...diagnosis.runtimes.map(
      ({ name, version, verdict, blocked, conditional, nodes }) =>
        `| ${text(name)} | ${text(version)} | ${verdictWords[verdict]} | ${blocked} | ${conditional} | ${nodes} |`,
    ),
    '',
  ];
  for (const { name, cut } of diagnosis.runtimes) {
    if (cut === null) continue;
    const side = cut.kind === 'prefix' ? 'first' : 'last';
    lines.push(
      `On ${text(name)} the ${side} ${cut.nodes.length} of ${cut.total} nodes run as they are; cut there: ${cut.values
        .slice(0, listedPlaces)
        .map((value) => `\`${code(value.name)}\` (${code(value.typeText)})`)
        .join(', ')}.`,
      '',
    );
  }
  lines.push('## Findings', '');
  if (diagnosis.groups.length === 0) lines.push('None.', '');
  const nameOf = (id: string | null): string =>
    diagnosis.runtimes.find((runtime) => runtime.id === id)?.name ?? 'the file';
  for (const group of diagnosis.groups) {
    const subject = group.opType === null ? group.code : `${group.opTypes.join(', ')} × ${group.count}`;
    lines.push(
      `### ${text(subject)}: ${text(nameOf(group.runtime))}`,
      '',
      `${group.severity}, \`${group.code}\``,
      '',
      `- Why: ${text(textOf(group.message, 'en'))}`,
      `- What to do: ${text(paragraphOf(group.fix, 'en'))}`,
    );
    if (group.sketch !== null) {
      const before = chain(group.sketch.before);
      for (const { where, graph } of group.sketch.after)
        lines.push(`  - ${textOf(where, 'en')}: ${before} becomes ${chain(graph)}`);
    }
    const places = group.places.slice(0, listedPlaces).map(({ label }) => `\`${code(label)}\``);
    if (places.length > 0) {
      const left = group.count - places.length;
      lines.push(`- Where: ${places.join(', ')}${left > 0 ? ` and ${left} more` : ''}`);
    }
    lines.push('');
  }
  lines.push(
    '## Bytes by operator',
    '',
    '| operator | nodes | bytes | parameters | multiply-adds |',
    '|---|--:|--:|--:|--:|',
    ...ledger.byOperator.map(ledgerRow),
    '',
    '## Bytes by scope',
    '',
    '| scope | nodes | bytes | parameters | multiply-adds |',
    '|---|--:|--:|--:|--:|',
    ...ledger.byScope.map(ledgerRow),
    '',
  );
  return lines.join('\n');
}

function ledgerRow(line: ModelOverview['ledger']['byOperator'][number]): string {
  return `| ${line.name === '' ? 'others' : text(line.name)} | ${line.nodes} | ${line.bytes} | ${line.parameters} | ${line.multiplyAdds} |`;
}

function row(name: string, value: string): string {
  return `| ${name} | ${text(value)} |`;
}

function portRow(kind: string, name: string, typeText: string): string {
  return `| ${kind} | \`${code(name)}\` ${text(typeText)} |`;
}

/** Names come from the file: nothing of them may be read as Markdown or HTML. */
function text(value: string): string {
  return value.replaceAll(/[|<>*_[\]#]/g, '\\$&').replaceAll(/[\r\n]+/g, ' ');
}

function code(value: string): string {
  return value.replaceAll(/[`\r\n|]/g, ' ');
}
