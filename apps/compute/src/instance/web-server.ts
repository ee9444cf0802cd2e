import type { BootPart } from './boot-part';
import { file, program, unit } from './installed-files';
import { programFolder } from './paths';

const site = '/etc/malinshopper/nginx-site.conf';

/**
 * A web server: nginx and PHP. Both packages contain a service and a configuration; nginx gets an own site, PHP is run
 * by an own unit and pool, for any version of its package.
 */
export const webServer: BootPart = {
  packages: ['nginx', 'php-fpm', 'php-mysql', 'php-curl', 'php-mbstring', 'php-xml'],
  files: [
    file('nginx-site.conf', site),
    file('nginx-service.conf', '/etc/systemd/system/nginx.service.d/malinshopper.conf'),
    file('php-fpm.conf', '/etc/malinshopper/php-fpm.conf'),
    file('php.ini', '/etc/malinshopper/php/malinshopper.ini'),
    file('healthz.php', `${programFolder}/healthz.php`),
    file('credentials.php', `${programFolder}/credentials.php`),
    program('php'),
    program('size'),
  ],
  commands: [
    // The link comes only now: nginx's package starts it with its own site, and two sites cannot be the default.
    `ln -sf ${site} /etc/nginx/sites-enabled/malinshopper`,
    'rm -f /etc/nginx/sites-enabled/default',
    'for unit in /lib/systemd/system/php*-fpm.service; do systemctl disable --now "$(basename "$unit")"; done',
    // Both, each once: at every later boot nginx starts PHP.
    'systemctl restart malinshopper-php nginx',
  ],
  units: [unit('malinshopper-php.service')],
  services: ['nginx.service', 'malinshopper-php.service'],
  logs: {
    access: '/var/log/nginx/malinshopper.log',
    nginx: '/var/log/nginx/error.log',
    php: '/var/log/malinshopper/php.log',
  },
};
