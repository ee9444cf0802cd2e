/** Without `/usr/local`, which is the instance's: a hook could put its own `umount` there. */
export const BUILDERS_PATH = '/usr/sbin:/usr/bin:/sbin:/bin';
