/**
 * `npm run verify:verdicts [-- FOLDER]`: compares the verdicts for ONNX Runtime on the CPU with the runtime itself. For each
 * .onnx file below FOLDER, by default those of Debian's libonnx-testdata, a session is made; the count of agreements is
 * printed, and each disagreement with its cause.
 */
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { env, InferenceSession } from 'onnxruntime-node';
import { AppError } from '#shared/base/errors.ts';
import { openModelSource } from '#electron/workers/modelParse/openModelSource.ts';
import { parseModel } from '#shared/formats/model/registry.ts';
import { diagnoseModel } from '#shared/model/operators/diagnoseModel.ts';
import { runtimeById, type Runtime } from '#shared/model/operators/runtimes.ts';

const debianFolder = '/usr/share/libonnx-testdata';
const folder = process.argv[2] ?? debianFolder;
const runtime = cpuHere();
if (!existsSync(folder)) {
  console.error(
    `${folder} is not there. Install Debian's libonnx-testdata, or name a folder of .onnx files.`,
  );
  process.exit(2);
}
env.logLevel = 'fatal';

function cpuHere(): Runtime {
  const here = runtimeById(process.arch === 'arm64' ? 'onnxruntime-cpu-arm64' : 'onnxruntime-cpu-x64');
  if (here === null) throw new Error('The tables have no ONNX Runtime on this processor.');
  return here;
}

/** What the app says of a file: null when it runs, or else why not. */
function verdictOf(file: string): string | null {
  try {
    const { model } = parseModel(openModelSource(file));
    const { verdicts, diagnostics } = diagnoseModel(model, [runtime]);
    if (verdicts[runtime.id] !== 'does-not-run') return null;
    const cause = diagnostics.find(({ severity }) => severity === 'error');
    return `${cause?.code ?? ''} ${cause?.opType ?? ''}`;
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
}

/** What the runtime says of it. */
async function refusalOf(file: string): Promise<string | null> {
  try {
    const session = await InferenceSession.create(file, { logSeverityLevel: 4, intraOpNumThreads: 1 });
    await session.release();
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

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
  const verdict = verdictOf(file);
  const refusal = await refusalOf(file);
  if ((verdict === null) === (refusal === null)) {
    agreements++;
    continue;
  }
  const key =
    verdict === null
      ? `table: runs; runtime: ${(refusal ?? '').slice(0, 160)}`
      : `table: ${verdict}; runtime: runs`;
  disagreements.set(key, [...(disagreements.get(key) ?? []), relative(folder, file)]);
}
console.log(`${agreements} of ${files.length} verdicts agree with ONNX Runtime`);
for (const [key, names] of [...disagreements].sort((a, b) => b[1].length - a[1].length)) {
  console.log(`${names.length} × ${key} (${names.slice(0, 2).join(', ')})`);
}
