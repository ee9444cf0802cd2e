import { embeddedAwsStatus, keptState, removeSnapshot } from '@malinshopper/local-aws';
import { environment } from '@malinshopper/environments';
import { appGraph, plan } from '@malinshopper/terraform';
import { clientsOf } from '../clients';
import { inventory } from '../inventory/inventory';
import { start } from '../commands/start';
import { stop } from '../commands/stop';
import { startFrom } from './testing/standing';
import { closeWorld, newWorld, openWorld } from '../world';

const minutes = 60_000;
// Other tests run on the usual one at the same time, and this file ends it again and again.
process.env['EMBEDDED_AWS'] = 'on';
process.env['EMBEDDED_AWS_PORT'] = '4636';
const ref = 'testing';
const testing = environment(ref);

const said: string[] = [];
const told = () => said.splice(0).join('\n');
const plans = async () => {
  const results = [];
  for (const { root } of await appGraph()) results.push(await plan(root, testing));
  return results;
};
let before: string[];

beforeAll(async () => {
  jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  await startFrom(ref);
  await start(ref);
  before = await inventory(await clientsOf(testing), testing);
}, 90 * minutes);

afterAll(async () => {
  await closeWorld();
  const kept = await keptState();
  if (kept) await removeSnapshot(kept.name);
});

beforeEach(() => void told());

it('is restored after npm stop and npm start, with nothing left to do in any app', async () => {
  await stop();
  expect(told()).toMatch(/The embedded AWS has ended\. The next npm start restores it: .*testing \(4 apps\)\.$/);
  expect((await embeddedAwsStatus()).running).toBe(false);
  await start(ref);
  expect(told()).toMatch(/^The embedded AWS is back on .*:4636: .*testing \(4 apps\), as it was left \d+s ago\.$/m);
  expect(before.length).toBeGreaterThan(50);
  expect(await inventory(await clientsOf(testing), testing)).toEqual(before);
  expect(await plans()).toEqual([0, 0, 0, 0, 0]);
});

it('is restored after the gateway was killed', async () => {
  const status = await embeddedAwsStatus();
  if (!status.running) throw new Error('The gateway to be killed does not run.');
  process.kill(status.pid, 'SIGKILL');
  while ((await embeddedAwsStatus()).running);
  expect((await openWorld()).said).toContain('The embedded AWS is back on');
  expect(await inventory(await clientsOf(testing), testing)).toEqual(before);
});

it('begins empty if that is requested, and the kept state still exists', async () => {
  await newWorld();
  expect(await inventory(await clientsOf(testing), testing)).toEqual([]);
  await closeWorld();
  await openWorld();
  expect(await inventory(await clientsOf(testing), testing)).toEqual(before);
});
