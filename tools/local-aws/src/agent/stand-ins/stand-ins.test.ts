import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canOverlay } from '../fence/stand-in-mounts';
import { bootedInstance, itFenced, removeInstances, runHook } from '../testing/instance';

afterEach(removeInstances);

const web = Buffer.from('#cloud-config\npackages: [nginx, php-fpm]\n');
const ran = async (text: string, userData = web) => {
  const { end, stdout, stderr } = await runHook(await bootedInstance(userData), text);
  return { end, output: stdout + stderr };
};

describe('the programs that hooks call on a web server', () => {
  itFenced('is noted and succeeds, by a short name or a whole path', async () => {
    const folder = await bootedInstance(web);
    const { end, stderr } = await runHook(
      folder,
      `set -e
      service nginx reload
      sudo systemctl reload nginx
      su -s /bin/sh www-data -c "echo as www-data"
      nginx -t
      sudo nginx -t && sudo service php8.3-fpm restart
      /etc/init.d/nginx reload
      php-fpm8.3 -t
      invoke-rc.d --quiet nginx reload`,
    );
    expect([end, stderr]).toEqual([{ kind: 'exited', code: 0 }, expect.not.stringContaining('Critical error')]);
    const noted = (name: string) => readFileSync(join(folder, 'root/var/log', name), 'utf8').replace(/^\S+Z /gm, '');
    expect(noted('service.log')).toBe(
      'service nginx reload\nservice php8.3-fpm restart\nservice nginx reload\ninvoke-rc.d --quiet nginx reload\n',
    );
    expect(noted('sudo.log')).toBe('sudo systemctl reload nginx\nsudo nginx -t\nsudo service php8.3-fpm restart\n');
    expect(noted('systemctl.log')).toContain('systemctl restart php8.3-fpm\n');
  });

  const programs = [
    ...[
      '/usr/bin/su ubuntu -c true',
      '/bin/su ubuntu -c true',
      '/usr/bin/sudo true',
      '/usr/bin/systemctl reload nginx',
    ],
    ...['/usr/sbin/service nginx reload', '/usr/sbin/nginx -t', '/usr/sbin/php-fpm8.3 -t', '/usr/bin/timedatectl'],
  ];
  itFenced.each(programs)(
    'the whole path leads to the stand-in too, with any programs of this computer: %s',
    async (call) => {
      const [program = ''] = call.split(' ');
      // An old Linux can only replace existing programs.
      const isPossible = (await canOverlay()) || existsSync(program);
      const { end } = await runHook(await bootedInstance(web), call);
      expect(end).toEqual({ kind: 'exited', code: isPossible ? 0 : 127 });
    },
  );

  itFenced('is not there where no package brings it', async () => {
    const { end } = await ran(
      '! [ -x /usr/local/bin/nginx ] && ! [ -e /etc/init.d/nginx ]',
      Buffer.from('#cloud-config\n'),
    );
    expect(end).toEqual({ kind: 'exited', code: 0 });
  });
});

describe('the stand-in for su', () => {
  itFenced.each([
    ['su ubuntu -c \'echo "$HOME $USER $SHELL"\'', '/home/ubuntu ubuntu /bin/bash\n'],
    ['su -c \'echo "$HOME ${USER-none}"\'', '/root none\n'],
    ['su - ubuntu -c \'pwd; echo "${LIFECYCLE_EVENT-gone}"\'', '/home/ubuntu\ngone\n'],
    ["su ubuntu -s /bin/sh -c 'echo $0 $LIFECYCLE_EVENT'", '/bin/sh ApplicationStart\n'],
    ["runuser -u www-data -- sh -c 'echo one two'", 'one two\n'],
    ["runuser -l ubuntu -c 'pwd'", '/home/ubuntu\n'],
    ['su -lc pwd ubuntu', '/home/ubuntu\n'],
    [
      'su ubuntu -c \'echo "$LANG $MAIL $PATH"\'',
      'C.UTF-8 /var/mail/ubuntu /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/games:/usr/local/games:/snap/bin\n',
    ],
    ["echo 'export A=\"b c\"' >>/etc/environment; su - ubuntu -c 'echo $LANG $A'", 'C.UTF-8 b c\n'],
    [
      "runuser ubuntu -c 'echo ${LANG-none} $PATH'",
      'none /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n',
    ],
    ["runuser -l ubuntu -c 'echo $PATH'", '/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games\n'],
    ["su www-data -c 'echo ran'", 'This account is currently not available.\n'],
    ['su mary -c true', 'su: user mary does not exist or the user entry does not contain all the required fields\n'],
    ['su --nothing', "su is a stand-in here and does not know '--nothing', only -c, -s, -l, -m, -u and their like.\n"],
  ])('does %s', async (command, expected) => {
    expect((await ran(command)).output).toBe(expected);
  });

  itFenced('ends as its command does', async () => {
    expect((await ran("su ubuntu -c 'exit 7'")).end).toEqual({ kind: 'exited', code: 7 });
  });
});

