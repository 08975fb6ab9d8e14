import type { z } from 'zod';

/** One call of the contract: what goes in, what comes out. */
export interface ChannelSchema<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
}

/** Declares a channel; keeps the schemas' own types. */
export function channel<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): ChannelSchema<I, O> {
  return { input, output };
}
