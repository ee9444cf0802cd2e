import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { typescript } from '@malinshopper/synth';

test('the first Ctrl-C requests a stop in good order, the second a stop at once', async () => {
  const program = `
    const { onInterrupt } = require(${JSON.stringify(join(__dirname, 'interrupt.ts'))});
    setInterval(() => undefined, 1000);
    onInterrupt((stage) => { console.log(stage); if (stage === 'forced') process.exit(7); });
    console.log('ready');`;
  const child = spawn(process.execPath, [...typescript, '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  child.stdout.on('data', (text: Buffer) => {
    said.push(text.toString().trim());
    child.kill('SIGINT');
  });
  const [code] = await once(child, 'close');
  expect(said).toEqual(['ready', 'stopping', 'forced']);
  expect(code).toBe(7);
});
