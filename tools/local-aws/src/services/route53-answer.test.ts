import { answerFrom, type RecordSet } from './route53-answer';

const records: RecordSet[] = [
  { name: 'example.com.', type: 'NS', values: ['ns-1.'] },
  { name: 'www.example.com.', type: 'A', values: [], alias: 'lb.elb.amazonaws.com.' },
  { name: 'api.example.com.', type: 'A', values: [], alias: 'origin.example.com.' },
  { name: 'origin.example.com.', type: 'A', values: ['192.0.2.1'] },
  { name: '\\052.branch.example.com.', type: 'CNAME', values: ['www.example.com'] },
  { name: 'a.branch.example.com.', type: 'TXT', values: ['"x"'] },
  { name: 'loop.example.com.', type: 'A', values: [], alias: 'loop.example.com.' },
];

test('a record answers with its values, in any case of the name', () => {
  expect(answerFrom(records, 'ORIGIN.example.com', 'A')).toEqual({ code: 'NOERROR', data: ['192.0.2.1'] });
});

test('an alias inside the zone answers with the records of its target', () => {
  expect(answerFrom(records, 'api.example.com', 'A').data).toEqual(['192.0.2.1']);
});

test('an alias to a load balancer answers with its name', () => {
  expect(answerFrom(records, 'www.example.com', 'A').data).toEqual(['lb.elb.amazonaws.com']);
});

test('a wildcard answers for names without records of their own', () => {
  expect(answerFrom(records, 'b.branch.example.com', 'CNAME').data).toEqual(['www.example.com']);
  expect(answerFrom(records, 'c.b.branch.example.com', 'A').data).toEqual(['www.example.com']);
});

test('a wildcard does not apply to a name with a record of any type, nor to names below it', () => {
  expect(answerFrom(records, 'a.branch.example.com', 'A')).toEqual({ code: 'NOERROR', data: [] });
  expect(answerFrom(records, 'x.a.branch.example.com', 'A')).toEqual({ code: 'NXDOMAIN', data: [] });
});

test('a name without records does not exist', () => {
  expect(answerFrom(records, 'nothing.example.com', 'A')).toEqual({ code: 'NXDOMAIN', data: [] });
});

test('a name with records only below it exists without data', () => {
  expect(answerFrom(records, 'branch.example.com', 'A')).toEqual({ code: 'NOERROR', data: [] });
});

test('an alias to itself ends', () => {
  expect(answerFrom(records, 'loop.example.com', 'A').data).toEqual(['loop.example.com']);
});
