/** Not `/usr/local`, which is the instance's: a hook could put a `umount` of its own there. */
export const BUILDERS_PATH = '/usr/sbin:/usr/bin:/sbin:/bin';
