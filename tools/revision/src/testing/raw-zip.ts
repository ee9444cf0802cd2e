import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip, in which every field can be wrong. Absent fields are correct. */
export interface RawEntry {
  readonly name: string | Buffer;
  readonly content?: Buffer | string;
  /** @default 0o100644 */
  readonly mode?: number;
  /** @default 8, deflate */
  readonly method?: number;
  /** @default 0x800, UTF-8 */
  readonly flags?: number;
  readonly crc?: number;
  /** The size of the content in the directory. */
  readonly size?: number;
  /** The data between the headers instead of the compressed content. */
  readonly data?: Buffer;
  readonly extra?: Buffer;
  readonly local?: {
    readonly name?: string;
    readonly method?: number;
    readonly flags?: number;
    readonly extra?: Buffer;
  };
  /** Sizes and checksum behind the data, and zeros in front of it (flag 8). @default false */
  readonly descriptor?: boolean;
  /** The entry with the header and the data that are used instead of its own. */
  readonly sharedWith?: string;
}

/** A zip by hand: yazl writes only correct ones. */
export function rawZip(entries: readonly RawEntry[], count = entries.length, comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets = new Map<string, number>();
  let offset = 0;
  for (const entry of entries) {
    const header = new Header(entry);
    const at = offsets.get(entry.sharedWith ?? '') ?? offset;
    if (at === offset) {
      const local = header.local();
      parts.push(local);
      offsets.set(String(entry.name), offset);
      offset += local.length;
    }
    directory.push(header.central(at));
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, central, end, Buffer.from(comment, 'latin1')]);
}

class Header {
  private readonly name: Buffer;
  private readonly content: Buffer;
  private readonly data: Buffer;
  private readonly method: number;
  private readonly flags: number;

  constructor(private readonly entry: RawEntry) {
    this.name = Buffer.from(entry.name as string);
    this.content = Buffer.from((entry.content ?? '') as string);
    this.method = entry.method ?? 8;
    this.flags = (entry.flags ?? 0x800) | (entry.descriptor ? 8 : 0);
    this.data = entry.data ?? (this.method === 8 ? deflateRawSync(this.content) : this.content);
  }

  local(): Buffer {
    const { local = {}, descriptor } = this.entry;
    const extra = local.extra ?? Buffer.alloc(0);
    const name = local.name === undefined ? this.name : Buffer.from(local.name);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    this.sizes(header, 6, local.flags ?? this.flags, local.method ?? this.method);
    header.writeUInt16LE(name.length, 26);
    header.writeUInt16LE(extra.length, 28);
    if (!descriptor) {
      return Buffer.concat([header, name, extra, this.data]);
    }
    const behind = Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), header.subarray(14, 26)]);
    return Buffer.concat([header.fill(0, 14, 26), name, extra, this.data, behind]);
  }

  central(offset: number): Buffer {
    const { mode = 0o100644, extra = Buffer.alloc(0) } = this.entry;
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE((3 << 8) | 20, 4);
    header.writeUInt16LE(20, 6);
    this.sizes(header, 8, this.flags, this.method);
    header.writeUInt16LE(this.name.length, 28);
    header.writeUInt16LE(extra.length, 30);
    header.writeUInt32LE((mode << 16) >>> 0, 38);
    header.writeUInt32LE(offset, 42);
    return Buffer.concat([header, this.name, extra]);
  }

  /** Flags, method, time, checksum and sizes: the same block in both headers. */
  private sizes(header: Buffer, at: number, flags: number, method: number): void {
    header.writeUInt16LE(flags, at);
    header.writeUInt16LE(method, at + 2);
    header.writeUInt32LE(0x00210000, at + 4);
    header.writeUInt32LE(this.entry.crc ?? crc32(this.content), at + 8);
    header.writeUInt32LE(this.data.length, at + 12);
    header.writeUInt32LE(this.entry.size ?? this.content.length, at + 16);
  }
}
