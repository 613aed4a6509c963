import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { importErrors } from './errors.ts';

const GZIP_MAGIC = 0x1f8b;
const CHUNK_BYTES = 262_144;

export type SourceFile = {
  readonly sizeBytes: number;
  /** The content, unpacked where it is gzip by its first bytes, whatever its name says. */
  chunks(): AsyncGenerator<Buffer>;
  /** Bytes of the file as it lies there that were read so far. */
  bytesRead(): number;
};

/** Looks at a file. Throws `import_file_unreadable`, here and while its chunks are read. */
export async function openSource(path: string): Promise<SourceFile> {
  const { sizeBytes, isGzip } = await readable(() => inspect(path));
  const file = createReadStreamLazily(path);
  return {
    sizeBytes,
    bytesRead: () => file.bytesRead(),
    async *chunks() {
      const stream = file.open();
      const unpacked = isGzip ? pipeline(stream, createGunzip({ chunkSize: CHUNK_BYTES }), () => {}) : stream;
      const iterator = unpacked[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
      try {
        for (
          let next = await readable(() => iterator.next());
          !next.done;
          next = await readable(() => iterator.next())
        ) {
          yield next.value;
        }
      } finally {
        stream.destroy();
      }
    },
  };
}

function createReadStreamLazily(path: string) {
  let stream: ReturnType<typeof createReadStream> | undefined;
  return {
    open: () => {
      stream = createReadStream(path, { highWaterMark: CHUNK_BYTES });
      return stream;
    },
    bytesRead: () => stream?.bytesRead ?? 0,
  };
}

async function inspect(path: string): Promise<{ sizeBytes: number; isGzip: boolean }> {
  const file = await open(path, 'r');
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new Error('it is not a file');
    return { sizeBytes: stat.size, isGzip: await startsAsGzip(file) };
  } finally {
    await file.close();
  }
}

async function startsAsGzip(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
  return bytesRead === 2 && buffer.readUInt16BE(0) === GZIP_MAGIC;
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw importErrors.import_file_unreadable({ reason }, { detail: `The file cannot be read: ${reason}.` });
  }
}
