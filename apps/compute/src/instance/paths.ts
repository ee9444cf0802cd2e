/** The folder of the shared content on an instance. */
export const contentPath = '/srv/content';
/** The folder of the release on every role: the destination in the application's appspec.yml. */
export const releasePath = '/var/www/malinshopper';
/** The settings of the environment: the units below and the release read it. */
export const settingsPath = '/etc/malinshopper.env';
/** The folder of this repository's programs. */
export const programFolder = '/usr/local/lib/malinshopper';
/** The folder of the log files of units. The CloudWatch agent sends only the files that a part lists in its `logs`. */
export const logFolder = '/var/log/malinshopper';
/** The user of the application. Every Ubuntu image has it, with the same number. */
export const user = { name: 'www-data', id: 33 };
