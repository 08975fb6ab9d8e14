import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sandboxArguments, sandboxProblem } from './sandbox.mjs';

let folder: string;
let executable: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-sandbox-'));
  executable = join(folder, 'electron');
  writeFileSync(executable, '');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const kernel =
  (values: Readonly<Record<string, string>>) =>
  (file: string): string | null =>
    values[file.replace('/proc/sys/', '')] ?? null;

describe('sandboxProblem', () => {
  it('finds none where the kernel says nothing, or allows it', () => {
    expect(sandboxProblem(executable, kernel({}))).toBeNull();
    const free = {
      'kernel/apparmor_restrict_unprivileged_userns': '0',
      'kernel/unprivileged_userns_clone': '1',
      'user/max_user_namespaces': '95000',
    };
    expect(sandboxProblem(executable, kernel(free))).toBeNull();
  });

  it.each([
    ['kernel/apparmor_restrict_unprivileged_userns', '1', 'kernel.apparmor_restrict_unprivileged_userns=0'],
    ['kernel/unprivileged_userns_clone', '0', 'kernel.unprivileged_userns_clone=1'],
    ['user/max_user_namespaces', '0', 'user.max_user_namespaces=10000'],
  ])('says what to do about %s', (file, value, command) => {
    const problem = sandboxProblem(executable, kernel({ [file]: value }));
    expect(problem).toContain(`sudo sysctl -w ${command}`);
    expect(problem).toContain(`sudo chmod 4755 '${join(folder, 'chrome-sandbox')}'`);
  });

  it.skipIf(process.getuid?.() !== 0)('is content with a setuid helper of root, and with no other', () => {
    const forbids = kernel({ 'kernel/apparmor_restrict_unprivileged_userns': '1' });
    const helper = join(folder, 'chrome-sandbox');
    writeFileSync(helper, '');
    chmodSync(helper, 0o755);
    expect(sandboxProblem(executable, forbids)).not.toBeNull();
    chmodSync(helper, 0o4755);
    expect(sandboxProblem(executable, forbids)).toBeNull();
    chownSync(helper, 1000, 1000);
    chmodSync(helper, 0o4755);
    expect(sandboxProblem(executable, forbids)).not.toBeNull();
  });
});

describe('sandboxArguments', () => {
  it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
    'leaves the sandbox out for root',
    () => {
      expect(sandboxArguments(executable)).toEqual(['--no-sandbox']);
    },
  );
});
