/** A file in a partner's folder; `stamp` changes when its content does. */
export interface RemoteFile {
  name: string;
  size: number;
  stamp: string;
}

/** What we do with a partner's files, whatever the protocol; every method throws ConnectorError. */
export interface RemoteFiles {
  /** Bytes of a file, null when there certainly is none. */
  size(path: string): Promise<number | null>;
  put(path: string, bytes: Uint8Array): Promise<void>;
  get(path: string): Promise<Uint8Array>;
  /** Regular files of a folder. */
  list(folder: string): Promise<RemoteFile[]>;
  /** Never onto a name in use. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  ensureFolder(path: string): Promise<void>;
}

/** A step of a transmission, for the protocol that staff read. */
export type Note = (step: string) => void;

/** The same files, each step noted. */
export function notedFiles(files: RemoteFiles, note: Note): RemoteFiles {
  return {
    async size(path) {
      const size = await files.size(path);
      note(`size ${path}: ${size ?? 'no such file'}`);
      return size;
    },
    async put(path, bytes) {
      await files.put(path, bytes);
      note(`put ${path}: ${bytes.length} bytes`);
    },
    async get(path) {
      const bytes = await files.get(path);
      note(`get ${path}: ${bytes.length} bytes`);
      return bytes;
    },
    async list(folder) {
      const found = await files.list(folder);
      note(`list ${folder}: ${found.length} files`);
      return found;
    },
    async rename(from, to) {
      await files.rename(from, to);
      note(`rename ${from} → ${to}`);
    },
    async remove(path) {
      await files.remove(path);
      note(`remove ${path}`);
    },
    async ensureFolder(path) {
      await files.ensureFolder(path);
      note(`folder ${path}`);
    },
  };
}
