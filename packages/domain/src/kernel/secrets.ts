/** Seals texts so that only this installation can read them; `open` gives a text that was never sealed as it is. Throws when the key is another one. */
export interface Secrets {
  seal(plain: string): string;
  open(sealed: string): string;
}

export const sealedPrefix = 'sealed:';
export const isSealed = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith(sealedPrefix);

type Config = Record<string, unknown>;

/** What gives access, by the last word of its name; `accessKeyId`, `hostKeySha256` and the like are none. */
const isSecretName = (name: string): boolean =>
  /(password|passphrase|secret|token|apikey|privatekey|accesskey)$/i.test(name);

function mapSecrets(config: unknown, change: (value: string, path: string) => unknown, path = ''): unknown {
  if (Array.isArray(config)) return config.map((item, index) => mapSecrets(item, change, `${path}.${index}`));
  if (!config || typeof config !== 'object') return config;
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => {
      const at = `${path}.${name}`;
      return [
        name,
        typeof value === 'string' && isSecretName(name) ? change(value, at) : mapSecrets(value, change, at),
      ];
    }),
  );
}

/** A connection with its secrets sealed; one that is the same as before keeps its sealed form. */
export function sealConfig<C extends Config>(config: C, secrets: Secrets, before: Config = {}): C {
  const known = new Map<string, string>();
  mapSecrets(before, (value, path) => known.set(path, value));
  return mapSecrets(config, (value, path) => {
    const old = known.get(path);
    if (isSealed(value)) return value;
    return isSealed(old) && secrets.open(old) === value ? old : secrets.seal(value);
  }) as C;
}

/** A connection as its transport needs it. */
export const openConfig = <C extends Config>(config: C, secrets: Secrets): C => mapSecrets(config, secrets.open) as C;

/** A connection as staff may see it: secrets are left out, `kept` names those that are set. */
export function hideSecrets(config: Config): { config: Config; kept: string[] } {
  const kept: string[] = [];
  const hidden = mapSecrets(config, (_value, path) => {
    kept.push(path.slice(1));
    return undefined;
  });
  return { config: JSON.parse(JSON.stringify(hidden)) as Config, kept };
}

/** What staff have entered with the secrets they left alone; an empty text takes a secret away. */
export function keepSecrets(config: Config, before: Config): Config {
  const old = Object.entries(before).filter(([name, value]) => typeof value === 'string' && isSecretName(name));
  const given = Object.entries(config).filter(([name, value]) => !(isSecretName(name) && value === ''));
  return { ...Object.fromEntries(old.filter(([name]) => !(name in config))), ...Object.fromEntries(given) };
}
