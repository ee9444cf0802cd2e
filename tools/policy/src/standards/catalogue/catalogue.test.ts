import { checkov, checkovPairs, requirements } from '.';

test('the catalogue contains 315 rules of checkov by type, with 237 ids', () => {
  expect(checkovPairs).toHaveLength(315);
  expect(new Set(checkovPairs.map(({ id }) => id)).size).toBe(237);
});

test('the catalogue contains the 65 requirements', () => {
  expect(Object.keys(requirements)).toHaveLength(65);
});

test('every id of checkov has the right form, and every type is of the AWS provider', () => {
  for (const { id } of checkovPairs) expect(id).toMatch(/^CKV2?_AWS_[1-9]\d*$/);
  for (const type of Object.keys(checkov)) expect(type).toMatch(/^(data\.)?aws(_[a-z0-9]+)*$/);
});

test('every requirement has a letter and a number', () => {
  for (const id of Object.keys(requirements)) expect(id).toMatch(/^[A-Z][1-9]\d*$/);
});

test('every rule and every requirement has a text, without Markdown', () => {
  const texts = [...checkovPairs.map(({ title }) => title), ...Object.values(requirements)];
  expect(texts.filter((text) => text.length < 15 || /—|\[[SD]\]|^\s|\s$/.test(text))).toEqual([]);
});
