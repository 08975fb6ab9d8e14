import type { Session } from 'electron';

/** What the window may do of all that a browser could: copy a formula to the clipboard. */
const allowed: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Refuses every permission but the allowed ones, both when it is asked for and when it is looked up. */
export function restrictPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    decide(allowed.has(permission));
  });
  session.setPermissionCheckHandler((_contents, permission) => allowed.has(permission));
  session.setDevicePermissionHandler(() => false);
}
