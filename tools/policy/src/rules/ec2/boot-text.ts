import { gunzipSync } from 'node:zlib';
import { type Resource, type Stack, wholeReference, type World } from '@malinshopper/synthesized';
import { remembered } from '../remembered';

/** What holds a text that a machine or a function runs: user data, the script of a cluster in a bucket, or a package of code. */
export const bootTypes = ['aws_launch_template', 'aws_s3_object'];

const call = /^\$\{(?:base64gzip|base64encode)\(([^()"]*)\)\}$/;

/**
 * The text that is run at boot, in clear: behind base64gzip or base64encode of a reference, or in base64 as it stands.
 * References in the text stay as they are.
 * @returns undefined if it cannot be read, so that no rule may pass for it
 */
export const bootTextOf = remembered(({ type, config, stack }: Resource, world: World): string | undefined => {
  if (type === 'aws_s3_object') {
    // A package of Lambda is a zip whose files lie in it as they are (apps/data/src/users/zip.ts).
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

/** The text behind a reference, or as it stands. What Terraform alone can find out is none. */
function textBehind(value: unknown, stack: Stack, world: World): string | undefined {
  const found = world.resolve(value, stack);
  return typeof found === 'string' && !wholeReference(found) ? found : undefined;
}

/** Makes a template's user data another text, in base64 as EC2 takes it. For breaks. */
export const booting =
  (text: string) =>
  (config: Record<string, unknown>): void => {
    config['user_data'] = Buffer.from(text).toString('base64');
  };
