import { pageOf, sizeOf, type Page } from './pages';

const all = ['a', 'b', 'c', 'd', 'e'];
const asked = ['111111111111', 'eu-west-1', 'Action=DescribeVpcs'];

function everyPage(size: string): string[][] {
  const pages: string[][] = [];
  for (let token: string | undefined = ''; token !== undefined;) {
    const page: Page<string> = pageOf(all, asked, size, token);
    pages.push([...page.items]);
    token = page.next;
  }
  return pages;
}

describe('a list in pages', () => {
  it('loses nothing and repeats nothing', () => {
    expect(everyPage('2')).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(everyPage('5')).toEqual([all]);
  });

  it('is one page if no size was requested', () => {
    expect(everyPage('')).toEqual([all]);
  });

  it('refuses a token that was never issued', () => {
    expect(() => pageOf(all, asked, '2', 'never')).toThrow("The token 'never' is invalid");
  });

  it('refuses the token of another call', () => {
    const { next = '' } = pageOf(all, asked, '2', '');
    expect(() => pageOf(all, ['222222222222', ...asked.slice(1)], '2', next)).toThrow('is invalid');
  });

  it('refuses a token of a list that has become shorter since', () => {
    const { next = '' } = pageOf(all, asked, '4', '');
    expect(() => pageOf(['a'], asked, '4', next)).toThrow('is invalid');
  });

  it.each(['0', '-1', 'many'])('refuses pages of %s', (size) => {
    expect(() => sizeOf(size)).toThrow(`Value ( ${size} ) for parameter maxResults is invalid`);
  });
});
