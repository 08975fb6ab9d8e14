import type { z } from 'zod';
import { AppError, toWireError } from '#shared/base/errors.ts';
import { failed, ok, type Result } from '#shared/base/result.ts';
import { contract, type Channel, type Handlers } from '#shared/ipc/contract/contract.ts';
import { checkSender, type Sender } from '../security/senderGuard.ts';

/** Told of failures that nobody expected. */
export type BugReporter = (error: unknown, where: string) => void;

function isChannel(name: string): name is Channel {
  return Object.hasOwn(contract, name);
}

/** Says where a payload is wrong, without repeating what it holds. */
function problemsOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'the payload'}: ${issue.message}`)
    .join('; ');
}

/**
 * The only way into the main process: who sends, what is sent, then the handler. Answers with a {@link Result}; throws
 * never.
 */
export async function dispatch(
  handlers: Handlers,
  sender: Sender,
  channel: string,
  raw: unknown,
  report: BugReporter,
): Promise<Result<unknown>> {
  try {
    checkSender(sender);
    if (!isChannel(channel)) throw new AppError('ipc.unknownChannel', `There is no channel ${channel}.`);
    const parsed = contract[channel].input.safeParse(raw);
    if (!parsed.success) {
      throw new AppError('ipc.badPayload', `A call of ${channel} was refused: ${problemsOf(parsed.error)}`);
    }
    const handler = handlers[channel] as (input: unknown) => Promise<unknown>;
    return ok(await handler(parsed.data));
  } catch (error) {
    if (!(error instanceof AppError)) report(error, channel);
    return failed(toWireError(error));
  }
}
