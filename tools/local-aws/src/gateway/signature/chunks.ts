import { createHash, timingSafeEqual, type Hash } from 'node:crypto';
import { AwsFailure } from '../../protocols/failure';
import type { Watching } from '../upload';
import { SignatureFault, worded } from './faults';
import { keyed, type Chain } from './verify';

const EMPTY = createHash('sha256').digest('hex');
/** A line of sizes and signatures has less than 100 characters, trailers a few hundred. */
const LONGEST_LINE = 4096;

const incomplete = (why: string) =>
  new AwsFailure('IncompleteBody', `The request body terminated unexpectedly, or is not in chunks: ${why}`);

/**
 * The form of a body that arrives in chunks (S3 API reference, "Signature calculations: transferring payload in
 * multiple chunks" and "... with trailing headers").
 */
export interface ChunkedBody {
  /** The size of the object in bytes: `x-amz-decoded-content-length`. */
  readonly decoded: number;
  /** @default - chunks are not signed */
  readonly chain?: Chain;
  readonly trailers: boolean;
}

interface Chunk {
  readonly hash: Hash;
  readonly signature: string | undefined;
  left: number;
}

/**
 * Reads a body in chunks while it arrives, and verifies the signature of each chunk. The signature of a chunk depends
 * on the signature of the previous chunk.
 */
export class Chunks implements Watching {
  private line = '';
  private state: 'size' | 'data' | 'after data' | 'trailers' | 'end' = 'size';
  private chunk: Chunk | undefined;
  private received = 0;
  private before: string;
  private readonly trailers: string[] = [];
  /** The signatures to verify: hashing is synchronous, signing is not. */
  private readonly expected: [signature: string, text: string][] = [];

  constructor(private readonly body: ChunkedBody) {
    this.before = body.chain?.seed ?? '';
  }

  take(piece: Buffer): void {
    for (let at = 0; at < piece.length;) at = this.state === 'data' ? this.data(piece, at) : this.text(piece, at);
  }

  /** @throws AwsFailure if the body is not complete, or a signature does not match */
  async end(): Promise<void> {
    if (this.state !== 'end') throw incomplete('its last chunk is missing');
    if (this.received !== this.body.decoded) {
      throw incomplete(`${this.received} bytes, and x-amz-decoded-content-length is ${this.body.decoded}`);
    }
    const { chain } = this.body;
    for (const [signature, text] of chain ? this.expected : []) {
      const computed = await keyed(chain!.key, text);
      if (!timingSafeEqual(Buffer.from(computed), Buffer.from(signature)))
        throw worded(new SignatureFault('mismatch'), 's3');
    }
  }

  private data(piece: Buffer, at: number): number {
    const chunk = this.chunk!;
    const part = piece.subarray(at, at + chunk.left);
    if (this.body.chain) chunk.hash.update(part);
    chunk.left -= part.length;
    this.received += part.length;
    if (chunk.left === 0) {
      this.note(chunk);
      this.state = 'after data';
    }
    return at + part.length;
  }

  /** Reads on to the end of a line. */
  private text(piece: Buffer, at: number): number {
    const end = piece.indexOf(0x0a, at);
    this.line += piece.toString('latin1', at, end < 0 ? undefined : end + 1);
    if (this.line.length > LONGEST_LINE) throw incomplete('a line has no end');
    if (end < 0) return piece.length;
    const line = this.line.replace(/\r?\n$/, '');
    this.line = '';
    this.read(line);
    return end + 1;
  }

  private read(line: string): void {
    if (this.state === 'size') return this.begin(line);
    if (this.state === 'after data') {
      if (line !== '') throw incomplete('a chunk is longer than it declares');
      this.state = 'size';
      return;
    }
    if (this.state === 'end') throw incomplete('something follows the last chunk');
    if (line !== '') {
      this.trailers.push(line);
      if (this.trailers.length > 10) throw incomplete('it has too many trailers');
      return;
    }
    // An empty line ends the trailers. Some clients send one more empty line between the trailers and their signature.
    if (this.body.trailers && this.body.chain && !this.trailers.some(isSignature)) return;
    this.endTrailers();
  }

  private begin(line: string): void {
    const [, size, signature] = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
    if (size === undefined || (this.body.chain && signature === undefined)) throw incomplete('no size of a chunk');
    const chunk = { hash: createHash('sha256'), signature, left: Number.parseInt(size, 16) };
    this.chunk = chunk;
    if (chunk.left > 0) this.state = 'data';
    else {
      this.note(chunk);
      this.state = 'trailers';
    }
  }

  private note({ hash, signature }: Chunk): void {
    const { chain } = this.body;
    if (!chain || signature === undefined) return;
    const lines = ['AWS4-HMAC-SHA256-PAYLOAD', chain.time, chain.scope, this.before, EMPTY, hash.digest('hex')];
    this.expected.push([signature, lines.join('\n')]);
    this.before = signature;
  }

  private endTrailers(): void {
    this.state = 'end';
    const { chain, trailers } = this.body;
    const given = this.trailers.filter((line) => !isSignature(line));
    if (!trailers && this.trailers.length > 0) throw incomplete('it has trailers that were not announced');
    if (!trailers || !chain) return;
    const signature = /:\s*([0-9a-f]{64})$/.exec(this.trailers.find(isSignature) ?? '')?.[1];
    if (signature === undefined) throw incomplete('x-amz-trailer-signature is missing');
    const canonical = given.map((line) =>
      line.replace(/^([^:]+):\s*(.*?)\s*$/, (_all, name: string, value: string) => `${name.toLowerCase()}:${value}\n`),
    );
    const hash = createHash('sha256').update(canonical.sort().join('')).digest('hex');
    this.expected.push([
      signature,
      ['AWS4-HMAC-SHA256-TRAILER', chain.time, chain.scope, this.before, hash].join('\n'),
    ]);
  }
}

const isSignature = (line: string) => line.toLowerCase().startsWith('x-amz-trailer-signature:');
