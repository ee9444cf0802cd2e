import { visible } from './index';

it('output by console is completely visible, and can be coloured', async () => {
  const printed: string[] = [];
  const kept = { ...console };
  try {
    for (const name of ['log', 'error', 'warn'] as const)
      console[name] = (...words: unknown[]) => void printed.push(words.join(' '));
    await import('./console');
    console.log('%d of', 2, { name: 'a\u202eb' });
    console.error(new Error('\u001b[2J').message);
    console.warn('\u001b[31mred\u001b[39m 100%s');
  } finally {
    Object.assign(console, kept);
  }
  expect(printed).toEqual([`2 of { name: '${visible('a\u202eb')}' }`, '\\u001b[2J', '\u001b[31mred\u001b[39m 100%s']);
});
