/** What the person at the browser does at the provider. */
export type Visitor = { readonly login: string; readonly declines: boolean };

const MAX_STEPS = 20;

/** A browser that follows redirects until one leads away from the provider, and fills in the pages on the way. */
export async function visit(issuer: string, start: string, visitor: Visitor): Promise<string> {
  const cookies = new Map<string, string>();
  let request = new Request(start);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const answer = await send(request, cookies);
    const location = answer.headers.get('location');
    if (location === null) {
      request = filledIn(request.url, await pageOf(answer), visitor);
      continue;
    }
    const next = new URL(location, request.url);
    if (next.origin !== new URL(issuer).origin) return next.href;
    request = new Request(next);
  }
  throw new Error('the provider sends the browser round in circles');
}

async function send(request: Request, cookies: Map<string, string>): Promise<Response> {
  const header = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  if (header !== '') request.headers.set('cookie', header);
  const answer = await fetch(request, { redirect: 'manual' });
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === '') cookies.delete(name);
    else cookies.set(name, value);
  }
  return answer;
}

async function pageOf(answer: Response): Promise<string> {
  const page = await answer.text();
  if (!answer.ok) throw new Error(`the provider answered ${answer.status}: ${page}`);
  return page;
}

function filledIn(url: string, page: string, { login, declines }: Visitor): Request {
  const { asks } = JSON.parse(page) as { asks: string };
  const fields: Record<string, string> = asks === 'login' ? { login } : { consent: declines ? 'no' : 'yes' };
  return new Request(url, { method: 'POST', body: new URLSearchParams(fields) });
}
