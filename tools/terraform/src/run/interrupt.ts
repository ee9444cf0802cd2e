type Stage = 'stopping' | 'forced';

const listeners = new Set<(stage: Stage) => void>();
let presses = 0;

function pressed(): void {
  presses += 1;
  for (const listener of listeners) listener(presses === 1 ? 'stopping' : 'forced');
}

/**
 * Listens to Ctrl-C (and to SIGTERM) during work that must not just be dropped.
 * @returns the function that stops listening; without a listener, Ctrl-C ends the process as usual
 */
export function onInterrupt(listener: (stage: Stage) => void): () => void {
  if (listeners.size === 0) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pressed);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, pressed);
  };
}

/** True if Ctrl-C was pressed in this process: then nothing new is begun. */
export function isInterrupted(): boolean {
  return presses > 0;
}
