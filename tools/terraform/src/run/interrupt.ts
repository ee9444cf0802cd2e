type Stage = 'stopping' | 'forced';

const listeners = new Set<(stage: Stage) => void>();
let presses = 0;

function pressed(): void {
  presses += 1;
  for (const listener of listeners) listener(presses === 1 ? 'stopping' : 'forced');
}

/**
 * Listens to Ctrl-C (and to a polite kill) while something runs that must not just be dropped.
 * @returns what stops listening; when nobody listens, Ctrl-C ends the process as usual
 */
export function onInterrupt(listener: (stage: Stage) => void): () => void {
  if (listeners.size === 0) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pressed);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, pressed);
  };
}

/** Whether Ctrl-C was pressed in this process: then nothing new is begun. */
export function isInterrupted(): boolean {
  return presses > 0;
}
