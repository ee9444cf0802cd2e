import { rmSync } from 'node:fs';
import type { Row } from '../row';
import { SmallRepository } from '@malinshopper/terraform/testing';
import { assertNotNeeded, chosenGone, destruct } from './destruction';
import { destructionOrder, lastCodeOf } from './last-code';

/** Terraform fails here; affected.embedded.test.ts tests its success. */
jest.mock('@malinshopper/terraform', () => ({
  ...jest.requireActual<object>('@malinshopper/terraform'),
  plan: async () => 1,
}));

const row = (key: string, more: Partial<Row> = {}): Row => ({
  environment: key.split('/')[0]!,
  app: key.split('/')[1]!,
  key: `${key}.tfstate`,
  state: 'gone',
  ...more,
});
const rows = [
  row('testing/network', { state: 'unchanged' }),
  row('testing/search'),
  row('staging/search'),
  row('preview/data'),
];
const keys = (found: readonly Row[]) => found.map(({ key }) => key.replace('.tfstate', ''));

describe('the selection', () => {
  test.each([
    [[], ['testing/search', 'staging/search', 'preview/data']],
    [['search'], ['testing/search', 'staging/search']],
    [['testing/search'], ['testing/search']],
    [['preview'], ['preview/data']],
  ])('by %j is %j', (names, expected) => expect(keys(chosenGone(rows, names))).toEqual(expected));

  test('throws for an app that is not gone, with the list of those that are', () => {
    expect(() => chosenGone(rows, ['testing/network'])).toThrow(
      'testing/network is not an app that was removed from the repository. The removed apps are: testing/search, staging/search, preview/data. Nothing was touched.',
    );
    expect(() => chosenGone([], ['search'])).toThrow(
      'search is not an app that was removed from the repository. The removed apps are: nothing.',
    );
  });
});

describe('a destruction is refused', () => {
  test('while another app reads it, with the name of that app, but not for one that is destroyed with it', () => {
    const read = row('testing/search', { readBy: ['testing/page.tfstate', 'testing/mails.tfstate'] });
    expect(() => assertNotNeeded([read, row('testing/mails')])).toThrow(
      'testing/search is gone from the repository, but the deployed version of testing/page still reads its outputs. Remove these reads and deploy again, then destroy testing/search.',
    );
    expect(() =>
      assertNotNeeded([row('testing/search', { readBy: ['testing/page.tfstate'] }), row('testing/page')]),
    ).not.toThrow();
  });

  test('while it looks like a rename, with both solutions', () => {
    expect(() => assertNotNeeded([row('testing/search', { looksLike: 'find' })])).toThrow(
      /find, which was never deployed to this environment, creates the same resources: the app was probably renamed\..* Rename the folder to apps\/search again, or, .*copy the state \(testing\/search\.tfstate to testing\/find\.tfstate\), deploy find, and delete the old state\. Nothing was touched\.$/,
    );
  });
});

describe('the last code of a gone app', () => {
  let repository: SmallRepository;
  beforeEach(() => (repository = new SmallRepository()));
  afterEach(() => rmSync(repository.root, { recursive: true, force: true }));

  test('is that of its record, and is destroyed in the reverse order of its contracts', async () => {
    const resource = { aws_ssm_parameter: { main: {} } };
    repository.app('network', { resource });
    repository.app('data', { resource, reads: ['network'] });
    repository.app('search', { resource, reads: ['data', 'network'] });
    const commit = { id: repository.commit(), clean: true };
    const all = await Promise.all(
      ['network', 'search', 'data'].map((app) => lastCodeOf(row(`testing/${app}`, { commit }), repository.root)),
    );
    expect(all[0]!.environment.name).toBe('testing');
    expect(keys((await destructionOrder(all)).map((one) => one.row))).toEqual([
      'testing/search',
      'testing/data',
      'testing/network',
    ]);
  });

  test('throws if no record contains a commit, with the next step', async () => {
    const options = { root: repository.root, destroys: true, say: () => undefined };
    await expect(destruct([row('testing/search')], options)).rejects.toThrow(
      /^testing\/search is gone from the repository, and no record contains its commit: .* Restore the app \(git log -- apps\/search\)/,
    );
  });

  test('throws if Terraform cannot plan it', async () => {
    repository.app('search', { resource: { aws_ssm_parameter: { main: {} } } });
    const commit = { id: repository.commit(), clean: false };
    const said: string[] = [];
    const options = { root: repository.root, destroys: false, say: (line: string) => said.push(line) };
    await expect(destruct([row('testing/search', { commit })], options)).rejects.toThrow(
      'The destruction of testing/search cannot be planned: see above.',
    );
    expect(said).toEqual([
      `testing/search, with its code of ${commit.id.slice(0, 7)}, without its uncommitted changes:`,
    ]);
  });

  test('throws if the commit does not have its environment', async () => {
    const commit = { id: repository.commit(), clean: false };
    await expect(lastCodeOf(row('preview/search', { commit }), repository.root)).rejects.toThrow(
      /^preview\/search was deployed last from commit [0-9a-f]{7}, which has no environment preview/,
    );
  });
});
