import { givenPath } from './paths';

test("a path of a command line is relative to the user's directory, and else to that of the process", () => {
  expect(givenPath('shop/web', { INIT_CWD: '/home/ana' })).toBe('/home/ana/shop/web');
  expect(givenPath('/srv/web.zip', { INIT_CWD: '/home/ana' })).toBe('/srv/web.zip');
  expect(givenPath('web.zip', {})).toBe(`${process.cwd()}/web.zip`);
});
