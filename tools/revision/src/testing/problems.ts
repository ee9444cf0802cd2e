import { RevisionError } from '../problem';

/**
 * The lines of the message with which something fails.
 * @throws if it succeeds, or fails otherwise than with a RevisionError
 */
export async function problemsOf(action: () => unknown): Promise<string[]> {
  try {
    await action();
  } catch (error) {
    if (error instanceof RevisionError) {
      return error.message.split('\n');
    }
    throw error;
  }
  throw new Error('Nothing was wrong.');
}
