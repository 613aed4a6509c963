const LOGIN = `
<label for="login">Account</label>
<input id="login" name="login" autocomplete="username" required>
<button>Log in</button>`;
const CONSENT = `
<p>The service asks for your name and your mail address.</p>
<button name="consent" value="yes">Allow</button>
<button name="consent" value="no">Decline</button>`;

/** The form of a provider's page, usable without a mouse. `asks` is `login` or `consent`. */
export function loginOrConsentPage(asks: string): string {
  const title = asks === 'login' ? 'Log in' : 'Give consent';
  const fields = asks === 'login' ? LOGIN : CONSENT;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title></head>
<body><main><h1>${title}</h1><form method="post">${fields}</form></main></body>
</html>`;
}
