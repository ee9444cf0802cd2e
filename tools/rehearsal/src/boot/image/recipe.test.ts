import { debian, ubuntu } from './archive';
import { baseRecipe, layerRecipe, packagesIn } from './recipe';

const base = baseRecipe(ubuntu);

const userData = (...packages: string[]) => `#cloud-config\n${JSON.stringify({ packages })}\n`;

test('the packages are those that the user data lets cloud-init install, each once', () => {
  expect(packagesIn(userData('s3fs', 'nginx', 's3fs'))).toEqual(['nginx', 's3fs']);
});

test('a user data of a golden image installs nothing', () => {
  expect(packagesIn('#cloud-config\nruncmd: [x]\n')).toEqual([]);
});

test('the same packages are the same layer, in any order and with any other user data', () => {
  const one = layerRecipe(userData('a', 'b'), base);
  expect(layerRecipe(`${userData('b', 'a')}\n# else`, base).name).toBe(one.name);
  expect(layerRecipe(userData('a', 'c'), base).name).not.toBe(one.name);
});

test('another archive is another base, and another layer on it', () => {
  const elsewhere = baseRecipe(debian);
  expect(elsewhere.name).not.toBe(base.name);
  expect(layerRecipe(userData('a'), elsewhere).name).not.toBe(layerRecipe(userData('a'), base).name);
});
