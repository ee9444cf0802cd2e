/* eslint-disable prose/sources -- the samples are what the linter refuses */
import { faultsIn } from './faults';
import { words } from './words';

const found = (text: string) => faultsIn(text).map((fault) => fault.found);

test.each([
  ['the role who deploys', 'who'],
  ['a bucket whose policy', 'whose'],
  ['Whoever deploys', 'Whoever'],
  ['read by nobody', 'nobody'],
  ['anyone can read it', 'anyone'],
  ['a bucket of ours', 'of ours'],
  ['the user and his keys', 'his'],
  ['a way in from the internet', 'way in'],
  ['The ways back are tried', 'ways back'],
  ['the run writes down its pid', 'writes down'],
  ['the team is told by mail', 'is told'],
  ['what is said of it', 'is said'],
  ['it is made anew', 'anew'],
])('%j is refused for %j', (text, word) => {
  expect(found(text)).toContain(word);
});

test('each pattern of the list is global and ignores case, so that every occurrence is found', () => {
  expect(words.filter(({ pattern }) => pattern.flags !== 'gi')).toEqual([]);
  expect(found('Nobody and nobody')).toEqual(['Nobody', 'nobody']);
});

test.each([
  ['at the beginning', 'What a role can read.'],
  ['after another sentence', 'A role has a policy. Whether it is attached is checked.'],
  ['in an item of a list', 'Two things:\n- a role\n- What it can read'],
  ['in a heading', '## What an instance does'],
  ['after a tag of JSDoc', 'Reads a role.\n@returns What was read'],
  ['over two lines', 'What a role can read\nin the bucket.'],
])('a sentence that begins with a noun clause is refused %s', (_where, text) => {
  expect(faultsIn(text)).toEqual([expect.objectContaining({ advice: expect.stringContaining('noun clause') })]);
});

test.each([
  ['a question', 'What does AWS answer?'],
  ['a noun clause as an object', 'The table lists what a role can read.'],
  ['a condition', '@returns whether the role exists'],
  ['code', 'The variable `who` is set.'],
  ['a link', 'See [the page](docs/who.md) and {@link who}.'],
  ['an address', 'https://example.com/who'],
  ['a quotation', 'AWS answers "Nobody can assume this role".'],
  ['"way in which"', 'the way in which a key is rotated'],
  ['a word that contains another', 'the shelf of himalaya'],
])('%s is accepted', (_name, text) => {
  expect(found(text)).toEqual([]);
});

test('a fault has the offset of its word in the text, also after code and line breaks', () => {
  const text = 'The `role` reads\n\nall.\nWhat it reads, nobody sees.';
  expect(faultsIn(text).map(({ index, found }) => text.slice(index, index + found.length))).toEqual(['What', 'nobody']);
});
