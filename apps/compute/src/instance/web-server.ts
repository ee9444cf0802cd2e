import { lines, type BootPart } from './cloud-config';
import { contentPath, releasePath } from './paths';

const healthScript = '/usr/share/malinshopper/healthz.php';

/** nginx in front of the release's public folder. TLS ends at the load balancer, which sends HTTP to HTTPS. */
const site = lines(
  'server {',
  '  listen 80 default_server;',
  `  root ${releasePath}/public;`,
  '  index index.php;',
  '  location = /healthz {',
  '    access_log off;',
  '    include fastcgi_params;',
  `    fastcgi_param SCRIPT_FILENAME ${healthScript};`,
  '    fastcgi_pass unix:/run/php/php-fpm.sock;',
  '  }',
  '  location / {',
  '    try_files $uri /index.php$is_args$args;',
  '  }',
  '  location ~ \\.php$ {',
  '    try_files $uri =404;',
  '    include fastcgi_params;',
  '    fastcgi_param HTTPS on;',
  '    fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;',
  '    fastcgi_pass unix:/run/php/php-fpm.sock;',
  '  }',
  '}',
);

/**
 * The answer to the load balancer: healthy before the first release too, or the group would replace its servers for ever,
 * and only with the shared content. It asks no database: its loss must not take all web servers along.
 */
const health = lines(
  '<?php',
  `$mounted = str_contains(file_get_contents('/proc/self/mounts'), ' ${contentPath} fuse.s3fs ');`,
  'http_response_code($mounted ? 200 : 503);',
  "header('Content-Type: text/plain');",
  'echo $mounted ? "ok\\n" : "the shared content is not mounted\\n";',
);

/** A web server: nginx and PHP. */
export const webServer: BootPart = {
  packages: ['nginx', 'php-fpm', 'php-mysql', 'php-curl', 'php-mbstring', 'php-xml'],
  files: [
    { path: healthScript, content: health },
    // Not `default`: that file belongs to the package, and its upgrades would ask about it.
    { path: '/etc/nginx/sites-enabled/malinshopper', content: site, defer: true },
  ],
  commands: ['rm -f /etc/nginx/sites-enabled/default', 'systemctl reload-or-restart nginx'],
};
