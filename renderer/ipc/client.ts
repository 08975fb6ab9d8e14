import { AppError } from '#shared/base/errors.ts';
import type { Bridge } from '#shared/ipc/bridge.ts';
import type { Channel, InputOf, OutputOf } from '#shared/ipc/contract/contract.ts';
import { channelNames } from '#shared/ipc/channelNames.ts';
import type { EventName, Events } from '#shared/ipc/events.ts';

type DomainOf<C extends Channel> = C extends `${infer D}.${string}` ? D : never;
type VerbOf<C extends Channel, D extends string> = C extends `${D}.${infer V}` ? V : never;

/** `client.annotation.load({ imageId })` for the channel `annotation.load`, and so on for each of the contract. */
export type Client = {
  readonly [D in DomainOf<Channel>]: {
    readonly [V in VerbOf<Channel, D>]: `${D}.${V}` extends infer C extends Channel
      ? (input: InputOf<C>) => Promise<OutputOf<C>>
      : never;
  };
} & {
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void;
  grantDroppedFiles(files: readonly File[]): Promise<OutputOf<'image.grantDropped'>>;
};

/**
 * The contract as functions.
 *
 * @param bridge - the preload's `window.surd`, or a direct connection in tests
 * @returns functions that reject with an {@link AppError} where the call failed as expected
 */
export function createClient(bridge: Bridge): Client {
  const client: Record<string, Record<string, unknown>> = {};
  for (const channel of channelNames) {
    const [domain, verb] = channel.split('.') as [string, string];
    (client[domain] ??= {})[verb] = async (input: never) => {
      const answer = await bridge.invoke(channel, input);
      if (!answer.ok) throw AppError.fromWire(answer.error);
      return answer.value;
    };
  }
  return Object.assign(client, {
    on: bridge.subscribe.bind(bridge),
    grantDroppedFiles: async (files: readonly File[]) => {
      const answer = await bridge.grantDroppedFiles(files);
      if (!answer.ok) throw AppError.fromWire(answer.error);
      return answer.value;
    },
  }) as unknown as Client;
}
