import { resolve } from 'node:path';
import { toWireError } from '#shared/base/errors.ts';
import type { Inspection } from '#shared/model/inspectModel.ts';
import { listOperators } from '#shared/model/operators/listOperators.ts';
import { runtimeById, runtimes } from '#shared/model/operators/runtimes.ts';
import { withWorkers } from './environment.ts';
import { exitCodes } from './progress.ts';

function print(inspection: Inspection): void {
  const { format, formatVersion, producer, graphs, opTypes, diagnostics, verdicts } = inspection;
  console.log(`${format} ${formatVersion}${producer === null ? '' : `, by ${producer}`}`);
  for (const graph of graphs) {
    console.log(`\n${graph.kind} ${graph.name}: ${graph.nodes} nodes`);
    for (const { name, type } of graph.inputs) console.log(`  in   ${name}: ${type}`);
    for (const { name, type } of graph.outputs) console.log(`  out  ${name}: ${type}`);
  }
  const operators = Object.entries(opTypes).map(([opType, count]) => `${opType} x ${count}`);
  console.log(`\n${operators.join(', ')}\n`);
  for (const [runtime, verdict] of Object.entries(verdicts)) console.log(`${runtime.padEnd(28)} ${verdict}`);
  for (const { severity, runtime, graph, node, opType, message, fix } of diagnostics) {
    const where = [runtime, graph, node, opType].filter((part) => part !== null).join(' / ');
    console.log(`\n${severity} ${where}\n  ${message}\n  ${fix}`);
  }
}

/**
 * `surd inspect`: what a model file holds, and what runtimes make of it. It is read in the process that is made for
 * untrusted models. A file that cannot be read ends with 2, and with `{error}` as JSON.
 */
export function inspect(model: string, asked: readonly string[], json: boolean): Promise<number> {
  return withWorkers(async ({ modelParse }) => {
    try {
      const input = { path: resolve(model), runtimes: asked.length === 0 ? null : asked };
      const inspection = await modelParse.call('inspect', input);
      if (json) console.log(JSON.stringify(inspection));
      else print(inspection);
      return exitCodes.good;
    } catch (thrown) {
      const { code, message } = toWireError(thrown);
      if (json) console.log(JSON.stringify({ error: { code, message } }));
      else console.error(message);
      return code === 'ipc.badPayload' ? exitCodes.usage : exitCodes.unreadable;
    }
  });
}

/** `surd ops`: the operators that runtimes have, as the support tables say. */
export function listOps(asked: string | undefined, json: boolean): number {
  const runtime = asked === undefined ? null : runtimeById(asked);
  if (asked !== undefined && runtime === null) {
    console.error(`There is no runtime ${asked}. There are ${runtimes.map(({ id }) => id).join(', ')}.`);
    return exitCodes.usage;
  }
  const listed = (runtime === null ? runtimes : [runtime]).map((each) => ({
    runtime: each.id,
    operators: listOperators(each),
  }));
  if (json) console.log(JSON.stringify(listed));
  else {
    for (const { runtime: id, operators } of listed) {
      for (const { opType, notes } of operators) console.log(`${id}\t${opType}\t${notes}`);
    }
  }
  return exitCodes.good;
}
