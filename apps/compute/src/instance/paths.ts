/** Where an instance finds the content that all share. */
export const contentPath = '/srv/content';
/** Where a release is installed, on every role: the destination in the application's appspec.yml. */
export const releasePath = '/var/www/malinshopper';
/** What an instance knows of its environment: read by the units below and by the release. */
export const settingsPath = '/etc/malinshopper.env';
/** Our own programs. */
export const programFolder = '/usr/local/lib/malinshopper';
/** The logs of our own units. The CloudWatch agent ships those that a part names in its `logs`. */
export const logFolder = '/var/log/malinshopper';
/** Who the application runs as. Every Ubuntu image has this user, with the same number. */
export const user = { name: 'www-data', id: 33 };
