const types: Readonly<Record<string, 'user' | 'group' | 'mask' | 'other'>> = {
  u: 'user',
  user: 'user',
  g: 'group',
  group: 'group',
  m: 'mask',
  mask: 'mask',
  o: 'other',
  other: 'other',
};

/**
 * Returns why the agent would not set an access control list's entry, as the end of a sentence that begins with it
 * (CodeDeploy user guide, "AppSpec 'permissions' section", `acls`; setfacl(1), "ACL entries").
 * @param files true if the entry applies to files too: they have no defaults, only directories do
 */
export function aclFault(entry: string, files: boolean): string | undefined {
  const parts = entry.split(':');
  const isDefault = parts[0] === 'd' || parts[0] === 'default';
  const [type, name, permissions] = fields(isDefault ? parts.slice(1) : parts);
  if (type === undefined || permissions === undefined) {
    return 'is not an entry of an access control list: write it as u:mary:rw, g:staff:r-x or m::rw';
  }
  if (!/^([rwx-]*|[0-7])$/.test(permissions)) {
    return 'has permissions that are not made of r, w, x and -: write them as rw or r-x';
  }
  if ((type === 'mask' || type === 'other') && name !== '') {
    return `names a user or group, but an entry for mask or other has no name: write two colons, as in m::rw`;
  }
  if (name === '' && type !== 'mask' && !isDefault) {
    return `has no name, so it applies to the owner, the group or all other users: set these permissions with mode`;
  }
  return isDefault && files
    ? 'is a default entry, but files have no default entries: set the type of this permission to directory only'
    : undefined;
}

/** `u:mary:rw` in its three fields; `mary:rw` is for a user, `m:rw` for the mask. */
function fields(parts: readonly string[]): [type?: string, name?: string, permissions?: string] {
  const [first = '', second, third] = parts;
  if (parts.length === 3) {
    return [types[first], second, third];
  }
  if (parts.length !== 2) {
    return [];
  }
  return first in types && (types[first] === 'mask' || types[first] === 'other')
    ? [types[first], '', second]
    : ['user', first, second];
}
