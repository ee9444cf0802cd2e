import { join } from 'node:path';

/**
 * Arguments for Node.js, to run a hook in a process of its own, which prints the output of the hook. In the hook
 * `__KEY__` stands for `KEY` of the process's environment, none of which the hook has.
 */
export function program(instance: string, hook: string): string[] {
  const text = `
    globalThis.it = Object.assign(() => {}, { skip: () => {} });
    const { runHook } = require(${JSON.stringify(join(__dirname, 'instance'))});
    let shown = 0;
    const onOutput = (text) => { process.stdout.write(text.slice(shown)); shown = text.length; };
    runHook(${JSON.stringify(instance)}, ${JSON.stringify(hook)}.replace('__KEY__', process.env.KEY), { onOutput });`;
  return ['--require', require.resolve('tsx/cjs'), '--eval', text];
}
