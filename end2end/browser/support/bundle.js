// A downloaded zip, unpacked as an admin would, and given to the real programs.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** What in `.env.production` nobody else may know. */
const SECRETS =
  /^(?:SECRET_KEY_BASE|OTP_SECRET|ACTIVE_RECORD_ENCRYPTION_[A-Z_]+|VAPID_PRIVATE_KEY|VAPID_PUBLIC_KEY|DB_PASS)=(.+)$|^[A-Z_]*REDIS_URL='?redis:\/\/[^:]*:([^@]+)@.*$/gm;

/** Unpacks with the program `unzip`, which restores modes. */
export function unpack(zip, folder) {
  const { status, stdout, stderr } = spawnSync('unzip', ['-q', zip, '-d', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`unzip ${zip}: ${status} ${stdout}${stderr}`);
  return new Bundle(folder);
}

export class Bundle {
  constructor(folder) {
    this.folder = folder;
  }

  /** Every file: path inside the bundle, and mode in octal. */
  list() {
    const files = readdirSync(this.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({ path: path.relative(this.folder, file), mode: (statSync(file).mode & 0o777).toString(8) }))
      .sort((one, other) => (one.path < other.path ? -1 : 1));
  }

  read(file) {
    return readFileSync(path.join(this.folder, file), 'utf8');
  }

  /** All texts by path. */
  texts() {
    return Object.fromEntries(this.list().map((file) => [file.path, this.read(file.path)]));
  }

  /** Passwords and keys. */
  secrets() {
    const { path: env } = this.list().find((file) => file.path.endsWith('.env.production'));
    const found = [...this.read(env).matchAll(SECRETS)].map(([, value, password]) => value ?? password);
    return [...new Set(found)];
  }

  /** Every check of the crate around us; its table, and whether all is well. */
  prove() {
    const { status, stdout, stderr, error } = spawnSync(process.env.PROVE, [this.folder], {
      cwd: path.resolve(import.meta.dirname, '../../..'),
      encoding: 'utf8',
    });
    return { status, table: `${stdout ?? ''}${stderr ?? ''}${error ?? ''}` };
  }
}
