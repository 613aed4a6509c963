interface Catalogue {
  [key: string]: string | Catalogue;
}

type Loader = () => Promise<{ default: Catalogue }>;

/** Every text of the dashboard: `../locales`, `../../ui/locales` and one folder per feature, one file per language. */
const FILES: Record<string, Loader> = {
  ...import.meta.glob<{ default: Catalogue }>('../locales/*.json'),
  ...import.meta.glob<{ default: Catalogue }>('../../ui/locales/*.json'),
  ...import.meta.glob<{ default: Catalogue }>('../../features/**/locales/*.json'),
};

/** Catalogue files by `language/namespace`; the namespace is the name of the folder above `locales`. */
const LOADERS = new Map(Object.entries(FILES).map(([path, load]) => [addressOf(path), load]));

export async function loadCatalogue(language: string, namespace: string): Promise<Catalogue> {
  const load = LOADERS.get(`${language}/${namespace}`);
  if (!load) throw new Error(`No texts for ${namespace} in ${language}`);
  return (await load()).default;
}

function addressOf(path: string): string {
  const [, folder = 'app', language] = /(?:\/([a-z-]+))?\/locales\/([a-z-]+)\.json$/.exec(path) ?? [];
  return `${language}/${folder}`;
}
