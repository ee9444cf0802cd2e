import { z } from 'zod';
import { isPrivate } from './cidr';
import { faultOfCron } from './cron';
import { timeZones } from './time-zones';

/** The rule of a value, and the received one. */
export const wanted = (what: string) => ({
  error: (issue: { readonly input?: unknown }) => `${what}; received ${JSON.stringify(issue.input)}`,
});
export const distinct = (what: string) => ({ error: `${what} must not be named twice` });
export const unique = (list: readonly unknown[]) => new Set(list).size === list.length;

/**
 * A label of a DNS name that a certificate supports, in lower case: Route 53 stores only lower case, and each plan
 * would show a change.
 */
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/**
 * A DNS name (RFC 1035, 2.3.4; ACM API, RequestCertificate, pattern of DomainName). A top-level domain begins with a
 * letter.
 * @param longest the maximum number of characters
 */
export function dnsName(longest: number) {
  return z
    .string()
    .regex(
      new RegExp(`^(?:${label}\\.)+(?=[a-z])${label}$`),
      wanted(
        'a DNS name in lower case such as "shop.example.com": labels of at most 63 letters, digits and inner hyphens',
      ),
    )
    .max(longest, wanted(`at most ${longest} characters`));
}

/** Route 53 developer guide, "DNS domain name format": 255 bytes with the lengths of the labels and the root's. */
export const hostedZoneName = dnsName(253);

/**
 * The name of a web tier. The CDN's name has the prefix `static.`, and the first name of a certificate has at most 64
 * characters (ACM API, RequestCertificate, "DomainName").
 */
export const webName = dnsName(64 - 'static.'.length);

/**
 * The address range of a VPC. AWS supports /16 to /28 (VPC user guide, "VPC CIDR blocks"); subnets are cut from a /16
 * here. AWS accepts public ranges, but then the VPC cannot reach the owners of these addresses on the internet.
 */
export const networkRange = z
  .string()
  .refine(
    (cidr) => /^\d+\.\d+\.0\.0\/16$/.test(cidr) && isPrivate(cidr),
    wanted('an IPv4 /16 such as "10.30.0.0/16", of a private range: 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16'),
  );

export const timeZone = z
  .string()
  .refine(
    (name) => timeZones.has(name),
    wanted('a time zone such as "Europe/Luxembourg" or "Etc/UTC", by its canonical IANA name'),
  );

export const recurrence = z.string().superRefine((expression, { addIssue }) => {
  const fault = faultOfCron(expression);
  if (fault === undefined) return;
  const message = `a cron expression such as "0 7 * * MON-FRI": ${fault}; received ${JSON.stringify(expression)}`;
  addIssue({ code: 'custom', message, input: expression });
});

/** CloudWatch Logs API, PutRetentionPolicy, "retentionInDays". */
export const logRetentionDays = z.literal(
  [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
  wanted("one of CloudWatch Logs' own steps: 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731 and others"),
);

/** Twelve digits (IAM user guide, "AWS account identifiers"). */
export const accountId = z.string().regex(/^\d{12}$/, wanted('an account id: twelve digits, as a text'));

/**
 * An address for mail from AWS Budgets and from SNS. RFC 5321, 4.5.3.1: at most 64 characters before the @. Both send
 * only to addresses in ASCII, without quotes.
 */
export const mailAddress = z
  .string()
  .regex(
    new RegExp(
      `^[A-Za-z0-9!#$%&'*+/=?^_\`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_\`{|}~-]+)*@(?:${label}\\.)+(?=[a-z])${label}$`,
    ),
    wanted('an e-mail address such as "team@example.com"'),
  )
  .refine((address) => address.indexOf('@') <= 64, wanted('at most 64 characters before the "@"'));
