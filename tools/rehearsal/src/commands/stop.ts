import { embeddedAwsStatus, keptState } from '@malinshopper/local-aws';
import { ago, contents } from '../remember/wording';
import { closeWorld, keepWorld } from '../world';

/** Saves a snapshot of the embedded AWS, and stops the embedded AWS. */
export async function stop(): Promise<void> {
  if (!(await embeddedAwsStatus()).running) {
    await closeWorld();
    console.log('The embedded AWS was not running.');
    return;
  }
  const kept = await keepIfPossible();
  await closeWorld();
  console.log(`The embedded AWS has ended. ${kept}`);
}

async function keepIfPossible(): Promise<string> {
  try {
    const { manifest } = await keepWorld();
    return `The next npm start restores it: ${contents(manifest?.deployed ?? [])}.`;
  } catch (error) {
    const before = await keptState();
    const instead = before ? `as it was ${ago(before.savedAt)}` : 'empty';
    return `${error instanceof Error ? error.message : String(error)} The next npm start begins ${instead}.`;
  }
}
