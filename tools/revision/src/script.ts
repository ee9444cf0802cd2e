import { beginning, type Item } from './item';

/**
 * Why the agent could not run a script, as the end of a sentence that begins with it.
 *
 * It need not be executable: the agent makes it so ("is not executable. Trying to make it executable", its
 * hook_executor.rb). But the agent starts it as a program, so it has to begin with `#!`, or be one: otherwise it
 * depends on who starts it which shell it gets. A line that ends with CR and LF gets none at all.
 */
export async function scriptFault(item: Item): Promise<string | undefined> {
  const start = await beginning(item, 256);
  if (start.length === 0) {
    return 'is empty: write what it should do, or remove it from the hook.';
  }
  if (start.subarray(0, 4).equals(Buffer.from('\x7fELF', 'latin1'))) {
    return undefined;
  }
  const [line = ''] = start.toString('latin1').split('\n');
  if (!line.startsWith('#!')) {
    return 'does not begin with "#!" and an interpreter, so it is open what runs it: begin it with #!/bin/sh or the like.';
  }
  return line.endsWith('\r')
    ? 'has lines that end with CR and LF, and Linux would look for an interpreter with a CR in its name: save it with LF.'
    : undefined;
}
