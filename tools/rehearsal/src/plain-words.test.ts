import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const text = (file: string) => readFileSync(join(root, file), 'utf8');
const started = [...text('tools/run.mjs').matchAll(/\$\{root\}(tools\/[\w/-]+\/main\.ts)/g)].map(([, file]) => file!);

test('tools/run.mjs starts the programs that are known here', () => {
  expect(new Set(started).size).toBeGreaterThanOrEqual(11);
});

test.each([...new Set(started), 'tools/terraform/src/cli.ts', 'tools/local-aws/src/cli.ts'])(
  'nothing that %s prints is hidden, or interpreted by a terminal',
  (file) => {
    const [first] = text(file).match(/^import .*$/m)!;
    expect(first).toBe("import '@malinshopper/text/console';");
  },
);
