import fc from 'fast-check';
import { buildXml, child, list, parseXml, text, type XmlElement } from './xml';

const name = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,8}$/);
const value = fc.stringMatching(/^[ -~]{0,20}$/).filter((written) => written.trim() !== '' || written === '');

test('any text in an element is read back as it was written', () => {
  fc.assert(
    fc.property(name, fc.dictionary(name, value, { minKeys: 1 }), (root, content) => {
      expect(parseXml(buildXml({ [root]: content }))[root]).toEqual(content);
    }),
  );
});

test('numbers and blanks stay text', () => {
  expect(parseXml('<A><B>007</B><C> x </C></A>')).toEqual({ A: { B: '007', C: ' x ' } });
});

test('blanks between elements are no content', () => {
  expect(parseXml('<A>\n  <B>1</B>\n</A>')).toEqual({ A: { B: '1' } });
});

test('one element is a list of one', () => {
  expect(list('a')).toEqual(['a']);
  expect(list(undefined)).toEqual([]);
  expect(list(['a', 'b'])).toEqual(['a', 'b']);
});

test('attributes survive', () => {
  const document = parseXml('<A xmlns="urn:x"><B>1</B></A>');
  expect(buildXml(document)).toContain('<A xmlns="urn:x"><B>1</B></A>');
});

test('the text of an element with attributes is found', () => {
  expect(text(parseXml('<A x="1">inner</A>')['A'])).toBe('inner');
});

test('a child that does not exist is created in place', () => {
  const parent: XmlElement = {};
  child(parent, 'A')['B'] = '1';
  expect(parent).toEqual({ A: { B: '1' } });
});
