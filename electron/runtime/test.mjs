// @ts-check
/** `npm test`: set-up, lint, types, unit and integration tests, build, end-to-end tests. One closing line counts all. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { closingLine, countTests } from './closingLine.mjs';
import { startDisplay } from './display.mjs';
import { pinnedNode, projectRoot } from './projectPaths.mjs';
import { run } from './run.mjs';
import { setUp } from './setUp.mjs';
import { SetUpError, step } from './steps.mjs';
import { lacksDisplay } from './systemLibraries.mjs';

/**
 * @param {string} name
 * @param {() => Promise<boolean>} check
 * @returns {Promise<import('./closingLine.mjs').Outcome>}
 */
async function oneCheck(name, check) {
  console.log(`\n== ${name}`);
  const good = await check();
  console.log(`${name}: ${good ? 'passed' : 'FAILED'}`);
  return { name, passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
}

/** @param {readonly string[]} args */
async function tool(...args) {
  const { code } = await run(
    pinnedNode,
    [join(projectRoot, 'electron', 'runtime', 'onPinnedNode.mjs'), ...args],
    {
      cwd: projectRoot,
    },
  );
  return code === 0;
}

/**
 * @param {string} project - of vitest.config.ts
 * @param {readonly string[]} filters
 */
async function vitest(project, filters) {
  console.log(`\n== ${project} tests`);
  const folder = join(projectRoot, 'node_modules', '.cache', 'surd');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${project}.json`);
  rmSync(file, { force: true });
  const endedWell = await tool(
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...(filters.length > 0 ? ['--passWithNoTests'] : []),
    ...filters,
  );
  let report = null;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.log('vitest ended without a report.');
  }
  return countTests(project, report, { endedWell, mayBeEmpty: filters.length > 0 });
}

try {
  const filters = process.argv.slice(2);
  await setUp();
  const outcomes = [];
  if (filters.length === 0) {
    outcomes.push(await oneCheck('lint', () => tool('eslint', '--max-warnings', '0', '.')));
    outcomes.push(await oneCheck('types', () => tool('tsc', '-b')));
  }
  const built = await oneCheck('build', async () => {
    try {
      await step('Build', ensureBuilt);
      return true;
    } catch (error) {
      console.log(error instanceof Error ? error.message : error);
      return false;
    }
  });
  outcomes.push(built);
  outcomes.push(await vitest('unit', filters));
  if (built.failed === 0) {
    const display = lacksDisplay() ? await startDisplay() : null;
    if (display !== null) process.env['DISPLAY'] = display.name;
    outcomes.push(await vitest('e2e', filters));
    display?.stop();
  }
  if (filters.length > 0 && outcomes.every(({ name, passed }) => name === 'build' || passed === 0)) {
    console.log(`No test file has ${filters.join(' or ')} in its path.`);
    outcomes.push({ name: 'filter', passed: 0, failed: 1, skipped: 0 });
  }
  console.log('');
  for (const { name, passed, failed, skipped } of outcomes) {
    console.log(
      `${name.padEnd(8)} ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
    );
  }
  console.log(`\n${closingLine(outcomes)}`);
  process.exit(outcomes.some(({ failed }) => failed > 0) ? 1 : 0);
} catch (error) {
  console.error(error instanceof SetUpError ? `\n${error.message}` : error);
  console.log(`\n${closingLine([{ name: 'set-up', passed: 0, failed: 1, skipped: 0 }])}`);
  process.exit(1);
}
