import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { AwsFailure } from './failure';
import { parsedJson } from './json';

const SOURCES = join(__dirname, '..');
/** The modules that parse JSON that no client wrote: from moto, the gateway itself or the person that starts it. */
const OF_OURS = [
  'agent/deployments.ts',
  'gateway/granted.ts',
  'gateway/values.ts',
  'gateway/accounts.ts',
  'enforcement/world.ts',
  'enforcement/trust.ts',
  'health.ts',
  'moto/process.ts',
  'protocols/failure-reply.ts',
  'protocols/json.ts',
  'services/in-use/standing.ts',
  'services/lambda/surroundings.ts',
  'services/sts/issuers.ts',
  'services/tagging/neighbour.ts',
  'snapshot/file.ts',
  'snapshot/save.ts',
];

test('texts of a client are parsed by functions that refuse the name of a prototype', () => {
  const found = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\//.test(file))
    .filter((file) => readFileSync(join(SOURCES, file), 'utf8').includes('JSON.parse('))
    .map((file) => relative(SOURCES, join(SOURCES, file)));
  expect(found.filter((file) => !OF_OURS.includes(file))).toEqual([]);
});

test('a document in a body has no member of that name either', () => {
  expect(parsedJson('{"Statement":[{"constructor":1}]}')).toEqual({ Statement: [{ constructor: 1 }] });
  expect(() => parsedJson('{"Statement":[{"__proto__":{"Effect":"Allow"}}]}')).toThrow(AwsFailure);
});
