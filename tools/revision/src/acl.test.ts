import { aclFault } from './acl';

it.each([
  'u:mary:rw',
  'user:mary:rwx',
  'g:staff:r-x',
  'group:staff:5',
  'm::rw',
  'mask::7',
  'm:rw',
  'mary:rw',
  'u:mary:',
  'u:mary:r-x-',
])('accepts %p', (entry) => {
  expect(aclFault(entry, true)).toBeUndefined();
});

it.each(['d:u:mary:rw', 'default:g::r', 'd:mary:rw', 'd:o::r', 'd:m::rw'])(
  'accepts the default %p for directories only',
  (entry) => {
    expect(aclFault(entry, false)).toBeUndefined();
    expect(aclFault(entry, true)).toBe(
      'is a default entry, but files have no default entries: set the type of this permission to directory only',
    );
  },
);

const shape = 'is not an entry of an access control list: write it as u:mary:rw, g:staff:r-x or m::rw';
const permissions = 'has permissions that are not made of r, w, x and -: write them as rw or r-x';
const unnamed =
  'has no name, so it applies to the owner, the group or all other users: set these permissions with mode';
const named = 'names a user or group, but an entry for mask or other has no name: write two colons, as in m::rw';
it.each([
  ['mary', shape],
  ['', shape],
  ['x:mary:rw', shape],
  ['u:mary:rw:x', shape],
  ['d:d:u:mary:rw', shape],
  ['u:mary:read', permissions],
  ['u:mary:8', permissions],
  ['u::rw', unnamed],
  ['g::rw', unnamed],
  ['o::r', unnamed],
  ['m:mary:rw', named],
  ['o:mary:rw', named],
])('refuses %p', (entry, fault) => {
  expect(aclFault(entry, false)).toBe(fault);
});
