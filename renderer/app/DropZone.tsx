import { IconFileArrowRight } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { importDropped } from '#renderer/stores/importing.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './DropZone.module.css';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Files and folders may be dropped anywhere on the window, whatever it shows. */
export function DropZone({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const workbench = useWorkbench();
  const [isOver, setIsOver] = useState(false);
  const isModel = useStore(workbench.ui, (state) => state.workspace === 'graph');

  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      // Leaving one element for another inside the window names that other one; leaving the window names none.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      // Models are dropped where models are looked at.
      if (workbench.ui.getState().workspace === 'graph') void workbench.graph.openDropped(files);
      else void importDropped(workbench, files).catch(workbench.notices.report);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [workbench]);

  return (
    <>
      {children}
      {isOver && (
        <div className={classes['overlay']}>
          <div className={classes['card']}>
            <IconFileArrowRight size={32} stroke={1.4} />
            <strong>{t(isModel ? 'drop.modelTitle' : 'drop.title')}</strong>
            <span>{t(isModel ? 'drop.modelText' : 'drop.text')}</span>
          </div>
        </div>
      )}
    </>
  );
}
