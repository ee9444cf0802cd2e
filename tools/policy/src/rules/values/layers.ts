import { gunzipSync, inflateSync } from 'node:zlib';

/** Matches text in base64 (RFC 4648, both alphabets), on one or several lines, and text in hexadecimal digits. */
const encoded =
  /(?<![A-Za-z0-9+/_-])(?:(?:[A-Za-z0-9+/_-]{16,}[ \t]*\\?\r?\n[ \t]*)+[A-Za-z0-9+/_-]*|[A-Za-z0-9+/_-]{16,})={0,2}/g;
const hexadecimal = /^[0-9a-f]+$/i;
/** The limits of decoding: the depth of nested encodings, and the length of a text. */
const deepest = 4;
const longest = 4 * 1024 * 1024;

/** True if bytes are a text: hardly any control characters, and valid UTF-8. */
function isText(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  const odd = text.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0;
  return odd <= text.length / 50;
}

/** Bytes as a text, decompressed from gzip or zlib. Undefined if they are no text. */
function textOf(bytes: Buffer): string | undefined {
  try {
    const plain =
      bytes[0] === 0x1f && bytes[1] === 0x8b
        ? gunzipSync(bytes, { maxOutputLength: longest })
        : bytes[0] === 0x78
          ? inflateSync(bytes, { maxOutputLength: longest })
          : bytes;
    const text = plain.toString('utf8');
    return isText(text) ? text : undefined;
  } catch {
    const text = bytes.toString('utf8');
    return isText(text) ? text : undefined;
  }
}

/** A text, and the texts encoded in it: in base64 or hexadecimal digits, compressed or not, also nested. */
export function layersOf(text: string, depth = 0): readonly string[] {
  if (text.length < 16) return [text];
  const layers = [text];
  for (const [word] of depth < deepest ? text.matchAll(encoded) : []) {
    // Long words without capital letters are skipped, because they are names and paths. Twelve bytes of text in base64
    // always contain a capital letter.
    if (!/[A-Z]/.test(word) && !hexadecimal.test(word.replace(/\s/g, ''))) continue;
    // The word after the last line may be the next one of the script: `EOF`.
    const lines = word.split(/[\s\\]+/);
    const packed = [lines.join(''), ...(lines.length > 1 ? [lines.slice(0, -1).join('')] : [])];
    const inner = packed.flatMap((each) => [
      textOf(Buffer.from(each, 'base64')),
      hexadecimal.test(each) ? textOf(Buffer.from(each, 'hex')) : undefined,
    ]);
    for (const each of inner) if (each !== undefined && each.length >= 6) layers.push(...layersOf(each, depth + 1));
  }
  return layers;
}
