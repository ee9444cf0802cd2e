import { fakeWorld, given } from '../testing/fake-world';
import { deploy } from './deployment';

const web = (scripts = {}) => {
  const world = fakeWorld({ scripts });
  return { world, deployed: deploy(world.machines.get('web').machine, 'web-app', world.machines.folder) };
};

test('an example is deployed by its appspec: files first, then the scripts in the order of the events', async () => {
  const { world, deployed } = web();
  await deployed;
  const steps = given.get(world)!.map((script) => /hooks\/\w+$|base64 -d|mkdir -p \/var\/www\/\S+/.exec(script)?.[0]);
  expect(steps).toEqual([
    'base64 -d',
    'mkdir -p /var/www/malinshopper/public',
    'hooks/prepare',
    'hooks/start',
    'hooks/validate',
  ]);
});

test('a script gets its event in a variable, and ends at its time limit', async () => {
  const { world, deployed } = web();
  await deployed;
  expect(given.get(world)!.at(-1)).toContain('LIFECYCLE_EVENT=ValidateService');
  expect(given.get(world)!.at(-1)).toMatch(/^cd \/opt\/codedeploy-agent && .* timeout 60 \/\S+\/hooks\/validate$/);
});
