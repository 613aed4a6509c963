export type NewUser = { readonly userName: string; readonly displayName: string; readonly active?: boolean };

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:';

/** A directory that provisions people over SCIM 2.0 with the token it was given. */
export function directoryOf(baseUrl: string, token: string) {
  const post = async (path: string, body: object): Promise<{ id: string }> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify(body),
    });
    if (response.status !== 201) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as { id: string };
  };
  return {
    addUser: ({ userName, displayName, active = true }: NewUser) =>
      post('/Users', {
        schemas: [`${CORE}User`],
        userName,
        displayName,
        active,
        emails: [{ value: userName, type: 'work', primary: true }],
      }),
    addGroup: (displayName: string, members: readonly string[]) =>
      post('/Groups', { schemas: [`${CORE}Group`], displayName, members: members.map((value) => ({ value })) }),
  };
}
