import { ActionIcon, Button, Popover, SegmentedControl, Slider, Switch } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconRotate2, IconRotateClockwise2 } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { unadjusted } from '#renderer/stores/imageAdjustments.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { ThresholdSlider } from './ThresholdSlider.tsx';
import classes from './ViewMenu.module.css';

const iconProps = { size: 17, stroke: 1.6 } as const;

interface AdjustmentProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly neutral: number;
  readonly onChange: (value: number) => void;
}

function Adjustment({ label, value, max, neutral, onChange }: AdjustmentProps) {
  const { i18n } = useTranslation();
  const id = useId();
  const shown = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(value);
  return (
    <div className={classes['adjustment']}>
      <span id={id}>{label}</span>
      <output>{shown}</output>
      <Slider
        aria-labelledby={id}
        thumbProps={{ 'aria-labelledby': id }}
        value={value}
        min={0}
        max={max}
        step={0.05}
        label={null}
        marks={[{ value: neutral }]}
        onChange={onChange}
      />
    </div>
  );
}

function BoxOptions() {
  const { t } = useTranslation();
  const { settings } = useWorkbench();
  const { boxColoring, showLabels, showScores, showThumbnailBoxes } = useStore(settings);
  const overlap = useSession((state) => state.nmsThreshold);
  return (
    <section className={classes['part']} aria-label={t('view.boxes')}>
      <h3>{t('view.boxes')}</h3>
      <SegmentedControl
        fullWidth
        aria-label={t('view.coloring')}
        value={boxColoring}
        data={(['state', 'label', 'score'] as const).map((value) => ({
          value,
          label: t(`view.coloringBy.${value}`),
        }))}
        onChange={(value) => {
          settings.change({ boxColoring: value });
        }}
      />
      <Switch
        label={t('settings.showLabels')}
        checked={showLabels}
        onChange={(event) => {
          settings.change({ showLabels: event.currentTarget.checked });
        }}
      />
      <Switch
        label={t('view.scores')}
        checked={showScores}
        disabled={!showLabels}
        onChange={(event) => {
          settings.change({ showScores: event.currentTarget.checked });
        }}
      />
      <Switch
        label={t('view.thumbnailBoxes')}
        checked={showThumbnailBoxes}
        onChange={(event) => {
          settings.change({ showThumbnailBoxes: event.currentTarget.checked });
        }}
      />
      <div className={classes['overlap']}>
        <ThresholdSlider
          label={t('canvas.overlap')}
          hint={t('canvas.overlapHint')}
          value={overlap}
          onChange={(nmsThreshold) => {
            settings.change({ nmsThreshold });
          }}
        />
      </div>
    </section>
  );
}

function PictureOptions() {
  const { t } = useTranslation();
  const { canvas } = useWorkbench();
  const adjustments = useStore(canvas, (state) => state.adjustments);
  const turns = useStore(canvas, (state) => state.turns);
  const isAsItIs = adjustments === unadjusted && turns === 0;
  return (
    <section className={classes['part']} aria-label={t('view.picture')}>
      <h3>{t('view.picture')}</h3>
      <p>{t('view.pictureHint')}</p>
      <Adjustment
        label={t('view.brightness')}
        value={adjustments.brightness}
        max={2}
        neutral={1}
        onChange={(brightness) => {
          canvas.adjust({ brightness });
        }}
      />
      <Adjustment
        label={t('view.contrast')}
        value={adjustments.contrast}
        max={3}
        neutral={1}
        onChange={(contrast) => {
          canvas.adjust({ contrast });
        }}
      />
      <Switch
        label={t('view.blackAndWhite')}
        checked={adjustments.threshold !== null}
        onChange={(event) => {
          canvas.adjust({ threshold: event.currentTarget.checked ? 0.5 : null });
        }}
      />
      {adjustments.threshold !== null && (
        <Adjustment
          label={t('view.threshold')}
          value={adjustments.threshold}
          max={1}
          neutral={0.5}
          onChange={(threshold) => {
            canvas.adjust({ threshold });
          }}
        />
      )}
      <Switch
        label={t('view.invert')}
        checked={adjustments.isInverted}
        onChange={(event) => {
          canvas.adjust({ isInverted: event.currentTarget.checked });
        }}
      />
      <div className={classes['turns']}>
        <span>{t('view.turn')}</span>
        <CommandButton id="view.turnBack" icon={<IconRotate2 {...iconProps} />} />
        <CommandButton id="view.turn" icon={<IconRotateClockwise2 {...iconProps} />} />
      </div>
      <Button
        variant="default"
        size="xs"
        disabled={isAsItIs}
        onClick={() => {
          canvas.resetAdjustments();
        }}
      >
        {t('view.reset')}
      </Button>
    </section>
  );
}

/** How boxes and picture are shown; nothing of it changes what is stored. */
export function ViewMenu() {
  const { t } = useTranslation();
  const { canvas } = useWorkbench();
  const isAdjusted = useStore(canvas, (state) => state.adjustments !== unadjusted || state.turns !== 0);
  return (
    <Popover position="bottom-start" width={268} trapFocus withRoles>
      <Popover.Target>
        <ActionIcon
          aria-label={t('view.menu')}
          title={t('view.menu')}
          {...(isAdjusted ? { 'data-adjusted': '' } : {})}
          className={classes['button'] ?? ''}
        >
          <IconAdjustmentsHorizontal {...iconProps} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes['menu'] ?? ''} aria-label={t('view.menu')}>
        <BoxOptions />
        <PictureOptions />
      </Popover.Dropdown>
    </Popover>
  );
}
