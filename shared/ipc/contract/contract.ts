import type { z } from 'zod';
import type { Result } from '../../base/result.ts';
import { annotationChannels } from './annotation.ts';
import { appChannels } from './app.ts';
import { checkChannels } from './check.ts';
import { detectChannels } from './detect.ts';
import { evaluationChannels } from './evaluation.ts';
import { graphChannels } from './graph.ts';
import { imageChannels } from './image.ts';
import { projectChannels } from './project.ts';
import { transferChannels } from './transfer.ts';

/** Everything the window can ask the main process for. There is no other way in. */
export const contract = {
  ...appChannels,
  ...projectChannels,
  ...imageChannels,
  ...annotationChannels,
  ...checkChannels,
  ...detectChannels,
  ...graphChannels,
  ...evaluationChannels,
  ...transferChannels,
} as const;

/** The contract's type; the window sees no more of it than this. */
export type Contract = typeof contract;

/** A name of the contract, `domain.verb`. */
export type Channel = keyof Contract;

/** What a channel takes. */
export type InputOf<C extends Channel> = z.infer<Contract[C]['input']>;

/** What a channel answers. */
export type OutputOf<C extends Channel> = z.infer<Contract[C]['output']>;

/** One function for each channel: forgetting one does not compile. */
export type Handlers = { readonly [C in Channel]: (input: InputOf<C>) => Promise<OutputOf<C>> };

/** What a call gives back over the border. */
export type Answer<C extends Channel> = Result<OutputOf<C>>;
