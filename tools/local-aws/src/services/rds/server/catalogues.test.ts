import { execute } from './catalogue';
import { Catalogues } from './catalogues';

const where = { account: '111111111111', region: 'eu-west-1' };

test('a restored server has what its snapshot had, and each goes its own way afterwards', () => {
  const catalogues = new Catalogues();
  execute(catalogues.of(where, 'db-A'), 'CREATE DATABASE IF NOT EXISTS `orders`');
  catalogues.copy(where, 'db-A', 'Mine');
  execute(catalogues.of(where, 'db-A'), 'CREATE DATABASE IF NOT EXISTS `later`');
  catalogues.restore(where, 'mine', 'db-B');
  expect([...catalogues.of(where, 'db-B').schemas]).toEqual(['orders']);
  expect(catalogues.sourceOf(where, 'mine')).toBe('db-A');
  execute(catalogues.of(where, 'db-B'), 'DROP DATABASE IF EXISTS `orders`');
  catalogues.restore(where, 'mine', 'db-C');
  expect([...catalogues.of(where, 'db-C').schemas]).toEqual(['orders']);
  catalogues.forget(where, 'mine');
  expect(catalogues.sourceOf(where, 'mine')).toBeUndefined();
});
