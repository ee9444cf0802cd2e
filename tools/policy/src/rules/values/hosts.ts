import type { Environment } from '@malinshopper/environments';
import { firstOf } from './in-texts';
import { isOwnHost } from './own';
import type { Text } from './texts';

/** An address with a scheme, and who answers there: RFC 3986, "Generic syntax", with what a shell or Terraform puts in. */
const address = /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]*):\/\/([^\s"'<>\\`,;|()/?#]*)/gi;
/** The same without a scheme, in a page or a script. */
const relative = /(?:^|["'=\s(])\/\/((?:[a-z0-9-]+\.)+[a-z]{2,})/gi;
/** What a program is told to ask: `DATABASE_HOST=database.example.com`. */
const assigned =
  /(?<![\w-])\w*(?:host|endpoint|ur[li]|server|address|domain|mirror|proxy|registry)\w*["']?[ \t]*[=:][ \t]*["']?((?:[a-z0-9-]+\.)+[a-z]{2,})(?![\w(.-])/gi;
/** A host in the middle of a text, by the domains that end most of them and no file. */
const anywhere =
  /(?<![\w.@$}{*?-])((?:[a-z0-9_-]+\.)+(?:com|net|org|io|dev|info|biz|aws|cloud|app|xyz|online|site|top|store|tech|ru|cn|de|fr|uk|eu|us|nl|pl|ch|jp|kr|br|example|invalid|onion))(?![\w(-]|\.[\w*])/gi;
/** A text that is nothing but a host. */
const whole = /^(?:\*\.)?(?:[a-z0-9_-]+\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)\.?(?::\d+)?(?:\/\S*)?$/i;

/** Instances ask it for their own data; it is on no network (EC2 user guide, "Instance metadata service"). */
const here = new Set(['169.254.169.254', '127.0.0.1', 'localhost']);
/** What is on the machine, or a bucket, which is judged by its name. */
const notFetched = /^(file|s3[an]?)$/i;
/** What no one on the way can change. */
const encrypted = /^(https|tls)$/i;
/** A variable of a shell or of PHP, also as Terraform writes it. What it is set to is judged where it is set. */
const variable = /^\$+(?:\w+|\{\w+\})$/;

/** The name of a zone stands in tags behind other words. */
const isTag = /(^|[._])(tags|default_tags)\b/;
/** Texts with dots in them that are no hosts. */
const noHosts: readonly (readonly [where: 'name' | 'value' | 'at', what: RegExp])[] = [
  // Types of instances, servers and caches, and the sizes that end them.
  ['value', /\.(nano|micro|small|medium|large|\d*xlarge|metal)(-\d+xl)?$/],
  // Sources of events, and settings of CodeDeploy.
  ['value', /^(aws|CodeDeployDefault)\.\w+$/],
  // Files: what runs a function, what a distribution answers for /, objects.
  ['name', /^(handler|default_root_object|key|filename)$/],
  // Properties of Hadoop are named with dots.
  ['at', /^configurations(_json)?\b/],
  ['at', isTag],
];

/** The part of an authority that is the host: without the user before it and the port after it. */
const hostIn = (authority: string): string => authority.replace(/^.*@/, '').replace(/:(\d+|\$.*)$/, '');

function faultOfAddress(scheme: string, authority: string, environment: Environment): string | undefined {
  const host = hostIn(authority);
  if (notFetched.test(scheme)) return undefined;
  if (scheme.toLowerCase() === 'http' && here.has(host)) return undefined;
  if (!encrypted.test(scheme)) return `names ${scheme}://${host}, and only https keeps what is fetched as it is`;
  return isOwnHost(host, environment) || variable.test(host)
    ? undefined
    : `names the host ${host || 'that a program makes up'}`;
}

/** An endpoint of AWS's in a region of the environment (VPC user guide, "AWS services that integrate with AWS PrivateLink"). */
const isEndpoint = (value: string, { region }: Environment) => value.startsWith(`com.amazonaws.${region}.`);

/** A host in a text that is not the environment's, or an address that is not https. */
export function foreignHost(text: Text, environment: Environment): string | undefined {
  const { value, name } = text;
  const named = (host = '') => (isOwnHost(host, environment) ? undefined : `names the host ${host}`);
  const found =
    firstOf(value, address, (scheme = '', authority = '') => faultOfAddress(scheme, authority, environment), '://') ??
    firstOf(value, relative, named, '//') ??
    firstOf(value, assigned, named, '.') ??
    (isTag.test(text.at) ? undefined : firstOf(value, anywhere, named, '.'));
  if (found !== undefined) return found;
  if (
    name === '' ||
    !value.includes('.') ||
    !whole.test(value) ||
    noHosts.some(([where, what]) => what.test(text[where]))
  )
    return undefined;
  const host = hostIn(value.replace(/\/.*/, ''));
  return isOwnHost(host, environment) || isEndpoint(value, environment) ? undefined : `names the host ${host}`;
}
