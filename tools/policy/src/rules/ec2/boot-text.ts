import { gunzipSync } from 'node:zlib';
import { type Resource, type Stack, wholeReference, type World } from '@malinshopper/synthesized';
import { remembered } from '../remembered';

/**
 * The types with a text that a machine or a function runs: user data, the script of a cluster in a bucket, or a package
 * of code.
 */
export const bootTypes = ['aws_launch_template', 'aws_s3_object'];

const call = /^\$\{(?:base64gzip|base64encode)\(([^()"]*)\)\}$/;

/**
 * The text that runs at boot, decoded: from base64gzip or base64encode of a reference, or from plain base64. References
 * in the text are kept.
 * @returns undefined if it cannot be read, so that no rule passes by mistake
 */
export const bootTextOf = remembered(({ type, config, stack }: Resource, world: World): string | undefined => {
  if (type === 'aws_s3_object') {
    // A package of Lambda is a zip with uncompressed files (apps/data/src/users/zip.ts).
    const packed: unknown = config['content_base64'];
    return typeof packed === 'string'
      ? Buffer.from(packed, 'base64').toString('latin1')
      : textBehind(config['content'], stack, world);
  }
  const data: unknown = config['user_data'];
  if (typeof data !== 'string') return data === undefined ? '' : undefined;
  const [, argument] = call.exec(data) ?? [];
  if (argument !== undefined) return textBehind(`\${${argument}}`, stack, world);
  if (data.includes('${')) return undefined;
  const bytes = Buffer.from(data, 'base64');
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isCompressed ? gunzipSync(bytes) : bytes).toString('utf8');
});

/** The literal text, or the text behind a reference. Undefined for a value that only Terraform can compute. */
function textBehind(value: unknown, stack: Stack, world: World): string | undefined {
  const found = world.resolve(value, stack);
  return typeof found === 'string' && !wholeReference(found) ? found : undefined;
}

/** Replaces the user data of a template, in base64 as EC2 accepts it. For breaks. */
export const booting =
  (text: string) =>
  (config: Record<string, unknown>): void => {
    config['user_data'] = Buffer.from(text).toString('base64');
  };
