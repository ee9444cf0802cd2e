import { RevisionError } from '../problem';

/**
 * The lines of the message of a failure.
 * @throws Error if it succeeds, or fails with another error than a RevisionError
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
