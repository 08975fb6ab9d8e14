import { IconFlagFilled } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groundOf, type Ground } from '#renderer/canvas/ground.ts';
import { thumbnailUrl } from '#renderer/ipc/imageUrls.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { ImageStateMark } from '#renderer/ui/ImageStateMark.tsx';
import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
import classes from './ImageRow.module.css';
import { splitName } from './splitName.ts';
import { ThumbnailBoxes } from './ThumbnailBoxes.tsx';

export interface ImageRowProps {
  readonly index: number;
  readonly total: number;
  readonly top: number;
  /** Null while its page is on the way. */
  readonly image: ImageAsset | null;
  readonly isCurrent: boolean;
}

function Counts({ image }: { readonly image: ImageAsset }) {
  const { t } = useTranslation();
  if (image.annotationCount > 0) return <>{t('images.boxes', { count: image.annotationCount })}</>;
  if (image.doubt !== null) return <>{t('images.doubt', { percent: Math.round(image.doubt * 100) })}</>;
  return <>{t('images.notDetected')}</>;
}

/** The doubt as a bar, to be compared along the list at a glance; its figure stands beside it or in the tooltip. */
function Doubt({ share }: { readonly share: number }) {
  const { t } = useTranslation();
  const text = t('images.doubt', { percent: Math.round(share * 100) });
  return (
    <span className={classes['doubt']} role="img" aria-label={text} title={text}>
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}

/** How an image looks, with its boxes. The small picture itself tells whether these lie on paper or on a board. */
function Thumbnail({ image }: { readonly image: ImageAsset }) {
  const [ground, setGround] = useState<Ground>('light');
  return (
    <span className={classes['thumbnail']}>
      <img
        src={thumbnailUrl(image)}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onLoad={(event) => {
          // A picture that cannot be asked counts as paper.
          groundOf(event.currentTarget).then(setGround, () => undefined);
        }}
      />
      <ThumbnailBoxes imageId={image.id} width={image.width} height={image.height} ground={ground} />
    </span>
  );
}

/** An image of the list: how it looks, what it is called, how far it is. Of dozens of rows a step changes two. */
export const ImageRow = memo(function ImageRow({ index, total, top, image, isCurrent }: ImageRowProps) {
  const { t } = useTranslation();
  const { navigator } = useWorkbench();
  const position = { transform: `translateY(${top}px)` };
  if (image === null)
    return <div className={classes['row']} style={position} aria-hidden="true" data-waiting="" />;
  const { start, end } = splitName(image.path);
  return (
    <div
      id={`image-row-${index}`}
      className={classes['row']}
      style={position}
      role="option"
      aria-selected={isCurrent}
      aria-posinset={index + 1}
      aria-setsize={total}
      title={image.path}
      onClick={() => void navigator.open(image.id)}
    >
      <Thumbnail key={image.id} image={image} />
      <span className={classes['text']}>
        <span className={classes['name']}>
          <span className={classes['start']}>{start}</span>
          <span className={classes['end']}>{end}</span>
          {image.flagged && <IconFlagFilled size={13} aria-label={t('images.flagged')} role="img" />}
        </span>
        <span className={classes['state']}>
          <ImageStateMark state={image.state} />
          {t(`images.state.${image.state}`)}
        </span>
        <span className={classes['counts']}>
          <Counts image={image} />
          {image.doubt !== null && image.state !== 'reviewed' && <Doubt share={image.doubt} />}
        </span>
      </span>
    </div>
  );
});
