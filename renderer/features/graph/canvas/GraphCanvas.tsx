import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Picture } from '#renderer/stores/graphState.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { createGraphView, type GraphView } from './createGraphView.ts';
import classes from './GraphCanvas.module.css';
import type { GraphWords } from './graphElements.ts';
import { Legend } from './Legend.tsx';
import { Minimap } from './Minimap.tsx';
import { picturePng } from './picturePng.ts';
import { pictureSvg } from './pictureSvg.ts';
import type { SeenPart } from './visibleParts.ts';

const arrows: Readonly<Record<string, 'up' | 'down' | 'left' | 'right'>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The drawn graph. */
export function GraphCanvas({ onDrawn }: { readonly onDrawn: () => void }) {
  const { t, i18n } = useTranslation();
  const { graph, graphControls, notices } = useWorkbench();
  const holder = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<GraphView | null>(null);
  const [seen, setSeen] = useState<SeenPart | null>(null);
  const [drawn, setDrawn] = useState<Picture | null>(null);
  const picture = useStore(graph, (state) => state.picture);
  const isDrawing = useStore(graph, (state) => state.isDrawing);
  const selectedBox = useStore(graph, (state) => state.selectedBox);
  const highlighted = useStore(graph, (state) => state.highlighted);
  const focus = useStore(graph, (state) => state.focus);
  const isDark = useComputedColorScheme('light') === 'dark';
  const language = i18n.language;
  const words = useMemo<GraphWords>(
    () => ({
      part: (number) => t('graph.part', { number }),
      aside: t('graph.aside'),
      block: (number) => t('graph.blockNumber', { number }),
      nodes: (count) => t('graph.nodeCount', { count }),
      values: (count) => t('graph.valueCount', { count }),
      inputs: (count) => t('graph.inputCount', { count }),
      outputs: (count) => t('graph.outputCount', { count }),
    }),
    // The words change with the language.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [t, language],
  );

  const startsDark = useRef(isDark);
  useEffect(() => {
    startsDark.current = isDark;
  }, [isDark]);
  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const made = createGraphView(
      element,
      words,
      {
        onSelect: (box) => {
          graph.selectBox(box);
        },
        onToggle: (box) => {
          const item = graph.getState().picture?.scene.items.find(({ id }) => id === box);
          if (item !== undefined && (item.canOpen || item.isOpen)) graph.toggle(box);
        },
        onFollow: (box) => {
          graph.selectBox(box);
          made.bringIn(box);
        },
        onViewport: setSeen,
      },
      startsDark.current,
    );
    setView(made);
    return () => {
      made.destroy();
      setView(null);
    };
  }, [graph, words]);

  const tellDrawn = useEffectEvent(onDrawn);
  const shownTab = useRef<string | null>(null);
  useEffect(() => {
    if (view === null || picture === null) return;
    const tab = `${graph.getState().file?.handle ?? ''} ${picture.scene.graph}`;
    const keeps = shownTab.current === tab;
    shownTab.current = tab;
    let isOver = false;
    view
      .show(picture, keeps)
      .then(() => {
        if (isOver) return;
        setDrawn(picture);
        tellDrawn();
        const { focus: wanted } = graph.getState();
        if (wanted.box !== null && keeps && wanted.box === graph.getState().selectedBox)
          view.bringIn(wanted.box);
      })
      .catch(notices.report);
    return () => {
      isOver = true;
    };
  }, [view, picture, graph, notices]);
  useEffect(() => {
    view?.choose(selectedBox);
  }, [view, selectedBox]);
  useEffect(() => {
    view?.light(highlighted);
  }, [view, highlighted]);
  useEffect(() => {
    view?.setColors(isDark);
  }, [view, isDark]);
  useEffect(() => {
    if (view !== null && focus.box !== null && drawn === picture) view.bringIn(focus.box);
  }, [view, focus, drawn, picture]);
  useEffect(() => {
    if (view === null) return;
    return graphControls.attach({
      fit: view.fit,
      zoomBy: view.zoomBy,
      bringIn: view.bringIn,
      neighbour: view.neighbour,
      savePng: () => {
        const { picture: shown } = graph.getState();
        const font = holder.current === null ? 'sans-serif' : getComputedStyle(holder.current).fontFamily;
        if (shown === null) return Promise.reject(new Error('There is no picture.'));
        return picturePng(shown, isDark, words, font);
      },
      saveSvg: () => {
        const { picture: shown } = graph.getState();
        return shown === null ? '' : pictureSvg(shown, isDark, words);
      },
    });
  }, [view, graphControls, graph, isDark, words]);

  const press = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || view === null) return;
    const direction = arrows[event.key];
    const { selectedBox: box, picture: shown } = graph.getState();
    if (direction !== undefined) {
      event.preventDefault();
      const next = box === null ? (shown?.scene.items[0]?.id ?? null) : view.neighbour(box, direction);
      if (next === null) return;
      graph.selectBox(next);
      view.bringIn(next);
    } else if (event.key === 'Enter' && box !== null) {
      event.preventDefault();
      const item = shown?.scene.items.find(({ id }) => id === box);
      if (item !== undefined && (item.canOpen || item.isOpen)) graph.toggle(box);
    } else if (event.key === 'Escape') {
      if (highlighted !== null) graph.clearHighlight();
      else graph.selectBox(null);
    }
  };

  return (
    <div
      className={classes['area']}
      role="group"
      aria-label={t('graph.canvas')}
      data-graph-ready={picture !== null && drawn === picture && !isDrawing}
      data-box-count={picture?.scene.items.length ?? 0}
    >
      <div
        ref={holder}
        className={classes['holder']}
        tabIndex={0}
        role="application"
        aria-label={t('graph.canvasHelp')}
        data-takes-keys=""
        onKeyDown={press}
      />
      {picture !== null && drawn !== null && view !== null && (
        <Minimap
          picture={picture}
          seen={seen}
          isDark={isDark}
          onMove={(x, y) => {
            view.moveTo(x, y);
          }}
        />
      )}
      <Legend isDark={isDark} />
      {picture?.scene.items.length === 0 && <p className={classes['empty']}>{t('graph.noNodes')}</p>}
    </div>
  );
}
