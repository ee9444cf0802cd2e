import { environment } from '@malinshopper/environments';
import { answersAsAws } from './answers/answers-as-aws';
import { clientsOf, type Clients } from './clients';
import { inventory } from './inventory';
import { rightAfterItsDeploy } from './right-after-its-deploy';
import { standsForItself } from './stands-for-itself';
import { down, up } from './testing/up-and-down';
import { closeWorld, newWorld } from './world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4631';
const production = environment('production');
let clients: Clients;

beforeAll(async () => {
  await newWorld();
  clients = await clientsOf(production);
  await up('production');
}, 40 * minutes);

afterAll(() => closeWorld());

describe('production, deployed from nothing', () => {
  rightAfterItsDeploy(production, () => clients);
  standsForItself(production, () => clients);
  answersAsAws(production);
});

describe('after a destroy', () => {
  beforeAll(() => down('production'), 40 * minutes);

  it('AWS knows nothing of production any more', async () => {
    await expect(inventory(clients, production)).resolves.toEqual([]);
  });
});
