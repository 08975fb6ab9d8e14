import { existsSync, mkdtempSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { app, BrowserWindow, ipcMain, nativeTheme, protocol, session } from 'electron';
import { toWireError, type WireError } from '#shared/base/errors.ts';
import { importImages } from '#electron/services/importImages.ts';
import { appPaths } from './appPaths.ts';
import { parseCommandLine, type CommandLine } from './commandLine.ts';
import { routeCalls } from './ipc/router.ts';
import { createMainWindow } from './mainWindow.ts';
import { setApplicationMenu } from './menu.ts';
import { detectAll, saveScreenshot } from './screenshot.ts';
import { lockNavigation } from './security/navigation.ts';
import { restrictPermissions } from './security/permissions.ts';
import { appScheme, serveApp } from './security/protocol.ts';
import { createAppServices, type AppServices, type Emit } from './services/appServices.ts';
import { openSampleProject } from './services/sampleProject.ts';
import { spawnUtilityWorkers } from './spawnUtility.ts';

/** Switches of Chromium and Node that come with their value after `=` or without one. */
const foreignSwitch =
  /^--(inspect|inspect-brk|remote-debugging-[a-z]+|no-sandbox|user-data-dir|enable-[a-z-]+|disable-[a-z-]+|lang|force-[a-z-]+|js-flags)(=|$)/;

/** The arguments that are meant for Surd: those after the program, and in a clone after its folder. */
function ownArguments(argv: readonly string[]): readonly string[] {
  const first = app.isPackaged
    ? 1
    : argv.findIndex((argument, index) => index > 0 && !argument.startsWith('-')) + 1;
  return argv.slice(first).filter((argument) => !foreignSwitch.test(argument));
}

const commandLine = parseCommandLine(ownArguments(process.argv));

/** A picture is taken of a fresh start, and leaves the person's own things alone. */
const temporaryUser =
  commandLine.screenshot !== null && !app.commandLine.hasSwitch('user-data-dir')
    ? mkdtempSync(join(tmpdir(), 'surd-screenshot-'))
    : null;
if (temporaryUser !== null) app.setPath('userData', temporaryUser);

protocol.registerSchemesAsPrivileged([appScheme]);
lockNavigation(app);
// Only root starts without the sandbox, and says so; see the launcher.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start).catch(endWithBug);
} else {
  console.log('Surd is running already; its window has been brought to the front.');
  app.quit();
}

function reportBug(error: unknown, where: string): void {
  console.error(`Bug in ${where}:`, error);
}

function endWithBug(error: unknown): void {
  reportBug(error, 'start');
  app.exit(1);
}

const emit: Emit = (event, payload) => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(`surd:${event}`, payload);
  }
};

/**
 * Opens what the command line asks for, else the project that was open last.
 *
 * @returns why that could not be done; the window starts all the same and says so
 */
async function openRequested(
  services: AppServices,
  { screenshot, project, inputs }: CommandLine,
): Promise<WireError | null> {
  const { projects, paths, workers, jobs } = services;
  try {
    if (screenshot !== null) await openSampleProject(paths.samples, paths.user, projects, workers, jobs);
    else if (project !== null) await projects.open(resolve(project), false);
    else if ((await projects.reopenLast()) === null && inputs.length > 0) {
      await projects.open(await freeProjectPath(paths.user), true);
    }
    return null;
  } catch (error) {
    if (screenshot !== null) throw error;
    console.error(toWireError(error).message);
    return toWireError(error);
  }
}

/** Images named on the command line need a project; without one they get one of their own, among the person's things. */
async function freeProjectPath(userFolder: string): Promise<string> {
  const folder = join(userFolder, 'projects');
  await mkdir(folder, { recursive: true });
  const day = new Date().toISOString().slice(0, 10);
  for (let number = 1; ; number += 1) {
    const path = join(folder, `Formulas ${day}${number === 1 ? '' : ` (${number})`}.surd`);
    if (!existsSync(path)) return path;
  }
}

function importRequested({ projects, workers, jobs }: AppServices, inputs: readonly string[]): void {
  if (inputs.length === 0 || !projects.isOpen) return;
  jobs.start('import', (reporter) =>
    importImages(workers, inputs, reporter, (imageIds) => {
      emit('images.changed', { imageIds });
    }),
  );
}

/** Lets storage write what it has and give the file back before its process ends. */
async function shutDown({ workers, projects }: AppServices): Promise<void> {
  try {
    if (projects.isOpen) await workers.storage.call('close', {});
  } catch (error) {
    reportBug(error, 'shut-down');
  } finally {
    workers.close();
  }
}

async function start(): Promise<void> {
  const paths = appPaths();
  const services = createAppServices(paths, spawnUtilityWorkers(paths.workerFolder), emit);
  restrictPermissions(session.defaultSession);
  serveApp(protocol, paths.rendererFolder, services.images);
  setApplicationMenu();
  if (commandLine.theme !== null) {
    nativeTheme.themeSource = commandLine.theme;
    await services.settings.change({ theme: commandLine.theme });
  }
  if (commandLine.language !== null) await services.settings.change({ language: commandLine.language });
  const opening = openRequested(services, commandLine);
  let isProblemTold = false;
  routeCalls(
    ipcMain,
    services,
    async () => {
      const problem = isProblemTold ? null : await opening;
      isProblemTold = true;
      return problem;
    },
    reportBug,
  );
  if (commandLine.screenshot !== null) {
    await opening;
    await detectAll(services);
  }
  const window = createMainWindow(paths.preload, commandLine);
  window.on('closed', () => {
    void shutDown(services).finally(() => {
      app.quit();
    });
  });
  // Without a listener the app would quit at once, before storage has closed the project.
  app.on('window-all-closed', () => undefined);
  app.on('second-instance', (_event, argv) => {
    if (window.isMinimized()) window.restore();
    window.focus();
    importRequested(services, parseCommandLine(ownArguments(argv)).inputs);
  });
  await opening;
  emit('project.changed', {});
  importRequested(services, commandLine.inputs);
  if (commandLine.screenshot !== null) await endWithScreenshot(window, services, commandLine.screenshot);
}

async function endWithScreenshot(window: BrowserWindow, services: AppServices, file: string): Promise<void> {
  try {
    await saveScreenshot(window, file);
  } finally {
    await shutDown(services);
    if (temporaryUser !== null) await rm(temporaryUser, { recursive: true, force: true });
  }
  app.exit(0);
}
