/** Makes a template's user data another text, in base64 as EC2 takes it. For mutations. */
export const booting =
  (text: string) =>
  (config: Record<string, unknown>): void => {
    config['user_data'] = Buffer.from(text).toString('base64');
  };

const settings = 'CONTENT_BUCKET=${data.terraform_remote_state.data.outputs.contentBucketName}';
const options: Readonly<Record<string, string>> = {
  _netdev: '',
  allow_other: '',
  iam_role: 'auto',
  endpoint: 'eu-west-1',
  url: 'https://s3.eu-west-1.amazonaws.com',
  use_cache: '/var/cache/s3fs',
  ensure_diskfree: '2048',
  stat_cache_expire: '60',
};

/**
 * As little user data as mounts the content of an environment as it should.
 * @param other options in the place of the right ones; undefined takes one away
 */
export function mounting(other: Readonly<Record<string, string | undefined>> = {}, bucket = '$CONTENT_BUCKET'): string {
  const list = Object.entries({ ...options, ...other })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return `#cloud-config\n  ${settings}\n  ExecStart=/usr/bin/s3fs ${bucket} /srv/content -f -o ${list.join(',')}\n`;
}
