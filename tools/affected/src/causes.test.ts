import { rmSync } from 'node:fs';
import { Causes } from './causes';
import { SmallRepository } from '@malinshopper/terraform/testing';

let repository: SmallRepository;
let commit: string;
const project = (folder: string, imports: readonly string[] = []) => {
  const dependencies = Object.fromEntries(imports.map((name) => [`@malinshopper/${name}`, '0.0.0']));
  const name = `@malinshopper/${folder.replace(/^.*\//, '')}`;
  repository.write(`${folder}/package.json`, JSON.stringify({ name, dependencies }));
  repository.write(`${folder}/src/index.ts`, 'export const value: number = 1;\n');
};

beforeEach(() => {
  repository = new SmallRepository();
  project('libs/constructs');
  project('apps/network', ['constructs']);
  project('apps/data', ['network']);
  project('apps/delivery');
  commit = repository.commit();
});
afterEach(() => rmSync(repository.root, { recursive: true, force: true }));

const of = (app: string) => new Causes(repository.root).of(app, commit);

test("are the changed files of an app's projects, also new and deleted ones", async () => {
  repository.write('libs/constructs/src/index.ts', 'export const value: number = 2;\n');
  repository.write('apps/network/src/new.ts', 'export {};\n');
  repository.remove('apps/delivery/src/index.ts');
  expect(await of('network')).toEqual(['apps/network/src/new.ts', 'libs/constructs/src/index.ts']);
  expect(await of('data')).toEqual(['apps/network/src/new.ts', 'libs/constructs/src/index.ts']);
  expect(await of('delivery')).toEqual(['apps/delivery/src/index.ts']);
});

test('are none where only comments, types, layout, tests or the list of projects changed', async () => {
  repository.packages({ 'apps/network': { version: '0.0.0' }, 'node_modules/@malinshopper/network': { link: true } });
  repository.write(
    'libs/constructs/src/index.ts',
    '/** Documented. */\nexport const value: 1 | 2 =\n  1;\ntype Unused = string;\n',
  );
  repository.write('libs/constructs/src/index.test.ts', "throw new Error('a test');\n");
  expect(await of('network')).toEqual([]);
});

test('are files that do not compile, and the shared files of all apps', async () => {
  repository.write('apps/network/src/index.ts', 'export const value = ;\n');
  repository.packages({ 'node_modules/cdktf': { version: '0.22.0' } });
  expect(await of('network')).toEqual(['apps/network/src/index.ts', 'package-lock.json']);
});

test('are unknown for a commit that this clone does not have', async () => {
  expect(await new Causes(repository.root).of('network', '0'.repeat(40))).toBeUndefined();
});
