import { environment } from '@malinshopper/environments';
import { destroy } from '@malinshopper/terraform';
import { answersAsAws } from './answers/answers-as-aws';
import { clientsOf, type Clients } from './clients';
import { inventory } from './inventory';
import { ofNoOtherTeam } from './of-no-other-team';
import { rightAfterItsDeploy } from './right-after-its-deploy';
import { standsForItself } from './stands-for-itself';
import { downByItsTeams, upByItsTeams } from './testing/by-its-teams';
import { closeWorld, newWorld } from './world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4631';
const production = environment('production');
let clients: Clients;

beforeAll(async () => {
  await newWorld();
  clients = await clientsOf(production);
  await upByItsTeams('production');
}, 40 * minutes);

afterAll(() => closeWorld());

describe('production, deployed from nothing', () => {
  rightAfterItsDeploy(production, () => clients);
  standsForItself(production, () => clients);
  answersAsAws(production);
  ofNoOtherTeam(production);
});

describe('after a destroy, for which each team changes its app to be without protection', () => {
  let refused: unknown;

  beforeAll(
    () =>
      downByItsTeams('production', {
        // Copies and what they are encrypted with: docs/adr/0013.
        data: async (project, byItsTeam) => {
          refused = await destroy(project, production, byItsTeam).catch((error: unknown) => error);
          await destroy(project, production);
        },
      }),
    40 * minutes,
  );

  it('the team of data was refused the copies, which an administrator destroys', () => {
    expect(String(refused)).toMatch(/data-deploy\/embedded is not authorized to perform: (kms|backup):/);
  });

  it('AWS knows nothing of production any more', async () => {
    await expect(inventory(clients, production)).resolves.toEqual([]);
  });
});
