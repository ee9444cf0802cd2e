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
  ['keep objects for ever because a rule is disabled', [expires(30)], [expires(30, { status: 'Disabled' })]],
  ['be renamed', [expires(30)], [expires(30, { id: 'two' })]],
  ['repeat a rule for a part', [expires(30)], [expires(30), expires(40, { filter: [{ prefix: 'part/' }] })]],
  ['remove incomplete uploads', [expires(30)], [expires(30), rule({ abort_incomplete_multipart_upload: [{}] })]],
  [
    'remove delete markers',
    [expires(30)],
    [expires(30), rule({ expiration: [{ expired_object_delete_marker: true }] })],
  ],
  ['have its filter in another form', [rule({ filter: { prefix: '' }, expiration: { days: 30 } })], [expires(30)]],
])('a lifecycle may %s', (_what, before, after) => expect(allows(before, after)).toBe(true));

test.each<[string, object[], object[]]>([
  ['expire sooner', [expires(30)], [expires(29)]],
  ['expire objects that it kept', [versions(30)], [versions(30), expires(3650)]],
  ['expire on a day', [expires(30)], [rule({ expiration: [{ date: '2027-01-01' }] })]],
  ['expire at once', [expires(30)], [expires(0)]],
  ['expire versions sooner', [versions(30)], [versions(1)]],
  ['keep fewer versions', [versions(30, { newer_noncurrent_versions: 2 })], [versions(30)]],
  ['cover more objects', [expires(30, { filter: [{ prefix: 'part/' }] })], [expires(30)]],
  [
    'cover another part',
    [expires(30, { filter: [{ prefix: 'part/' }] })],
    [expires(30, { filter: [{ prefix: 'other/' }] })],
  ],
  ['depend on tags', [versions(30)], [expires(30, { filter: [{ tag: [{ key: 'a', value: 'b' }] }] })]],
  ['enable a disabled rule', [expires(1, { status: 'Disabled' })], [expires(1)]],
  ['move objects to an archive', [expires(30)], [expires(30, { transition: [{ days: 1, storage_class: 'GLACIER' }] })]],
  ['have no rule any more', [expires(30)], []],
  ['have an attribute that nothing judges', [expires(30)], [expires(30, { surprise: [{}] })]],
])('a lifecycle must not %s', (_what, before, after) => expect(allows(before, after)).not.toBe(true));
