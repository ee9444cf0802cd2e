import type { Environment } from '@malinshopper/environments';
import { firstOf } from './in-texts';
import { isOwnHost } from './own';
import type { Text } from './texts';

/**
 * An address with a scheme and a host: RFC 3986, "Generic syntax", with the substitutions of a shell or of Terraform.
 */
const address = /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]*):\/\/([^\s"'<>\\`,;|()/?#]*)/gi;
/** The same without a scheme, in a page or a script. */
const relative = /(?:^|["'=\s(])\/\/((?:[a-z0-9-]+\.)+[a-z]{2,})/gi;
/** A setting with the host that a program connects to: `DATABASE_HOST=database.example.com`. */
const assigned =
  /(?<![\w-])\w*(?:host|endpoint|ur[li]|server|address|domain|mirror|proxy|registry)\w*["']?[ \t]*[=:][ \t]*["']?((?:[a-z0-9-]+\.)+[a-z]{2,})(?![\w(.-])/gi;
/** A host in the middle of a text, by common domains that are no file name extensions. */
const anywhere =
  /(?<![\w.@$}{*?-])((?:[a-z0-9_-]+\.)+(?:com|net|org|io|dev|info|biz|aws|cloud|app|xyz|online|site|top|store|tech|ru|cn|de|fr|uk|eu|us|nl|pl|ch|jp|kr|br|example|invalid|onion))(?![\w(-]|\.[\w*])/gi;
/** A text that consists only of a host. */
const whole = /^(?:\*\.)?(?:[a-z0-9_-]+\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)\.?(?::\d+)?(?:\/\S*)?$/i;

/** 169.254.169.254 is the instance metadata service: only the instance itself can reach it (EC2 user guide, "Instance metadata service"). */
const here = new Set(['169.254.169.254', '127.0.0.1', 'localhost']);
/** A file on the machine, or a bucket, which is judged by its name. */
const notFetched = /^(file|s3[an]?)$/i;
/** Schemes that protect the content in transit. */
const encrypted = /^(https|tls)$/i;
/** A variable of a shell or of PHP, also in the form of Terraform. Its value is judged where it is set. */
const variable = /^\$+(?:\w+|\{\w+\})$/;

/** In tags, the name of a zone follows other words. */
const isTag = /(^|[._])(tags|default_tags)\b/;
/** Texts with dots in them that are no hosts. */
const noHosts: readonly (readonly [where: 'name' | 'value' | 'at', what: RegExp])[] = [
  // Types of instances, servers and caches, with their final sizes.
  ['value', /\.(nano|micro|small|medium|large|\d*xlarge|metal)(-\d+xl)?$/],
  // Sources of events, and settings of CodeDeploy.
  ['value', /^(aws|CodeDeployDefault)\.\w+$/],
  // Files: the handler of a function, the default object of a distribution, objects.
  ['name', /^(handler|default_root_object|key|filename)$/],
  // Names of Hadoop properties contain dots.
  ['at', /^configurations(_json)?\b/],
  ['at', isTag],
];

/** Returns the host of a URL authority, without user and port. */
const hostIn = (authority: string): string => authority.replace(/^.*@/, '').replace(/:(\d+|\$.*)$/, '');

function faultOfAddress(scheme: string, authority: string, environment: Environment): string | undefined {
  const host = hostIn(authority);
  if (notFetched.test(scheme)) return undefined;
  if (scheme.toLowerCase() === 'http' && here.has(host)) return undefined;
  if (!encrypted.test(scheme)) return `names ${scheme}://${host}, and only https protects the content in transit`;
  return isOwnHost(host, environment) || variable.test(host)
    ? undefined
    : `names the host ${host || 'that a program computes'}`;
}

/**
 * An endpoint of AWS in a region of the environment (VPC user guide, "AWS services that integrate with AWS
 * PrivateLink").
 */
const isEndpoint = (value: string, { region }: Environment) => value.startsWith(`com.amazonaws.${region}.`);

/** A host in a text that is outside the environment, or an address without https. */
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
