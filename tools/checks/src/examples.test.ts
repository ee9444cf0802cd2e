import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packRevision } from '@malinshopper/revision';

const examples = join(__dirname, '..', '..', '..', 'examples');

test.each([
  ['web-app', ['AfterInstall', 'ApplicationStart', 'ValidateService']],
  ['hadoop-job', ['ApplicationStart', 'ApplicationStop', 'ValidateService']],
])('the example %s is a revision, and each of its hooks is used', async (name, events) => {
  const { appSpec, sha256 } = await packRevision(join(examples, name));
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(Object.keys(appSpec.hooks).sort()).toEqual(events);
  const used = Object.values(appSpec.hooks).flatMap((scripts) => scripts.map(({ location }) => location));
  expect(used.sort()).toEqual(readdirSync(join(examples, name, 'hooks')).map((hook) => `hooks/${hook}`));
});
