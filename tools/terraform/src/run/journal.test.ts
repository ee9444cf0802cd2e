import { parseJournal } from './journal';

const line = (type: string, addr: string, action: string, id?: string) =>
  JSON.stringify({ type, hook: { resource: { addr }, action, ...(id && { id_key: 'id', id_value: id }) } });

test('a created resource is listed with its id, and one that was begun without an end is in flight', () => {
  const text = [
    line('apply_start', 'aws_vpc.a', 'create'),
    line('apply_start', 'aws_eip.b', 'create'),
    line('apply_complete', 'aws_vpc.a', 'create', 'vpc-1'),
    line('apply_start', 'data.aws_x.c', 'read'),
    line('apply_complete', 'aws_eip.b', 'create', 'eip-1').slice(0, 60),
  ].join('\n');
  expect(parseJournal(text)).toEqual({
    created: [{ address: 'aws_vpc.a', idKey: 'id', idValue: 'vpc-1' }],
    inFlight: [{ address: 'aws_eip.b', action: 'create' }],
    failedCreates: [],
  });
});

test('a failed resource is neither made nor in flight', () => {
  const text = [line('apply_start', 'a.a', 'create'), line('apply_errored', 'a.a', 'create')].join('\n');
  expect(parseJournal(text)).toEqual({ created: [], inFlight: [], failedCreates: ['a.a'] });
});

test('a resource that AWS has already, of another stack or a person, is not listed as made by a cut-off run', () => {
  const refused = (address: string, summary: string) =>
    JSON.stringify({ type: 'diagnostic', diagnostic: { severity: 'error', summary, address } });
  const text = ['a.a', 'a.b'].flatMap((address) => [
    line('apply_start', address, 'create'),
    line('apply_errored', address, 'create'),
  ]);
  const said = [refused('a.a', 'EntityAlreadyExists: Role with name a'), refused('a.b', 'context canceled')];
  expect(parseJournal([...text, ...said].join('\n')).failedCreates).toEqual(['a.b']);
});

test('a replacement that creates before it deletes leaves the new one as made', () => {
  const text = [
    line('apply_start', 'a.a', 'create'),
    line('apply_complete', 'a.a', 'create', 'new'),
    line('apply_start', 'a.a', 'delete', 'old'),
    line('apply_complete', 'a.a', 'delete'),
  ].join('\n');
  expect(parseJournal(text).created).toEqual([{ address: 'a.a', idKey: 'id', idValue: 'new' }]);
});

test('a resource that was changed in place is not "made"', () => {
  const text = [line('apply_start', 'a.a', 'update', 'x'), line('apply_complete', 'a.a', 'update', 'x')].join('\n');
  expect(parseJournal(text)).toEqual({ created: [], inFlight: [], failedCreates: [] });
});
