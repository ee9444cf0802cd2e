import { startEmbeddedAws, stopEmbeddedAws, type StartedEmbeddedAws } from '@malinshopper/local-aws';
import { chosenTarget, forgetWorld } from '@malinshopper/terraform';

/** Everything that was done on the embedded AWS so far. It lives in memory: with the embedded AWS it is gone. */
function forget(): void {
  const target = chosenTarget();
  if (target.kind === 'embedded') forgetWorld(target);
}

/** Starts the embedded AWS, if it does not run yet: then nothing of an earlier one counts any more. */
export async function openWorld(): Promise<StartedEmbeddedAws> {
  const started = await startEmbeddedAws();
  if (!started.alreadyRunning) forget();
  return started;
}

/** Ends the embedded AWS, and whatever still works on it. */
export async function closeWorld(): Promise<boolean> {
  const stopped = await stopEmbeddedAws();
  forget();
  return stopped;
}

/** An embedded AWS in which there is nothing yet. */
export async function newWorld(): Promise<StartedEmbeddedAws> {
  await closeWorld();
  return openWorld();
}
