import { amendQueryReply, queryParameters, queryReply } from './query';
import { parseXml } from './xml';

test('numbered names become lists in the order of their numbers', () => {
  const form = new URLSearchParams();
  for (let index = 12; index > 0; index -= 1) form.set(`Tags.member.${index}.Key`, `k${index}`);
  const keys = Array.from({ length: 12 }, (_, index) => ({ Key: `k${index + 1}` }));
  expect(queryParameters(form.toString())).toEqual({ Tags: { member: keys } });
});

test('nested names become nested objects', () => {
  expect(queryParameters('A.B.C=1&A.B.D=2&E=3')).toEqual({ A: { B: { C: '1', D: '2' } }, E: '3' });
});

test('an answer can be amended', () => {
  const reply = amendQueryReply(queryReply('Do', 'urn:x', { A: '1' }), 'Do', (result) => (result['B'] = '2'));
  expect(parseXml(reply.body.toString())).toMatchObject({
    DoResponse: { '@xmlns': 'urn:x', DoResult: { A: '1', B: '2' } },
  });
});

test('a refusal is not amended', () => {
  const refusal = { status: 400, headers: {}, body: 'not even XML' };
  expect(
    amendQueryReply(refusal, 'Do', () => {
      throw new Error('amended');
    }),
  ).toBe(refusal);
});