describe('the stand-in for sudo', () => {
  itFenced.each([
    ['sudo sh -c \'echo "$HOME $USER ${LIFECYCLE_EVENT-gone}"\'', '/root root gone\n'],
    ['sudo -E sh -c \'echo "$LIFECYCLE_EVENT"\'', 'ApplicationStart\n'],
    ['sudo -u ubuntu -H sh -c \'echo "$HOME $USER"\'', '/home/ubuntu ubuntu\n'],
    [
      'sudo sh -c \'echo "$LANG $PATH"\'',
      'C.UTF-8 /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin\n',
    ],
    ['sudo A=b sh -c \'echo "$A"\'', 'b\n'],
    ['sudo -n -- echo one two', 'one two\n'],
    ['sudo -iu ubuntu pwd', '/home/ubuntu\n'],
    ['sudo -nHu ubuntu pwd', '/opt/codedeploy-agent\n'],
    [
      'sudo -x true',
      "sudo is a stand-in here and does not know '-x', only -u, -E, -H, -i, -s, -n, -b and their like.\n",
    ],
    ['sudo -i -u ubuntu pwd', '/home/ubuntu\n'],
    ['sudo cd /srv', 'sudo: cd: command not found\n'],
    ['sudo no-such-program', 'sudo: no-such-program: command not found\n'],
    ['sudo -u mary true', 'sudo: unknown user mary\n'],
    ['sudo', 'usage: sudo [-u user] [VAR=value] command\n'],
  ])('does %s', async (command, expected) => {
    expect((await ran(command)).output).toBe(expected);
  });
});

describe('other stand-ins', () => {
  itFenced.each([
    ['echo "* * * * * true" | crontab -u www-data - && crontab -u www-data -l', 0, '* * * * * true\n'],
    ['crontab -l', 1, 'no crontab for root\n'],
    ['service nginx configtest', 0, 'nginx (a stand-in): the configuration was not tested here\n'],
    ['service nginx upgrade', 0, 'systemctl (a stand-in): reload nginx\n'],
    ['/etc/init.d/cron restart', 0, 'systemctl (a stand-in): restart cron\n'],
    ['nginx -tc /etc/nginx/nginx.conf', 0, 'nginx (a stand-in): the configuration was not tested here\n'],
    ['sysctl -p', 0, 'sysctl (a stand-in): noted, and nothing was changed here\n'],
    ['sudo ufw allow 80/tcp', 0, 'ufw (a stand-in): noted, and nothing was changed here\n'],
    ['timedatectl set-timezone Europe/Berlin', 0, 'timedatectl (a stand-in): noted, and nothing was changed here\n'],
    ['lsb_release -cs', 0, 'noble\n'],
    ['lsb_release --short --id', 0, 'Ubuntu\n'],
    ['lsb_release -r', 0, 'Release:\t24.04\n'],
    ['. /etc/os-release && echo "$ID $VERSION_ID $VERSION_CODENAME"', 0, 'ubuntu 24.04 noble\n'],
    ['cd /etc/nginx && touch sites-available/shop && ln -s ../sites-available/shop sites-enabled/', 0, ''],
    ['touch /etc/php/8.3/fpm/pool.d/shop.conf /etc/systemd/system/shop.service /etc/cron.d/shop', 0, ''],
    ['nginx -x', 1, "nginx is a stand-in here and does not know '-x', only -t, -s and -v.\n"],
    ['php-fpm8.3 -F', 1, "php-fpm8.3 is a stand-in here and does not know '-F', only -t and -v.\n"],
    ['service nginx', 1, 'Usage: service <service> <action>\n'],
    ['apt-get install -y jq', 100, expect.stringMatching(/^apt-get is not here: .* belong into its user data/)],
  ])('%s ends with %d', async (command, code, expected) => {
    expect(await ran(command)).toEqual({ end: { kind: 'exited', code }, output: expected });
  });
});
