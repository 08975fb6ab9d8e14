// Compares the verdicts for ONNX Runtime on the CPU with the runtime itself:
//   node test/fuzz/modelsVerdicts.ts FOLDER
// FOLDER holds .onnx files, for example what Debian's libonnx-testdata installs. For each, a session is created.
import { readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { env, InferenceSession } from 'onnxruntime-node';
import { openModelSource } from '#electron/workers/modelParse/openModelSource.ts';
import { parseModel } from '#shared/formats/model/registry.ts';
import { diagnoseModel } from '#shared/model/operators/diagnoseModel.ts';
import { runtimeById } from '#shared/model/operators/runtimes.ts';

const folder = process.argv[2];
const runtime = runtimeById(process.arch === 'arm64' ? 'onnxruntime-cpu-arm64' : 'onnxruntime-cpu-x64');
if (folder === undefined || runtime === null) throw new Error('Name the folder with the models.');
env.logLevel = 'fatal';

// Packages link one folder from several places: each file once.
const files = [
  ...new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.onnx'))
      .map((name) => realpathSync(join(folder, name))),
  ),
].sort();
let agreements = 0;
const disagreements = new Map<string, string[]>();
for (const file of files) {
  const { model } = parseModel(openModelSource(file));
  const { verdicts, diagnostics } = diagnoseModel(model, [runtime]);
  const saysRuns = verdicts[runtime.id] !== 'does-not-run';
  let error: string | null = null;
  try {
    const session = await InferenceSession.create(file, { logSeverityLevel: 4, intraOpNumThreads: 1 });
    await session.release();
  } catch (thrown) {
    error = thrown instanceof Error ? thrown.message : String(thrown);
  }
  if (saysRuns === (error === null)) {
    agreements++;
    continue;
  }
  const cause = diagnostics.find(({ severity }) => severity === 'error');
  const key = saysRuns
    ? `table: runs; runtime: ${(error ?? '').slice(0, 160)}`
    : `table: ${cause?.code ?? ''} ${cause?.opType ?? ''}; runtime: runs`;
  disagreements.set(key, [...(disagreements.get(key) ?? []), basename(dirname(file))]);
}
console.log(`${agreements} of ${files.length} verdicts agree with ONNX Runtime`);
for (const [key, names] of [...disagreements].sort((a, b) => b[1].length - a[1].length)) {
  console.log(`${names.length} × ${key} (${names.slice(0, 2).join(', ')})`);
}
