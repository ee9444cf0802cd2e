import { environment, type TeamName } from '@malinshopper/environments';
import { destroy, type CommandOptions } from '@malinshopper/terraform';
import { answersAsAws } from './answers/answers-as-aws';
import { clientsOf, type Clients } from '../clients';
import { inventory } from '../inventory/inventory';
import { ofNoOtherTeam } from './suites/of-no-other-team';
import { hasNothingLeftToDo, rightAfterItsDeploy } from './suites/right-after-its-deploy';
import { standsForItself } from './suites/stands-for-itself';
import { downByItsTeams, upByItsTeams } from './testing/by-its-teams';
import { makeWorlds } from './testing/standing';
import { closeWorld } from '../world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4631';
const production = environment('production');
let clients: Clients;

beforeAll(async () => {
  await makeWorlds(['production'], upByItsTeams);
  clients = await clientsOf(production);
}, 90 * minutes);

afterAll(() => closeWorld());

describe('production, deployed from nothing', () => {
  rightAfterItsDeploy(production, () => clients);
  hasNothingLeftToDo(production);
  standsForItself(production, () => clients);
  answersAsAws(production);
  ofNoOtherTeam(production);
});

describe('after a destroy, for which each team changes its app to be without protection', () => {
  const refused: Record<string, string> = {};
  /** Tried by the role, and done by an administrator: docs/adr/0013. */
  const byAdministrator =
    (team: TeamName) =>
    async (project: string, byItsTeam: CommandOptions): Promise<void> => {
      const attempt = destroy(project, production, byItsTeam);
      refused[team] = await attempt.then(
        () => '',
        (error: Error) => error.message,
      );
      await destroy(project, production);
    };
  const instead = {
    delivery: byAdministrator('delivery'),
    compute: byAdministrator('compute'),
    data: byAdministrator('data'),
  };

  beforeAll(() => downByItsTeams('production', instead), 90 * minutes);

  it('the teams were refused copies, the credentials of a user, and policies of logs, which an administrator destroys', () => {
    expect(refused['delivery']).toMatch(/delivery-deploy\/embedded is not authorized to perform: iam:List\w+/);
    expect(refused['compute']).toMatch(
      /compute-deploy\/embedded is not authorized to perform: logs:DeleteResourcePolicy/,
    );
    expect(refused['data']).toMatch(/data-deploy\/embedded is not authorized to perform: (kms|backup|s3):/);
  });

  it('AWS has no resources of production any more', async () => {
    await expect(inventory(clients, production)).resolves.toEqual([]);
  });
});
