import { closeWorld } from './world';

/** Ends the embedded AWS. What was deployed in it is gone: it only ever lived in its memory. */
export async function stop(): Promise<void> {
  console.log((await closeWorld()) ? 'The embedded AWS has ended.' : 'The embedded AWS was not running.');
}
