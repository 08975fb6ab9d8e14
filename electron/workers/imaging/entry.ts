import sharp from 'sharp';
import type { ImagingMethods } from '#shared/ipc/worker/imaging.ts';
import { serve } from '../serve.ts';
import { createImagingHandlers } from './imagingHandlers.ts';

// Several files are decoded at once, each on one thread; no file is asked for twice in a row, so a cache would only hold memory.
sharp.concurrency(1);
sharp.cache(false);

serve<ImagingMethods>(createImagingHandlers());
