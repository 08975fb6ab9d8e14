import { AppError } from '../../base/errors.ts';

/** Stops work that takes too long. Asked often, it looks at the clock only now and then. */
export class Deadline {
  private readonly endMs: number;
  private readonly limitMs: number;
  private calls = 0;

  constructor(limitMs: number) {
    this.limitMs = limitMs;
    this.endMs = Date.now() + limitMs;
  }

  /** @throws AppError `model.tooSlow` once the time is up */
  check(): void {
    if ((++this.calls & 0x3ff) !== 0 || Date.now() < this.endMs) return;
    throw new AppError('model.tooSlow', `Reading the model took longer than ${this.limitMs / 1000} s.`, {
      limit: this.limitMs,
    });
  }
}
