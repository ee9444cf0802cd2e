import { beginning, type Item } from './item';

/**
 * Returns why the agent could not run a script, as the end of a sentence that begins with it.
 * It does not have to be executable: the agent makes it so ("is not executable. Trying to make it executable", its
 * hook_executor.rb). It does not have to begin with `#!` either: if Linux finds no program in a file (ENOEXEC), Ruby
 * and the shell of `su` pass it to a shell (process.c of Ruby 3.2, `exec_with_sh`). Files that are no scripts for a
 * shell are refused. A line `#!` that ends with CR and LF names an interpreter with a CR at its end.
 */
export async function scriptFault(item: Item): Promise<string | undefined> {
  const start = await beginning(item, 256);
  if (start.subarray(0, 4).equals(Buffer.from('\x7fELF', 'latin1'))) {
    return undefined;
  }
  const [line = ''] = start.toString('latin1').split('\n');
  if (line.startsWith('#!')) {
    return line.endsWith('\r')
      ? 'has lines that end with CR and LF, and Linux would look for an interpreter with a CR in its name: save it with LF.'
      : undefined;
  }
  if (start.subarray(0, 3).equals(Buffer.from('\ufeff'))) {
    return 'begins with a byte order mark, behind which Linux does not see its "#!": save it as UTF-8 without BOM.';
  }
  if (start.includes(0)) {
    return 'is neither a text nor a program for Linux: name a script, or a program that was built for it.';
  }
  if (line.startsWith('<?')) {
    return 'does not begin with "#!", so a shell would run it, and not PHP: begin it with #!/usr/bin/env php.';
  }
  return start.toString('latin1').includes('\r\n')
    ? 'has lines that end with CR and LF, and the shell that runs it takes the CR for a part of each command: save it with LF.'
    : undefined;
}
