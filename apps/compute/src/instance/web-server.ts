import type { BootPart } from './boot-part';
import { file, program, unit } from './installed-files';
import { programFolder } from './paths';

const site = '/etc/malinshopper/nginx-site.conf';

/**
 * A web server: nginx and PHP. Both packages bring a service and a configuration of their own; nginx gets a site of ours, PHP
 * is run by a unit and a pool of ours, whatever its version is called.
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
    // Linked only now: nginx's package starts it with the site that it brings, and two of them cannot be the default.
    `ln -sf ${site} /etc/nginx/sites-enabled/malinshopper`,
    'rm -f /etc/nginx/sites-enabled/default',
    'for unit in /lib/systemd/system/php*-fpm.service; do systemctl disable --now "$(basename "$unit")"; done',
    // Both, each once: at every later boot nginx brings up PHP.
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
