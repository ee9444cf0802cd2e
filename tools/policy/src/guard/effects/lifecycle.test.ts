import { lasts } from './lifecycle';

const { allows } = lasts('objects');
const rule = (more: object) => ({ id: 'one', status: 'Enabled', filter: [{ prefix: '' }], ...more });
const expires = (days: number, more: object = {}) => rule({ expiration: [{ days }], ...more });
const versions = (noncurrent_days: number, more: object = {}) =>
  rule({ noncurrent_version_expiration: [{ noncurrent_days, ...more }] });

test.each<[string, object[], object[]]>([
  ['keep longer', [expires(30)], [expires(31)]],
  ['keep versions longer', [versions(30)], [versions(60)]],
  [
    'keep more versions',
    [versions(30, { newer_noncurrent_versions: 2 })],
    [versions(30, { newer_noncurrent_versions: 3 })],
  ],
  ['keep for ever what a rule is switched off for', [expires(30)], [expires(30, { status: 'Disabled' })]],
  ['be called otherwise', [expires(30)], [expires(30, { id: 'two' })]],
  ['say it again for a part', [expires(30)], [expires(30), expires(40, { filter: [{ prefix: 'part/' }] })]],
  [
    'take away uploads that are not finished',
    [expires(30)],
    [expires(30), rule({ abort_incomplete_multipart_upload: [{}] })],
  ],
  [
    'take away markers of what is deleted',
    [expires(30)],
    [expires(30), rule({ expiration: [{ expired_object_delete_marker: true }] })],
  ],
  ['write its filter otherwise', [rule({ filter: { prefix: '' }, expiration: { days: 30 } })], [expires(30)]],
])('a lifecycle may %s', (_what, before, after) => expect(allows(before, after)).toBe(true));

test.each<[string, object[], object[]]>([
  ['expire sooner', [expires(30)], [expires(29)]],
  ['expire what did not', [versions(30)], [versions(30), expires(3650)]],
  ['expire on a day', [expires(30)], [rule({ expiration: [{ date: '2027-01-01' }] })]],
  ['expire at once', [expires(30)], [expires(0)]],
  ['drop versions sooner', [versions(30)], [versions(1)]],
  ['keep fewer versions', [versions(30, { newer_noncurrent_versions: 2 })], [versions(30)]],
  ['be about more', [expires(30, { filter: [{ prefix: 'part/' }] })], [expires(30)]],
  [
    'be about another part',
    [expires(30, { filter: [{ prefix: 'part/' }] })],
    [expires(30, { filter: [{ prefix: 'other/' }] })],
  ],
  ['be about tags', [versions(30)], [expires(30, { filter: [{ tag: [{ key: 'a', value: 'b' }] }] })]],
  ['switch on what was off', [expires(1, { status: 'Disabled' })], [expires(1)]],
  ['move to a glacier', [expires(30)], [expires(30, { transition: [{ days: 1, storage_class: 'GLACIER' }] })]],
  ['have no rule any more', [expires(30)], []],
  ['have what nothing judges', [expires(30)], [expires(30, { surprise: [{}] })]],
])('a lifecycle may not %s', (_what, before, after) => expect(allows(before, after)).not.toBe(true));
