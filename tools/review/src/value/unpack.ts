import { gunzipSync } from 'node:zlib';

/** The packing of a text in a value of a plan. */
export type Packing = 'base64' | 'gzip';

/** The limit of readable text: user data is at most 16 KiB (EC2 API, RunInstances, UserData), gzip makes it more. */
const limit = 1 << 20;
/** Shorter ones are words that happen to consist of these letters. */
const shortest = 16;

/** The content of a value in base64, or base64 of gzip: user data and files of cloud-init. Undefined if it is no packed text. */
export function unpack(value: string): { readonly text: string; readonly packing: Packing } | undefined {
  if (value.length < shortest || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    const text = textOf(bytes);
    return text === undefined ? undefined : { text, packing: 'base64' };
  }
  try {
    const text = textOf(gunzipSync(bytes, { maxOutputLength: limit }));
    return text === undefined ? undefined : { text, packing: 'gzip' };
  } catch {
    // It only looked like gzip, or contains too much.
    return undefined;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The bytes as text, if they are UTF-8 without control characters. */
function textOf(bytes: Buffer): string | undefined {
  try {
    const text = decoder.decode(bytes);
    // eslint-disable-next-line no-control-regex
    return /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The parsed content of a JSON text: a list or an object. */
export function parsedJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
