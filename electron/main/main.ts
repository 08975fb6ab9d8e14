import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { app, BrowserWindow, ipcMain, nativeTheme, protocol, session } from 'electron';
import { toWireError } from '#shared/base/errors.ts';
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
const foreignSwitch = /^--(inspect|inspect-brk|remote-debugging-[a-z]+|no-sandbox|user-data-dir|enable-[a-z-]+|disable-[a-z-]+|lang|force-[a-z-]+|js-flags)(=|$)/;

/** The arguments that are meant for Surd: those after the program, and in a clone after its folder. */
function ownArguments(argv: readonly string[]): readonly string[] {
  const first = app.isPackaged ? 1 : argv.findIndex((argument, index) => index > 0 && !argument.startsWith('-')) + 1;
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

/** What the command line asks for before the window is shown. A project that cannot be opened is no reason not to start. */
async function openRequested(services: AppServices, { screenshot, project }: CommandLine): Promise<void> {
  const { projects, paths, workers, jobs } = services;
  try {
    if (screenshot !== null) await openSampleProject(paths.samples, paths.user, projects, workers, jobs);
    else if (project !== null) await projects.open(resolve(project), false);
    else await projects.reopenLast();
  } catch (error) {
    if (screenshot !== null) throw error;
    console.error(toWireError(error).message);
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
  routeCalls(ipcMain, services, () => undefined, reportBug);
  const opening = openRequested(services, commandLine);
  if (commandLine.screenshot !== null) {
    await opening;
    await detectAll(services);
  }
  const window = createMainWindow(paths.preload, commandLine);
  window.on('closed', () => {
    services.workers.close();
    app.quit();
  });
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
    services.workers.close();
    if (temporaryUser !== null) await rm(temporaryUser, { recursive: true, force: true });
  }
  app.exit(0);
}
