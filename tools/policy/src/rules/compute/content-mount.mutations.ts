import type { Mutation } from '../../testing/mutation';
import { booting, mounting } from './booting';

const type = 'aws_launch_template';

const template = (rule: string, what: string, text: string): Mutation => ({ rule, what, type, change: booting(text) });

export const contentMountMutations: readonly Mutation[] = [
  template('MAL_S3FS_1', 'content is mounted by nobody', '#cloud-config\npackages:\n  - s3fs\n'),
  template('MAL_S3FS_1', 'content is mounted before the network is there', mounting({ _netdev: undefined })),
  template('MAL_S3FS_1', 'content is mounted for root alone', mounting({ allow_other: undefined })),
  template(
    'MAL_S3FS_1',
    'content is mounted with a key in a file',
    mounting({ iam_role: undefined, passwd_file: '/etc/s3fs' }),
  ),
  template('MAL_S3FS_1', 'content is asked of us-east-1, as s3fs has it by default', mounting({ endpoint: undefined })),
  template('MAL_S3FS_1', 'content is fetched in clear', mounting({ url: 'http://s3.eu-west-1.amazonaws.com' })),
  template(
    'MAL_S3FS_1',
    'content is 15 minutes old, as s3fs has it by default',
    mounting({ stat_cache_expire: undefined }),
  ),
  template('MAL_S3FS_1', 'content is an hour old', mounting({ stat_cache_expire: '3600' })),
  template('MAL_S3FS_1', 'content is fetched anew at every read', mounting({ use_cache: undefined })),
  template('MAL_S3FS_1', 'content fills the disk', mounting({ ensure_diskfree: undefined })),
  template('MAL_S3FS_2', 'a machine mounts a bucket by name', mounting({}, 'malinshopper-content')),
  template(
    'MAL_S3FS_2',
    'a machine mounts the packages',
    mounting({}, '${data.terraform_remote_state.data.outputs.packageBucketName}'),
  ),
  template('MAL_S3FS_2', 'a machine mounts what is set nowhere', mounting({}, '$BUCKET')),
  {
    rule: 'MAL_S3FS_3',
    what: 'web servers mount content to write',
    type,
    path: 'web/template/Resource',
    change: booting(mounting()),
  },
  {
    rule: 'MAL_S3FS_3',
    what: 'a worker cannot write what it publishes',
    type,
    path: 'fetcher/template/Resource',
    change: booting(mounting({ ro: '' })),
  },
];
