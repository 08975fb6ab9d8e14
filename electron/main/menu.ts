import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * The system's menu. On macOS it carries what people expect of every program there; elsewhere the window's own bars do,
 * and a second bar would only take room. Commands stay in the window's registry.
 */
export function setApplicationMenu(): void {
  if (process.platform !== 'darwin') {
    Menu.setApplicationMenu(null);
    return;
  }
  const template: MenuItemConstructorOptions[] = [
    { label: app.name, role: 'appMenu' },
    {
      role: 'editMenu',
      // Undo and redo belong to the window's history; the system's would only reach text fields.
      submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
